/** One finding on a tall page: a panel over the upper part, the sections below. */
import type { DocFigure, PosterDocument } from '../document/poster-document.js'
import { closingSection } from './closing.js'
import { bestFill, type Filled, flowSections } from './flow.js'
import { layoutFooter, sizeFor } from './header.js'
import { hugeBox } from './huge.js'
import { linksPart } from './links-part.js'
import { logosBeside } from './logos.js'
import type { Box, LayoutModel } from './model.js'
import { numbersRows } from './numbers.js'
import type { Page } from './page.js'
import { balancedBox, plain, styled, textBox } from './paragraphs.js'
import type { LaidSection } from './section.js'
import { type LayoutTools, marginOf } from './sizes.js'
import { type StyleSheet, styleSheet } from './style-sheet.js'
import type { Arrangement } from './zones.js'

const findingShare = 0.2
const largestToFloor = 1.6

export function findingTall(document: PosterDocument, key: DocFigure | undefined, page: Page, tools: LayoutTools): LayoutModel | undefined {
  const keySection: LaidSection[] = key ? [{ heading: '', paragraphs: [], figures: [key], wide: true }] : []
  const sections = [...keySection, ...document.sections, ...closingSection(document, false)]
  const filled = bestFill(
    page,
    sections,
    (bodyPt, arrangement, leastStretch) => fill(document, sections, page, bodyPt, arrangement, leastStretch, tools),
    largestToFloor,
  )
  return filled?.model
}

function fill(
  document: PosterDocument,
  sections: LaidSection[],
  page: Page,
  bodyPt: number,
  arrangement: Arrangement,
  leastStretch: number,
  tools: LayoutTools,
): (Filled & { model: LayoutModel }) | undefined {
  const sheet = styleSheet(bodyPt, page, tools.theme)
  const marginMm = marginOf(page)
  const gapMm = sheet.em * 0.75
  const top = topPanel(document, page, marginMm, sheet, tools)
  if (!top) return undefined
  const footer = layoutFooter(document.footer, page, marginMm, sheet, tools.metrics)
  const frame = { leftMm: marginMm, widthMm: page.widthMm - 2 * marginMm, gapMm, sheet }
  const flowed = flowSections(sections, arrangement, frame, [top.bottomMm + gapMm, footer.topMm - gapMm], leastStretch, tools.metrics)
  if (!flowed) return undefined
  const boxes = [...top.boxes, ...flowed.boxes, ...footer.boxes]
  return {
    bodyPt,
    empty: flowed.emptyMm2 / (page.widthMm * page.heightMm),
    model: { widthMm: page.widthMm, heightMm: page.heightMm, title: document.title, bodyPt, boxes },
  }
}

/** Title and names small, the finding huge, numbers and QR codes below it. */
function topPanel(
  document: PosterDocument,
  page: Page,
  marginMm: number,
  sheet: StyleSheet,
  { metrics }: LayoutTools,
): { boxes: Box[]; bottomMm: number } | undefined {
  const { em, bodyPt, colours } = sheet
  const on = { colour: colours.onBand, background: colours.band }
  const insetMm = marginMm * 1.3
  const innerMm = page.widthMm - 2 * insetMm
  const boxes: Box[] = []
  const logos = logosBeside(document.logos, page.widthMm - insetMm, em * 4, page.widthMm * 0.3, em)
  const titleMm = logos.leftMm - insetMm - (document.logos.length ? em : 0)
  const sizePt = sizeFor(document.title, titleMm, [1, bodyPt * 1.4, bodyPt * 1.7], [4, bodyPt * 1.3], metrics)
  let yMm = marginMm
  const put = (box: ReturnType<typeof textBox>, gapMm: number) => {
    yMm += gapMm
    boxes.push({ ...box, xMm: insetMm, yMm })
    yMm += box.heightMm
  }
  put(balancedBox(plain(document.title), titleMm, { role: 'title', sizePt, weight: 'bold', ...on }, metrics), 0)
  for (const line of document.byline) put(textBox(plain(line), titleMm, { role: 'byline', sizePt: sheet.labelPt, ...on }, metrics), em * 0.15)
  boxes.push(...logos.place(marginMm, Math.max(yMm - marginMm, logos.heightMm)))
  yMm = Math.max(yMm, marginMm + logos.heightMm)
  if (document.stamp) put(textBox(plain(document.stamp), innerMm, { role: 'stamp', sizePt: sheet.labelPt, weight: 'bold', ...on }, metrics), em * 1.6)
  const huge = hugeBox(styled(document.finding), innerMm, page.heightMm * findingShare, { role: 'finding', weight: 'bold', ...on }, sheet, metrics)
  if (!huge) return undefined
  put(huge, document.stamp ? em * 0.3 : em * 1.6)
  const linksMm = document.links.length ? Math.min(innerMm * 0.4, document.links.slice(0, 3).length * em * 9) : 0
  const numbersMm = innerMm - (linksMm ? linksMm + em * 1.5 : 0)
  const numbers = document.numbers.length
    ? numbersRows(document.numbers, linksMm ? 4 : 5, numbersMm, sheet, { number: colours.onBand, label: colours.onBand, background: colours.band }, metrics)
    : undefined
  const links = linksMm ? linksPart(document.links.slice(0, 3), linksMm, sheet, on, metrics) : undefined
  const rowMm = Math.max(numbers?.heightMm(1) ?? 0, links?.heightMm(1) ?? 0)
  if (rowMm > 0) {
    yMm += em * 1.1
    const middle = (part: { heightMm(stretch: number): number }) => yMm + (rowMm - part.heightMm(1)) / 2
    if (numbers) boxes.push(...numbers.place(insetMm, middle(numbers), 1))
    if (links) boxes.push(...links.place(insetMm + innerMm - linksMm, middle(links), 1))
    yMm += rowMm
  }
  const bottomMm = yMm + em
  const panel: Box = { kind: 'panel', xMm: 0, yMm: 0, widthMm: page.widthMm, heightMm: bottomMm, colour: colours.band }
  return { boxes: [panel, ...boxes], bottomMm }
}
