/**
 * What stands below the claim.
 *
 * Text alone is as large as it can be; a tall picture stands beside the text, a flat one or a table below it; several
 * figures stand beside each other. Undefined where it does not fit at the smallest sizes.
 */
import type { DocFigure } from '../../document/poster-document.js'
import { isTableKind } from '../../figures/index.js'
import type { Box, Rect } from '../../layout/index.js'
import type { Slide } from '../model.js'
import { aspectOf, placePicture } from './figure.js'
import type { Tools } from './frame.js'
import { placeTable } from './table.js'
import { at, bodyPt, fitText } from './text.js'

const gapMm = 8
const textShare = 0.38
/** Of the room's height, for text above a flat figure. */
const textAboveShare = 0.42
const flatAspect = 0.34

export function placeContent({ paragraphs, figures }: Pick<Slide, 'paragraphs' | 'figures'>, room: Rect, tools: Tools): Box[] | undefined {
  if (figures.length === 0) {
    const box = fitText(paragraphs, room.widthMm, room.heightMm, bodyPt.most, tools)
    return box && [at(box, room.xMm, room.yMm)]
  }
  if (paragraphs.length === 0) return placeFigures(figures, room, tools)
  const isBeside = figures.length === 1 && !isTableKind(figures[0].kind) && aspectOf(figures[0], room.widthMm, tools) > flatAspect
  return (isBeside ? beside : below)(paragraphs, figures, room, tools)
}

function beside(paragraphs: Slide['paragraphs'], figures: DocFigure[], room: Rect, tools: Tools): Box[] | undefined {
  const textMm = room.widthMm * textShare
  const text = fitText(paragraphs, textMm, room.heightMm, bodyPt.besideFigure, tools)
  const placed = placeFigures(figures, { ...room, xMm: room.xMm + textMm + gapMm, widthMm: room.widthMm - textMm - gapMm }, tools)
  return text && placed && [at(text, room.xMm, room.yMm), ...placed]
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
