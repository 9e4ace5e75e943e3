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

/** The finding in large type, its stamp above, key numbers beside each other below. */
export function layoutFinding(document: PosterDocument, page: Page, topMm: number, marginMm: number, sheet: StyleSheet, metrics: FontMetrics): Placed {
  const { finding, stamp, numbers } = document
  const words = styled(finding)
  if (words.length === 0 && !stamp && numbers.length === 0) return { boxes: [], bottomMm: topMm }
  const { em, colours } = sheet
  const paddingMm = em
  const panel = { xMm: marginMm, yMm: topMm, widthMm: page.widthMm - 2 * marginMm }
  const innerMm = panel.widthMm - 2 * paddingMm
  const background = colours.findingPanel
  const boxes: Box[] = []
  let yMm = topMm + paddingMm * 0.75
  const put = (box: TextBox, gapMm: number) => {
    yMm += gapMm
    boxes.push({ ...box, xMm: panel.xMm + paddingMm, yMm })
    yMm += box.heightMm
  }
  if (stamp) put(textBox(plain(stamp), innerMm, { role: 'stamp', sizePt: sheet.labelPt, weight: 'bold', colour: colours.stamp, background }, metrics), 0)
  if (words.length) {
    const sizePt = sizeFor(words[0].text, innerMm, [2, sheet.bodyPt * 1.7, sheet.bodyPt * 2.3], [4, sheet.bodyPt * 1.4], metrics)
    put(balancedBox(words, innerMm, { role: 'finding', sizePt, weight: 'bold', colour: colours.heading, background }, metrics), stamp ? em * 0.2 : 0)
  }
  if (numbers.length) {
    const row = numbersRow(numbers, innerMm, sheet, { number: colours.number, label: colours.text, background }, metrics)
    boxes.push(...row.place(panel.xMm + paddingMm, yMm + em * 0.4, 1))
    yMm += em * 0.4 + row.heightMm(1)
  }
  const bottomMm = yMm + paddingMm * 0.7
  const heightMm = bottomMm - topMm
  const panels: Box[] = [
    { kind: 'panel', ...panel, heightMm, colour: background },
    { kind: 'panel', xMm: panel.xMm, yMm: topMm, widthMm: em * 0.3, heightMm, colour: colours.accent },
  ]
  return { boxes: [...panels, ...boxes], bottomMm }
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
