/** The top of the poster: a band with title and names, then the finding with its key numbers. The bottom: the footer. */
import type { PosterDocument } from '../document/poster-document.js'
import { type FontMetrics, fitSize } from '../text/index.js'
import type { Box, TextBox } from './model.js'
import type { Page } from './page.js'
import { plain, textBox } from './paragraphs.js'
import { colours, ptToMm, type TypeScale } from './theme.js'

export interface Placed {
  boxes: Box[]
  /** Where the next thing may start. */
  bottomMm: number
}

/** Title in a band over the whole width. Its size is fitted to two lines if it can be, and to four at most. */
export function layoutBand({ title, byline }: PosterDocument, page: Page, marginMm: number, scale: TypeScale, metrics: FontMetrics): Placed {
  const { em } = scale
  const widthMm = page.widthMm - 2 * marginMm
  const sizePt = sizeFor(title, widthMm, [2, scale.bodyPt * 2.3, scale.bodyPt * 3], [4, scale.bodyPt * 1.9], metrics)
  const onBand = { colour: colours.onBand, background: colours.band }
  const titleBox = textBox(plain(title), widthMm, { role: 'title', sizePt, weight: 'bold', ...onBand }, metrics)
  const lines = byline.map((line) => textBox(plain(line), widthMm, { role: 'byline', sizePt: scale.bylinePt, ...onBand }, metrics))
  const boxes: Box[] = []
  let yMm = marginMm * 0.8
  for (const [i, box] of [titleBox, ...lines].entries()) {
    yMm += i === 1 ? em * 0.5 : i > 1 ? em * 0.15 : 0
    boxes.push({ ...box, xMm: marginMm, yMm })
    yMm += box.heightMm
  }
  const bottomMm = yMm + em * 0.75
  return { boxes: [{ kind: 'panel', xMm: 0, yMm: 0, widthMm: page.widthMm, heightMm: bottomMm, colour: colours.band }, ...boxes], bottomMm }
}

/** The finding in large type, its stamp above, key numbers beside each other below. */
export function layoutFinding(document: PosterDocument, page: Page, topMm: number, marginMm: number, scale: TypeScale, metrics: FontMetrics): Placed {
  const { finding, stamp, numbers } = document
  if (!finding && !stamp && numbers.length === 0) return { boxes: [], bottomMm: topMm }
  const { em } = scale
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
  if (stamp) put(textBox(plain(stamp), innerMm, { role: 'stamp', sizePt: scale.labelPt, weight: 'bold', colour: colours.stamp, background }, metrics), 0)
  if (finding) {
    const sizePt = sizeFor(finding, innerMm, [2, scale.bodyPt * 1.7, scale.bodyPt * 2.3], [4, scale.bodyPt * 1.4], metrics)
    put(textBox(plain(finding), innerMm, { role: 'finding', sizePt, weight: 'bold', colour: colours.heading, background }, metrics), stamp ? em * 0.2 : 0)
  }
  if (numbers.length) {
    yMm += em * 0.4
    const gutterMm = em
    const eachMm = (innerMm - gutterMm * (numbers.length - 1)) / numbers.length
    let bottomMm = yMm
    numbers.forEach(({ value, label }, i) => {
      const xMm = panel.xMm + paddingMm + i * (eachMm + gutterMm)
      const valueBox = textBox(
        plain(value),
        eachMm,
        { role: 'number', sizePt: valueSize(numbers, eachMm, scale, metrics), weight: 'bold', colour: colours.number, background },
        metrics,
      )
      const labelBox = textBox(plain(label), eachMm, { role: 'numberLabel', sizePt: scale.labelPt, background }, metrics)
      boxes.push({ ...valueBox, xMm, yMm }, { ...labelBox, xMm, yMm: yMm + valueBox.heightMm })
      bottomMm = Math.max(bottomMm, yMm + valueBox.heightMm + labelBox.heightMm)
    })
    yMm = bottomMm
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
export function layoutFooter(text: string, page: Page, marginMm: number, scale: TypeScale, metrics: FontMetrics): { boxes: Box[]; topMm: number } {
  const bottomMm = page.heightMm - marginMm * 0.7
  if (!text) return { boxes: [], topMm: bottomMm }
  const widthMm = page.widthMm - 2 * marginMm
  const box = textBox(plain(text), widthMm, { role: 'footer', sizePt: scale.footerPt, colour: colours.caption }, metrics)
  const yMm = bottomMm - box.heightMm
  const ruleMm = yMm - scale.em * 0.35
  return {
    boxes: [
      { kind: 'panel', xMm: marginMm, yMm: ruleMm, widthMm, heightMm: scale.em * 0.05, colour: colours.rule },
      { ...box, xMm: marginMm, yMm },
    ],
    topMm: ruleMm,
  }
}

/** All values in one size, each on one line where possible. */
function valueSize(numbers: PosterDocument['numbers'], widthMm: number, { numberPt, bodyPt }: TypeScale, metrics: FontMetrics): number {
  const widest = Math.max(...numbers.map(({ value }) => metrics.widthEm(value, 'bold')), 0.1)
  return Math.max(bodyPt, Math.min(numberPt, Math.floor((widthMm * 0.99) / ptToMm / widest)))
}

function sizeFor(text: string, widthMm: number, [lines, minPt, maxPt]: number[], [mostLines, leastPt]: number[], metrics: FontMetrics): number {
  const widthPt = widthMm / ptToMm
  const large = fitSize(text, { widthPt, maxLines: lines, minPt, maxPt, weight: 'bold' }, metrics)
  return large ?? fitSize(text, { widthPt, maxLines: mostLines, minPt: leastPt, maxPt: minPt, weight: 'bold' }, metrics) ?? Math.ceil(leastPt)
}
