/** The top of the poster: a band with title and names, then the finding with its key numbers. The bottom: the footer. */
import type { PosterDocument } from '../document/poster-document.js'
import { type FontMetrics, fitSize } from '../text/index.js'
import { logosBeside } from './logos.js'
import type { Box, TextBox } from './model.js'
import { numbersRow } from './numbers.js'
import type { Page } from './page.js'
import { balancedBox, plain, styled, textBox } from './paragraphs.js'
import { ptToMm, type StyleSheet } from './style-sheet.js'

export interface Placed {
  boxes: Box[]
  /** Where the next thing may start. */
  bottomMm: number
}

/** Title in a band over the whole width, logos at its end. Its size is fitted to two lines if it can be, and to four at most. */
export function layoutBand(document: PosterDocument, page: Page, marginMm: number, sheet: StyleSheet, metrics: FontMetrics): Placed {
  const { title, byline } = document
  const { em, colours } = sheet
  const topMm = marginMm
  const logos = logosBeside(document.logos, page.widthMm - marginMm, em * 5, page.widthMm * 0.3, em)
  const widthMm = logos.leftMm - marginMm - (document.logos.length ? em : 0)
  const sizePt = sizeFor(title, widthMm, [2, sheet.bodyPt * 2.3, sheet.bodyPt * 3], [4, sheet.bodyPt * 1.9], metrics)
  const onBand = { colour: colours.onBand, background: colours.band }
  const titleBox = balancedBox(plain(title), widthMm, { role: 'title', sizePt, weight: 'bold', ...onBand }, metrics)
  const lines = byline.map((line) => textBox(plain(line), widthMm, { role: 'byline', sizePt: sheet.bylinePt, ...onBand }, metrics))
  const boxes: Box[] = []
  let yMm = topMm
  for (const [i, box] of [titleBox, ...lines].entries()) {
    yMm += i === 1 ? em * 0.5 : i > 1 ? em * 0.15 : 0
    boxes.push({ ...box, xMm: marginMm, yMm })
    yMm += box.heightMm
  }
  const bottomMm = Math.max(yMm, topMm + logos.heightMm) + em * 0.75
  const panels: Box[] = [
    { kind: 'panel', xMm: 0, yMm: 0, widthMm: page.widthMm, heightMm: bottomMm, colour: colours.band },
    ...(colours.band === colours.page
      ? [
          {
            kind: 'panel' as const,
            xMm: marginMm,
            yMm: bottomMm - em * 0.12,
            widthMm: page.widthMm - 2 * marginMm,
            heightMm: em * 0.12,
            colour: colours.accent,
          },
        ]
      : []),
  ]
  return { boxes: [...panels, ...boxes, ...logos.place(topMm, bottomMm - topMm - em * 0.75)], bottomMm }
}

/** The finding in large type, its stamp above, key numbers below or beside it, whichever is less tall. */
export function layoutFinding(document: PosterDocument, page: Page, topMm: number, marginMm: number, sheet: StyleSheet, metrics: FontMetrics): Placed {
  const { finding, stamp, numbers } = document
  if (styled(finding).length === 0 && !stamp && numbers.length === 0) return { boxes: [], bottomMm: topMm }
  const { em, colours } = sheet
  const panel = { xMm: marginMm, yMm: topMm, widthMm: page.widthMm - 2 * marginMm }
  const innerMm = panel.widthMm - 2 * em
  const isWide = page.widthMm > page.heightMm * 1.2 && numbers.length > 0 && finding.length > 0
  const variants = [
    findingContent(document, innerMm, innerMm, sheet, metrics),
    ...(isWide ? [findingContent(document, innerMm * 0.5, innerMm * 0.47, sheet, metrics)] : []),
  ]
  const content = variants.reduce((least, variant) => (variant.heightMm < least.heightMm ? variant : least))
  const heightMm = content.heightMm + em * 1.45
  const panels: Box[] = [
    { kind: 'panel', ...panel, heightMm, colour: colours.findingPanel },
    { kind: 'panel', xMm: panel.xMm, yMm: topMm, widthMm: em * 0.3, heightMm, colour: colours.accent },
  ]
  return { boxes: [...panels, ...content.place(panel.xMm + em, topMm + em * 0.75)], bottomMm: topMm + heightMm }
}

/** Numbers stand below where both are as wide, else at the right end. */
function findingContent(document: PosterDocument, wordsMm: number, numbersMm: number, sheet: StyleSheet, metrics: FontMetrics) {
  const { em, colours, bodyPt } = sheet
  const { stamp, numbers } = document
  const background = colours.findingPanel
  const words = styled(document.finding)
  const isBeside = wordsMm !== numbersMm
  const parts: TextBox[] = []
  if (stamp) parts.push(textBox(plain(stamp), wordsMm, { role: 'stamp', sizePt: sheet.labelPt, weight: 'bold', colour: colours.stamp, background }, metrics))
  if (words.length) {
    const lines = isBeside ? 3 : 2
    const sizePt = sizeFor(words[0].text, wordsMm, [lines, bodyPt * 1.7, bodyPt * 2.3], [4, bodyPt * 1.4], metrics)
    parts.push(balancedBox(words, wordsMm, { role: 'finding', sizePt, weight: 'bold', colour: colours.heading, background }, metrics))
  }
  const row = numbers.length ? numbersRow(numbers, numbersMm, sheet, { number: colours.number, label: colours.text, background }, metrics) : undefined
  const gapMm = em * 0.2
  const textMm = parts.reduce((sum, box, i) => sum + (i ? gapMm : 0) + box.heightMm, 0)
  const rowMm = row?.heightMm(1) ?? 0
  const belowMm = parts.length && row ? em * 0.4 : 0
  return {
    heightMm: isBeside ? Math.max(textMm, rowMm) : textMm + belowMm + rowMm,
    place(xMm: number, yMm: number): Box[] {
      let top = yMm
      const boxes: Box[] = parts.map((box) => {
        const placed = { ...box, xMm, yMm: top }
        top += box.heightMm + gapMm
        return placed
      })
      if (!row) return boxes
      const at = isBeside ? { x: xMm + wordsMm * 1.06, y: yMm + Math.max(0, textMm - rowMm) / 2 } : { x: xMm, y: yMm + textMm + belowMm }
      return [...boxes, ...row.place(at.x, at.y, 1)]
    },
  }
}

/** Small print at the bottom; answers where it begins. */
export function layoutFooter(text: string, page: Page, marginMm: number, sheet: StyleSheet, metrics: FontMetrics): { boxes: Box[]; topMm: number } {
  const { em, colours } = sheet
  const bottomMm = page.heightMm - marginMm * 0.85
  if (!text) return { boxes: [], topMm: bottomMm }
  const widthMm = page.widthMm - 2 * marginMm
  const box = textBox(plain(text), widthMm, { role: 'footer', sizePt: sheet.footerPt, colour: colours.caption, background: colours.page }, metrics)
  const yMm = bottomMm - box.heightMm
  const ruleMm = yMm - em * 0.35
  return {
    boxes: [
      { kind: 'panel', xMm: marginMm, yMm: ruleMm, widthMm, heightMm: em * 0.05, colour: colours.rule },
      { ...box, xMm: marginMm, yMm },
    ],
    topMm: ruleMm,
  }
}

/** The largest size for few lines; failing that, for more of them; failing that, the smallest. */
export function sizeFor(text: string, widthMm: number, [lines, minPt, maxPt]: number[], [mostLines, leastPt]: number[], metrics: FontMetrics): number {
  const widthPt = widthMm / ptToMm
  const large = fitSize(text, { widthPt, maxLines: lines, minPt, maxPt, weight: 'bold' }, metrics)
  return large ?? fitSize(text, { widthPt, maxLines: mostLines, minPt: leastPt, maxPt: minPt, weight: 'bold' }, metrics) ?? Math.ceil(leastPt)
}
