/** A figure with its caption, as large as its room allows. */

import { contrast } from '../../check/colour.js'
import type { DocFigure } from '../../document/poster-document.js'
import { figureStyle, isTableKind } from '../../figures/index.js'
import type { Box, Rect, TextBox } from '../../layout/index.js'
import { textBox } from '../../layout/paragraphs.js'
import { textOf } from '../../source/block-text.js'
import { countWords } from '../../text/index.js'
import { figureColour } from '../../themes/index.js'
import { plainSpans, sentencesOf } from '../words.js'
import { floorPt, leastFigurePt, type Tools } from './frame.js'
import { at } from './text.js'

const captionGapMm = 3
const figurePts = [floorPt, 14, leastFigurePt]
/** Of the text in figures. */
const ink = '#1A2530'
const mostCaptionWords = 28
/** A picture may be made narrower down to this share, so that its height fits. */
const leastWidthShare = 0.35

/** What stands below a figure; the whole caption is in the notes. */
export function shownCaption(caption: string): string {
  if (countWords(caption) <= mostCaptionWords) return caption
  const [first = []] = sentencesOf(plainSpans(caption))
  const mark = /\[[A-Z–, ]+\]\s*$/.exec(caption)?.[0] ?? ''
  const text = textOf(first)
  return text.endsWith(mark) ? text : `${text} ${mark}`.trim()
}

export function captionBox(caption: string, widthMm: number, { metrics, theme }: Tools): TextBox | undefined {
  if (!caption) return undefined
  const { caption: colour, page: background } = theme.colours
  return textBox([{ text: caption, spans: plainSpans(caption), bullet: false }], widthMm, { role: 'caption', sizePt: floorPt, colour, background }, metrics)
}

/** Share of its width that a picture's height comes to, if nothing limits it: flat ones are set below the text. */
export function aspectOf(figure: DocFigure, widthMm: number, { metrics }: Tools): number {
  if (isTableKind(figure.kind)) return 0
  return figure.kind.heights(figure.source, widthMm, figureStyle(floorPt), figure.options, metrics).idealMm / widthMm
}

/** Figures are drawn in dark ink: on a dark slide they stand on a plate. */
function plateBehind({ xMm, yMm, widthMm, heightMm }: Rect, colour: string): Box {
  const edgeMm = 2
  return { kind: 'panel', xMm: xMm - edgeMm, yMm: yMm - edgeMm, widthMm: widthMm + 2 * edgeMm, heightMm: heightMm + 2 * edgeMm, colour }
}

/**
 * Text in a picture is as large as other small text on slides; smaller where the picture would not fit, down to 12 pt.
 * A caption gives way to it: the notes have it. Undefined where that is too little still.
 */
export function placePicture(figure: DocFigure, room: Rect, tools: Tools): Box[] | undefined {
  const caption = captionBox(shownCaption(figure.caption), room.widthMm, tools)
  for (const fontPt of figurePts) {
    const placed = pictureAbove(caption, figure, fontPt, room, tools) ?? (caption && pictureAbove(undefined, figure, fontPt, room, tools))
    if (placed) return placed
  }
  return undefined
}

function pictureAbove(caption: TextBox | undefined, figure: DocFigure, fontPt: number, room: Rect, tools: Tools): Box[] | undefined {
  const { kind, source, options } = figure
  if (isTableKind(kind)) return undefined
  const heightMm = room.heightMm - (caption ? caption.heightMm + captionGapMm : 0)
  for (let share = 1; share >= leastWidthShare; share -= 0.05) {
    const widthMm = room.widthMm * share
    const range = kind.heights(source, widthMm, figureStyle(fontPt), options, tools.metrics)
    if (range.minMm > heightMm || (range.idealMm > heightMm && range.idealMm === range.maxMm && share > leastWidthShare + 0.05)) continue
    const ownMm = Math.min(range.maxMm, heightMm)
    const topMm = room.yMm + (heightMm - ownMm) / 2
    const picture: Box = { kind: 'picture', figure, fontPt, xMm: room.xMm + (room.widthMm - widthMm) / 2, yMm: topMm, widthMm, heightMm: ownMm }
    const plate = contrast(ink, tools.theme.colours.page) < 4.5 ? [plateBehind(picture, figureColour(tools.theme.colours))] : []
    return [...plate, picture, ...(caption ? [at(caption, room.xMm, topMm + ownMm + captionGapMm)] : [])]
  }
  return undefined
}
