/**
 * What stands below the claim.
 *
 * Text alone is as large as it can be; a tall picture stands beside the text, a flat one or a table below it; several
 * figures stand beside each other. Undefined where it does not fit at the smallest sizes.
 */
import type { DocFigure } from '../../document/poster-document.js'
import { isTableKind } from '../../figures/index.js'
import { type Box, ptToMm, type Rect, type TextBox } from '../../layout/index.js'
import { countWords } from '../../text/index.js'
import type { Slide } from '../model.js'
import { aspectOf, placePicture } from './figure.js'
import type { Tools } from './frame.js'
import { placeTable } from './table.js'
import { at, bodyPt, fitText } from './text.js'

const gapMm = 8
const paddingMm = 10
const fewWords = 30
/** Of the room's height. */
const leastCardShare = 1
const spreadShare = 0.62
const textShare = 0.38
/** Of the room's height, for text above a flat figure. */
const textAboveShare = 0.42
const flatAspect = 0.34

export function placeContent({ paragraphs, figures }: Pick<Slide, 'paragraphs' | 'figures'>, room: Rect, tools: Tools): Box[] | undefined {
  if (figures.length === 0) return textAlone(paragraphs, room, tools)
  if (paragraphs.length === 0) return placeFigures(figures, room, tools)
  const isBeside = figures.length === 1 && !isTableKind(figures[0].kind) && aspectOf(figures[0], room.widthMm, tools) > flatAspect
  return (isBeside ? beside : below)(paragraphs, figures, room, tools)
}

/** On a card, so that few words do not look lost. */
function textAlone(paragraphs: Slide['paragraphs'], room: Rect, tools: Tools): Box[] | undefined {
  const { colours } = tools.theme
  const inner = { widthMm: room.widthMm - 2 * paddingMm, heightMm: room.heightMm - 2 * paddingMm }
  const isShort = paragraphs.reduce((sum, { text }) => sum + countWords(text), 0) <= fewWords
  const shown = paragraphs.length === 1 ? paragraphs.map((only) => ({ ...only, bullet: false })) : paragraphs
  const box = fitText(shown, inner.widthMm, inner.heightMm, isShort ? bodyPt.few : bodyPt.most, tools)
  if (!box) return undefined
  const text = spread({ ...box, background: colours.card }, inner.heightMm * spreadShare)
  const cardMm = Math.min(room.heightMm, Math.max(text.heightMm + 2 * paddingMm, room.heightMm * leastCardShare))
  return [
    { kind: 'panel', xMm: room.xMm, yMm: room.yMm, widthMm: room.widthMm, heightMm: cardMm, colour: colours.card },
    { kind: 'panel', xMm: room.xMm, yMm: room.yMm, widthMm: 1.6, heightMm: cardMm, colour: colours.accent },
    at(text, room.xMm + paddingMm, room.yMm + (cardMm - text.heightMm) / 2),
  ]
}

/** Paragraphs further apart, up to one and a half font sizes, while the text stays under `mostMm`. */
function spread(box: TextBox, mostMm: number): TextBox {
  const gaps = box.paragraphs.length - 1
  const spareMm = mostMm - box.heightMm
  if (gaps < 1 || spareMm <= 0) return box
  const extraPt = Math.min(box.sizePt * 1.1, spareMm / ptToMm / gaps)
  const paragraphs = box.paragraphs.map((paragraph) => ({ ...paragraph, afterPt: paragraph.afterPt + extraPt }))
  return { ...box, paragraphs, heightMm: box.heightMm + gaps * extraPt * ptToMm }
}

function beside(paragraphs: Slide['paragraphs'], figures: DocFigure[], room: Rect, tools: Tools): Box[] | undefined {
  const textMm = room.widthMm * textShare
  const text = fitText(paragraphs, textMm, room.heightMm, bodyPt.besideFigure, tools)
  const placed = placeFigures(figures, { ...room, xMm: room.xMm + textMm + gapMm, widthMm: room.widthMm - textMm - gapMm }, tools)
  if (!text || !placed) return undefined
  const picture = placed.find(({ kind }) => kind === 'picture') ?? room
  const spreadText = spread(text, picture.heightMm * 0.7)
  return [at(spreadText, room.xMm, Math.max(room.yMm, picture.yMm + (picture.heightMm - spreadText.heightMm) / 2)), ...placed]
}

function below(paragraphs: Slide['paragraphs'], figures: DocFigure[], room: Rect, tools: Tools): Box[] | undefined {
  for (const share of [textAboveShare, 0.6, 0.75]) {
    const text = fitText(paragraphs, room.widthMm, room.heightMm * share, bodyPt.besideFigure, tools)
    if (!text) continue
    const usedMm = text.heightMm + gapMm
    const placed = placeFigures(figures, { ...room, yMm: room.yMm + usedMm, heightMm: room.heightMm - usedMm }, tools)
    return placed && [at(text, room.xMm, room.yMm), ...placed]
  }
  return undefined
}

function placeFigures(figures: DocFigure[], room: Rect, tools: Tools): Box[] | undefined {
  const eachMm = (room.widthMm - gapMm * (figures.length - 1)) / figures.length
  const placed = figures.map((figure, i) => placeFigure(figure, { ...room, xMm: room.xMm + i * (eachMm + gapMm), widthMm: eachMm }, tools))
  return placed.every((boxes) => boxes !== undefined) ? placed.flat() : undefined
}

function placeFigure(figure: DocFigure, room: Rect, tools: Tools): Box[] | undefined {
  if (!isTableKind(figure.kind)) return placePicture(figure, room, tools)
  const { boxes } = placeTable(figure, figure.kind.table(figure.source, figure.options), room, tools)
  const bottomMm = Math.max(...boxes.map((box) => box.yMm + box.heightMm))
  return bottomMm <= room.yMm + room.heightMm + 0.05 ? boxes : undefined
}
