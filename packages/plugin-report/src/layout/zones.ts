/**
 * A page's sections in zones below each other.
 *
 * A wide section is a zone of its own. On a page of two columns, neighbouring sections without figures stand in a row,
 * each in a column of its own (problem, data, method), so that they leave no hole beside the figures. All else flows
 * through the page's columns.
 */
import type { DocSection } from '../document/poster-document.js'
import type { FontMetrics } from '../text/index.js'
import { columnHeightMm, cutColumns, greatestStretch } from './columns.js'
import type { Box } from './model.js'
import type { Page } from './page.js'
import { measureSection, type Piece } from './section.js'
import type { TypeScale } from './theme.js'

const mostInRow = 3

export interface Zone {
  columns: number
  pieces: Piece[]
  /** Width of one column. */
  widthMm: number
}

export interface Frame {
  leftMm: number
  widthMm: number
  gapMm: number
  scale: TypeScale
}

export function zonesOf(sections: DocSection[], page: Page, { widthMm, gapMm, scale }: Frame, metrics: FontMetrics): Zone[] {
  let number = 0
  return groupsOf(sections, page).map((group) => {
    const columns = group.columns
    const ownMm = (widthMm - gapMm * (columns - 1)) / columns
    return { columns, widthMm: ownMm, pieces: group.sections.flatMap((section) => measureSection(section, number++, ownMm, scale, metrics)) }
  })
}

/** The least height of a zone at this stretch. */
export function zoneHeightMm({ columns, pieces }: Zone, stretch: number, { gapMm, scale }: Frame): number {
  return cutColumns(pieces, columns, stretch, gapMm, scale).heightMm
}

export function hasPictures({ pieces }: Zone): boolean {
  return pieces.some((piece) => piece.hasPicture)
}

/** Boxes of a zone that fills `heightMm`: pictures of shorter columns grow, then cards do. */
export function placeZone({ columns, pieces, widthMm }: Zone, yMm: number, heightMm: number, stretch: number, frame: Frame): Box[] {
  const { leftMm, gapMm, scale } = frame
  return cutColumns(pieces, columns, stretch, gapMm, scale).columns.flatMap((cards, c) => {
    const own = greatestStretch((s) => columnHeightMm(cards, s, gapMm), heightMm, stretch, mostStretch) ?? stretch
    const spareMm = (heightMm - columnHeightMm(cards, own, gapMm)) / cards.length
    let top = yMm
    return cards.flatMap((card) => {
      const rect = { xMm: leftMm + c * (widthMm + gapMm), yMm: top, widthMm, heightMm: card.heightMm(own) + spareMm }
      top += rect.heightMm + gapMm
      return card.place(rect, own)
    })
  })
}

/** Pictures never grow beyond this share of their ideal height. */
export const mostStretch = 3

interface Group {
  sections: DocSection[]
  columns: number
}

function groupsOf(sections: DocSection[], page: Page): Group[] {
  const groups: { sections: DocSection[]; kind: 'wide' | 'row' | 'flow' }[] = []
  const isRow = (i: number) => page.columns === 2 && isPlain(sections[i]) && (isPlain(sections[i - 1]) || isPlain(sections[i + 1]))
  sections.forEach((section, i) => {
    const kind = section.wide ? 'wide' : isRow(i) ? 'row' : 'flow'
    const last = groups[groups.length - 1]
    const isFull = last?.kind === 'row' && last.sections.length === mostInRow
    if (last && last.kind === kind && kind !== 'wide' && !isFull) last.sections.push(section)
    else groups.push({ sections: [section], kind })
  })
  return groups.map(({ sections: own, kind }) => {
    const pieces = own.reduce((sum, { figures }) => sum + Math.max(1, figures.length), 0)
    return { sections: own, columns: kind === 'wide' ? 1 : kind === 'row' ? own.length : Math.min(page.columns, pieces) }
  })
}

function isPlain(section: DocSection | undefined): boolean {
  return section !== undefined && !section.wide && section.figures.length === 0
}
