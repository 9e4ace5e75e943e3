/** A picture or table of a run with its caption. */
import type { DocFigure } from '../document/poster-document.js'
import { figureStyle, type HeightRange, isTableKind, type PictureKind } from '../figures/index.js'
import type { FontMetrics } from '../text/index.js'
import { figureColour } from '../themes/index.js'
import type { Box, TableBox } from './model.js'
import { plain, textBox } from './paragraphs.js'
import { type Part, stack, tablePart, textPart } from './part.js'
import type { StyleSheet } from './style-sheet.js'
import { layoutTable } from './table.js'

/** A chart may become this much taller than it likes before its column is left with a hole. */
const overshoot = 0.4

/** Texts inside figures are dark: on a dark card they stand on a plate of their own. */
export function figurePart(figure: DocFigure, widthMm: number, sheet: StyleSheet, background: string, metrics: FontMetrics): Part {
  const { kind, source, options } = figure
  const { colours, em } = sheet
  const caption = (note: string) => {
    const words = plain([figure.caption, note].filter(Boolean).join(' '))
    const isLight = background === colours.card || background === colours.page
    const box = textBox(words, widthMm, { role: 'caption', sizePt: sheet.captionPt, colour: isLight ? colours.caption : colours.onBand, background }, metrics)
    return box.paragraphs.length ? [textPart(box, em * 0.3)] : []
  }
  if (isTableKind(kind)) {
    const content = kind.table(source, options)
    const laid = layoutTable(figure, content, widthMm, [sheet.floorPt, sheet.captionPt], metrics)
    const unseen = [...laid.dropped, ...(content.unseen ?? [])]
    const table: TableBox = { ...laid.box, colour: colours.text, rule: colours.rule, background }
    return stack([tablePart(table, 0), ...caption([content.note, unseen.length ? `Also in the run: ${unseen.join(', ')}.` : ''].filter(Boolean).join(' '))])
  }
  const plate = figureColour(colours) === background ? undefined : figureColour(colours)
  const insetMm = plate ? em * 0.4 : 0
  const range = heightsOf(figure, kind, widthMm - 2 * insetMm, sheet.figurePt, metrics)
  const pictureMm = (stretch: number) => {
    const mostMm = range.maxMm * (kind.filledMm ? 1 : 1 + overshoot * Math.max(0, Math.min(1, stretch - 2)))
    return Math.min(mostMm, Math.max(range.minMm, range.idealMm * stretch))
  }
  const picture: Part = {
    gapMm: 0,
    hasPicture: true,
    heightMm: (stretch) => pictureMm(stretch) + 2 * insetMm,
    place(xMm, yMm, stretch) {
      const heightMm = pictureMm(stretch)
      const drawn: Box = {
        kind: 'picture',
        figure,
        fontPt: sheet.figurePt,
        xMm: xMm + insetMm,
        yMm: yMm + insetMm,
        widthMm: widthMm - 2 * insetMm,
        heightMm,
      }
      return plate ? [{ kind: 'panel', xMm, yMm, widthMm, heightMm: heightMm + 2 * insetMm, colour: plate }, drawn] : [drawn]
    },
  }
  return stack([picture, ...caption('')])
}

/** Asked for often while sizes are tried, and costly where a kind looks at all of its data. */
const known = new WeakMap<DocFigure, Map<string, HeightRange>>()

function heightsOf(figure: DocFigure, kind: PictureKind, widthMm: number, fontPt: number, metrics: FontMetrics): HeightRange {
  const ranges = known.get(figure) ?? new Map<string, HeightRange>()
  known.set(figure, ranges)
  const key = `${widthMm.toFixed(2)} ${fontPt}`
  const range = ranges.get(key) ?? kind.heights(figure.source, widthMm, figureStyle(fontPt), figure.options, metrics)
  ranges.set(key, range)
  return range
}
