/** One finding on a wide page: a panel in the middle, a bar of details on either side. */
import type { DocFigure, PosterDocument } from '../document/poster-document.js'
import { closingSection } from './closing.js'
import { columnHeightMm, greatestStretch } from './columns.js'
import { findingPanel } from './finding-panel.js'
import type { Box, LayoutModel } from './model.js'
import type { Page } from './page.js'
import { type Card, cardsOf, measureSection, type Piece } from './section.js'
import { type LayoutTools, largestFit, marginOf } from './sizes.js'
import { type StyleSheet, styleSheet } from './style-sheet.js'
import { layoutTitleBlock } from './title-block.js'
import { mostStretch } from './zones.js'

const panelShare = 0.42
const leastStretch = 0.8
const largestToFloor = 1.5

export function findingWide(document: PosterDocument, key: DocFigure | undefined, page: Page, tools: LayoutTools): LayoutModel | undefined {
  return largestFit(page, (bodyPt) => fill(document, key, page, bodyPt, tools), largestToFloor)
}

function fill(document: PosterDocument, key: DocFigure | undefined, page: Page, bodyPt: number, tools: LayoutTools): LayoutModel | undefined {
  const { metrics, theme } = tools
  const sheet = styleSheet(bodyPt, page, theme)
  const marginMm = marginOf(page)
  const panel = { xMm: (page.widthMm * (1 - panelShare)) / 2, yMm: 0, widthMm: page.widthMm * panelShare, heightMm: page.heightMm }
  const barMm = panel.xMm - 1.8 * marginMm
  const [left, right] = [marginMm, page.widthMm - marginMm - barMm]
  const title = layoutTitleBlock(document, left, barMm, marginMm, sheet, metrics)
  const sections = [...document.sections, ...closingSection(document, false)]
  const pieces = sections.flatMap((section, i) => measureSection({ ...section, wide: false }, i, barMm, sheet, metrics))
  const gapMm = sheet.em * 0.75
  const endMm = page.heightMm - marginMm
  const rooms: [number, number] = [endMm - title.bottomMm - gapMm, endMm - marginMm]
  const cut = bestCut(pieces, rooms, gapMm, sheet)
  if (!cut) return undefined
  const middle = findingPanel(document, key, panel, marginMm, sheet, tools)
  if (!middle) return undefined
  const bars = [...bar(cut[0], left, barMm, title.bottomMm + gapMm, rooms[0], gapMm), ...bar(cut[1], right, barMm, marginMm, rooms[1], gapMm)]
  const boxes = [...title.boxes, ...middle, ...bars]
  return { widthMm: page.widthMm, heightMm: page.heightMm, title: document.title, bodyPt, boxes }
}

/** Read down the left bar, then down the right: the cut that leaves the fuller bar least full. */
function bestCut(pieces: Piece[], [leftMm, rightMm]: [number, number], gapMm: number, sheet: StyleSheet): [Card[], Card[]] | undefined {
  let best: { cards: [Card[], Card[]]; full: number } | undefined
  for (let at = 0; at <= pieces.length; at++) {
    const cards: [Card[], Card[]] = [cardsOf(pieces.slice(0, at), sheet), cardsOf(pieces.slice(at), sheet)]
    const full = Math.max(columnHeightMm(cards[0], leastStretch, gapMm) / leftMm, columnHeightMm(cards[1], leastStretch, gapMm) / rightMm)
    if (full <= 1 && (!best || full < best.full)) best = { cards, full }
  }
  return best?.cards
}

function bar(cards: Card[], xMm: number, widthMm: number, topMm: number, roomMm: number, gapMm: number): Box[] {
  if (cards.length === 0) return []
  const stretch = greatestStretch((s) => columnHeightMm(cards, s, gapMm), roomMm, leastStretch, mostStretch) ?? leastStretch
  const spareMm = (roomMm - columnHeightMm(cards, stretch, gapMm)) / cards.length
  let yMm = topMm
  return cards.flatMap((card) => {
    const rect = { xMm, yMm, widthMm, heightMm: card.heightMm(stretch) + spareMm }
    yMm += rect.heightMm + gapMm
    return card.place(rect, stretch)
  })
}
