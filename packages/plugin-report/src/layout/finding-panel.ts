/** The panel in the middle of a wide page: stamp, finding, key numbers, key figure, QR codes, small print. */
import type { DocFigure, PosterDocument } from '../document/poster-document.js'
import { greatestStretch } from './columns.js'
import { figurePart } from './figure-part.js'
import { hugeBox } from './huge.js'
import { linksPart } from './links-part.js'
import type { Box, Rect } from './model.js'
import { numbersRows } from './numbers.js'
import { plain, styled, textBox } from './paragraphs.js'
import { type Part, textPart } from './part.js'
import type { LayoutTools } from './sizes.js'
import type { StyleSheet } from './style-sheet.js'

/** What figure and finding may take of the panel's height. */
const figureShare = 0.4
const findingShare = 0.62

/** Undefined where it does not hold all of them. */
export function findingPanel(
  document: PosterDocument,
  key: DocFigure | undefined,
  panel: Rect,
  marginMm: number,
  sheet: StyleSheet,
  { metrics }: LayoutTools,
): Box[] | undefined {
  const { em, colours } = sheet
  const background = colours.band
  const insetMm = marginMm * 1.4
  const [xMm, widthMm] = [panel.xMm + insetMm, panel.widthMm - 2 * insetMm]
  const on = { colour: colours.onBand, background }
  const gapMm = em * 1.1
  const footer = textBox(plain(document.footer), widthMm, { role: 'footer', sizePt: sheet.footerPt, ...on }, metrics)
  const stamp = document.stamp ? textBox(plain(document.stamp), widthMm, { role: 'stamp', sizePt: sheet.labelPt, weight: 'bold', ...on }, metrics) : undefined
  const numbers = document.numbers.length
    ? [numbersRows(document.numbers, 4, widthMm, sheet, { number: colours.onBand, label: colours.onBand, background }, metrics)]
    : []
  const figure = key ? [fixed(figurePart(key, widthMm, sheet, background, metrics), panel.heightMm * figureShare)] : []
  const links = document.links.length ? [linksPart(document.links.slice(0, 3), widthMm, sheet, on, metrics)] : []
  const lower = [...numbers, ...figure, ...links].map((part) => ({ ...part, gapMm }))
  const lowerMm = lower.reduce((sum, part) => sum + part.gapMm + part.heightMm(1), 0)
  const stampMm = stamp ? stamp.heightMm + em * 0.3 : 0
  const footerMm = footer.paragraphs.length ? footer.heightMm + em * 0.8 : 0
  const roomMm = panel.heightMm - 2 * marginMm - stampMm - lowerMm - footerMm
  const huge = hugeBox(
    styled(document.finding),
    widthMm,
    Math.min(roomMm, panel.heightMm * findingShare),
    { role: 'finding', weight: 'bold', ...on },
    sheet,
    metrics,
  )
  if (!huge) return undefined
  const parts: Part[] = [textPart(huge, 0), ...lower]
  const spareMm = (roomMm - huge.heightMm) / parts.length
  const boxes: Box[] = [{ kind: 'panel', ...panel, colour: background }]
  let yMm = panel.yMm + marginMm
  if (stamp) boxes.push({ ...stamp, xMm, yMm })
  yMm += stampMm + (lower.length ? 0 : spareMm / 2)
  for (const part of parts) {
    yMm += part.gapMm
    boxes.push(...part.place(xMm, yMm, 1))
    yMm += part.heightMm(1) + spareMm
  }
  if (footer.paragraphs.length) boxes.push({ ...footer, xMm, yMm: panel.yMm + panel.heightMm - marginMm - footer.heightMm })
  return boxes
}

/** At the largest stretch that keeps to a height. */
function fixed(part: Part, limitMm: number): Part {
  const stretch = greatestStretch(part.heightMm, limitMm, 0.5, 3) ?? 0.5
  return { ...part, heightMm: () => part.heightMm(stretch), place: (xMm, yMm) => part.place(xMm, yMm, stretch) }
}
