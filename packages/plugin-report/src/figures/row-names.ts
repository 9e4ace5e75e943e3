/**
 * Names of rows of bars: beside them on one line, else wrapped to three, else above their bars; shortened only where two lines of the whole width are too few.
 *
 * In Vega-Lite the lines above are texts in slots of their own, offset within the row's band, each as high as a bar.
 */
import type { FontMetrics } from '../text/index.js'
import { wrap } from '../text/index.js'
import { ownWord, shortenedAll } from './labels.js'

const mostLinesBeside = 3
const mostLinesAbove = 2
const lineEm = 1.15

export interface RowNames {
  isAbove: boolean
  /** Of each name, in order. */
  lines: string[][]
  mostLines: number
  /** What they take of the width, with the space to the bars. */
  besidePt: number
}

export interface NameRoom {
  widthPt: number
  /** What is left for names beside the bars. */
  besidePt: number
  fontPt: number
  metrics: FontMetrics
}

export function rowNames(names: string[], { widthPt, besidePt, fontPt, metrics }: NameRoom): RowNames {
  const roomEm = besidePt / fontPt - 0.5
  const isWhole = names.every((name) => isWholeIn(name, roomEm, metrics))
  const beside = isWhole ? names.map((name) => evenly(name, roomEm, metrics)) : []
  if (isWhole && beside.every(({ length }) => length <= mostLinesBeside)) {
    const widest = Math.max(0, ...beside.flat().map((line) => metrics.widthEm(line)))
    return { isAbove: false, lines: owned(beside), mostLines: most(beside), besidePt: (widest + 0.5) * fontPt }
  }
  const fullEm = widthPt / fontPt - 0.7
  const fit = (shown: string[]) => shown.map((name) => evenly(name, fullEm, metrics))
  let above = fit(names)
  for (let letters = Math.max(8, Math.floor(fullEm * mostLinesAbove * 2.4)); most(above) > mostLinesAbove && letters >= 8; letters -= 2) {
    const short = shortenedAll(names, letters)
    above = fit(names.map((name) => short.get(name) ?? name))
  }
  return { isAbove: true, lines: owned(above), mostLines: most(above), besidePt: 0 }
}

/** As few lines as need be, about equally long. */
function evenly(name: string, widthEm: number, metrics: FontMetrics): string[] {
  const lines = wrap(name, widthEm, metrics)
  for (let share = 0.5; lines.length > 1 && share < 1; share += 0.05) {
    const even = wrap(name, widthEm * share, metrics)
    if (even.length === lines.length && isWholeIn(name, widthEm * share, metrics)) return even
  }
  return lines
}

/** No word is broken. */
function isWholeIn(name: string, widthEm: number, metrics: FontMetrics): boolean {
  return name.split(/\s+|(?<=[\p{L}\p{N}][-/])(?=\p{L})/u).every((word) => metrics.widthEm(word) <= widthEm)
}

function most(lines: string[][]): number {
  return Math.max(1, ...lines.map(({ length }) => length))
}

function owned(lines: string[][]): string[][] {
  return lines.map((of) => of.map(ownWord))
}

/** What stands for a row in the data: its lines, one below the other. */
export function rowKeys({ lines }: RowNames): string[] {
  return lines.map((of) => of.join('\n'))
}

/** The axis of the rows; nothing where their names stand above. */
export function rowAxis({ isAbove, mostLines }: RowNames, fontPt: number): object | null {
  if (isAbove) return null
  // Vega puts the first line at the middle of the row.
  const raised = Array.from({ length: mostLines - 1 }, (_, i) => ({
    test: `length(split(datum.label, '\\n')) == ${i + 2}`,
    value: (-(i + 1) * lineEm * fontPt) / 2,
  }))
  const several = { labelExpr: "split(datum.label, '\\n')", labelLineHeight: fontPt * lineEm, labelOffset: { condition: raised, value: 0 } }
  return { ticks: false, domain: false, labelLimit: 0, ...(mostLines > 1 ? several : {}) }
}

/** The slots above the bars of a row, to stand before the series in the sort of yOffset. */
export function nameSlots({ isAbove, mostLines }: RowNames): string[] {
  return isAbove ? Array.from({ length: mostLines }, (_, i) => `\u00a0name ${i + 1}`) : []
}

/** The names as texts of the fields that the rows and the slots have, near their bars also where slots of `slotPt` are higher than a line. */
export function namesAbove(names: RowNames, rowField: string, slotField: string, slotPt: number, fontPt: number): object[] {
  if (!names.isAbove) return []
  const slots = nameSlots(names)
  const keys = rowKeys(names)
  return slots.flatMap((slot, place) => {
    const fromBar = slots.length - 1 - place
    const values = names.lines.flatMap((lines, i) => {
      const text = lines.at(-1 - fromBar)
      return text === undefined ? [] : [{ [rowField]: keys[i], [slotField]: slot, text }]
    })
    const dy = Math.max(0, slotPt - fontPt * lineEm) * (fromBar + 0.5)
    return [{ data: { values }, mark: { type: 'text', align: 'left', baseline: 'middle', dy }, encoding: { x: { value: 0 }, text: { field: 'text' } } }]
  })
}

/** Height of a row in em, of `bars` bars each `barEm` high. */
export function rowEm({ isAbove, mostLines }: RowNames, bars: number, barEm: number): number {
  return isAbove ? (mostLines + bars) * Math.max(barEm, lineEm) : Math.max(bars * barEm, mostLines * lineEm + 0.2)
}
