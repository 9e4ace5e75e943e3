/** What every slide has around its content: sizes, topic, claim, stamp, runs, number. Millimetres. */
import type { Box, LayoutModel, Page, Rect, TextBox } from '../../layout/index.js'
import { ptToMm } from '../../layout/index.js'
import { balancedBox, type TextStyle, textBox } from '../../layout/paragraphs.js'
import { textOf } from '../../source/block-text.js'
import type { Span } from '../../source/model.js'
import type { FontMetrics } from '../../text/index.js'
import { wrap } from '../../text/index.js'
import type { Theme } from '../../themes/theme.js'
import { plainSpans } from '../words.js'

export interface Tools {
  page: Page
  metrics: FontMetrics
  theme: Theme
}

export const slideSizes = { '16:9': [338.7, 190.5], '4:3': [254, 190.5] } as const
export type SlideSize = keyof typeof slideSizes

/** Nothing on a slide but its footer is smaller than 16 pt; running text not under 18 pt. */
export const floorPt = 16
/** Of text in pictures with much in them; a note says so. */
export const leastFigurePt = 12
const footerPt = 12
export const claimPt = { most: 36, usual: 28, least: 24 }
const mostClaimLines = 2
export const marginMm = 14
const topicTopMm = 9
const stripMm = 2.4

export function slidePage(size: SlideSize): Page {
  const [widthMm, heightMm] = slideSizes[size]
  return { name: size, widthMm, heightMm, columns: 1, floorPt }
}

export interface FrameWords {
  topic: string
  claim: Span[]
  stamp: string
  footer: string[]
  number: string
}

export interface Framed {
  boxes: Box[]
  /** After the content, in reading order. */
  footer: Box[]
  content: Rect
}

/** At most two lines in a box of the slide's width, as long as each other unless that breaks a word; undefined where the claim does not fit at `sizePt`. */
export function claimBox(claim: Span[], sizePt: number, { page, metrics, theme }: Tools): TextBox | undefined {
  const style = { role: 'title', sizePt, weight: 'bold', colour: theme.colours.heading, background: theme.colours.page } as const
  const [words, widthMm] = [[{ text: textOf(claim), spans: claim, bullet: false }], page.widthMm - 2 * marginMm]
  const box = balancedBox(words, widthMm, style, metrics)
  return box.paragraphs[0].lines.length <= mostClaimLines ? { ...box, widthMm, xMm: marginMm } : undefined
}

/** The largest size down to the floor at which the claim fits. */
export function fitClaim(claim: Span[], usualPt: number, tools: Tools): TextBox | undefined {
  for (let sizePt = usualPt; sizePt >= claimPt.least; sizePt--) {
    const box = claimBox(claim, sizePt, tools)
    if (box) return box
  }
  return undefined
}

export function frameOf({ topic, stamp, footer, number }: FrameWords, claim: TextBox, tools: Tools): Framed {
  const { page, theme } = tools
  const { colours } = theme
  const boxes: Box[] = [{ kind: 'panel', xMm: 0, yMm: 0, widthMm: page.widthMm, heightMm: stripMm, colour: colours.accent }]
  const small: Omit<TextStyle, 'role' | 'colour'> = { sizePt: floorPt, weight: 'bold', background: colours.page }
  const stampBox = stamp ? rightBox(stamp, { ...small, role: 'stamp', colour: colours.stamp }, topicTopMm, tools) : undefined
  const topicMm = (stampBox?.xMm ?? page.widthMm - marginMm) - marginMm - 4
  const shown = shortened(topic.toUpperCase(), topicMm, tools)
  if (shown) boxes.push({ ...lineBox(shown, { ...small, role: 'caption', colour: colours.number }, marginMm, topicTopMm, tools), widthMm: topicMm })
  const hasTopLine = topic !== '' || stamp !== ''
  const claimTopMm = hasTopLine ? topicTopMm + floorPt * 1.2 * ptToMm + 2 : topicTopMm + 2
  boxes.push({ ...claim, yMm: claimTopMm })
  if (stampBox) boxes.push(stampBox)
  const footerTopMm = page.heightMm - 6 - footerPt * 1.2 * ptToMm
  const style = { role: 'footer', sizePt: footerPt, colour: colours.caption, background: colours.page } as const
  const numberBox = rightBox(number, style, footerTopMm, tools)
  const runsMm = numberBox.xMm - marginMm - 6
  const runs = fittingFooter(footer, runsMm, tools)
  const below: Box[] = [
    { kind: 'panel', xMm: marginMm, yMm: footerTopMm - 2.2, widthMm: page.widthMm - 2 * marginMm, heightMm: 0.3, colour: colours.rule },
    ...(runs ? [{ ...lineBox(runs, style, marginMm, footerTopMm, tools), widthMm: runsMm }] : []),
    numberBox,
  ]
  const topMm = claimTopMm + claim.heightMm + 6
  return { boxes, footer: below, content: { xMm: marginMm, yMm: topMm, widthMm: page.widthMm - 2 * marginMm, heightMm: footerTopMm - 6 - topMm } }
}

/** The longest of the texts, from long to short, that stands in one line. */
function fittingFooter(texts: string[], widthMm: number, { metrics }: Tools): string {
  return texts.find((text) => wrap(text, widthMm / (footerPt * ptToMm), metrics).length <= 1) ?? ''
}

/** As many whole words as stand in one line beside the stamp. */
function shortened(text: string, widthMm: number, { metrics }: Tools): string {
  const words = text.split(/\s+/)
  const fits = (shown: string) => (metrics.widthEm(shown, 'bold') * floorPt * ptToMm + 1) * 1.02 <= widthMm
  if (fits(text)) return text
  while (words.length > 0 && !fits(`${words.join(' ')} …`)) words.pop()
  return words.length ? `${words.join(' ')} …` : ''
}

function lineBox(text: string, style: TextStyle, xMm: number, yMm: number, { metrics }: Tools): TextBox {
  const widthMm = metrics.widthEm(text, style.weight) * style.sizePt * ptToMm * 1.02 + 1
  return { ...textBox([{ text, spans: plainSpans(text), bullet: false }], widthMm, style, metrics), xMm, yMm }
}

function rightBox(text: string, style: TextStyle, yMm: number, tools: Tools): TextBox {
  const box = lineBox(text, { ...style, align: 'right' }, 0, yMm, tools)
  return { ...box, xMm: tools.page.widthMm - marginMm - box.widthMm }
}

export function pageModel(boxes: Box[], title: string, bodyPt: number, { page }: Tools): LayoutModel {
  return { widthMm: page.widthMm, heightMm: page.heightMm, title, bodyPt, boxes }
}
