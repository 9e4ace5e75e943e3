/** Parallel coordinates: a sample of the lines of each group, its median, and of few groups the middle half. */
import { permutation, random, type Vectors } from '@phd/core'
import { quantileSorted } from 'simple-statistics'
import type { FontMetrics } from '../../text/index.js'
import { ownWord } from '../labels.js'
import { type FigureStyle, gridColour } from '../style.js'
import { svgImage } from '../svg.js'
import type { GroupEncoding } from './encoding.js'
import type { Groups } from './groups.js'
import { PixelMarks, rgbOf } from './pixel-marks.js'
import { placeholder } from './placeholder.js'
import { type Box, panelTitle, rounded } from './point-view.js'

export const linesOfGroup = 40
/** Middle halves of more groups hide each other. */
export const mostBands = 4
/** Values are standardised by column: what lies outside is drawn there. */
export const limit = 3
const pixelsPerPt = 220 / 72
const marksOfMedian = 3

export interface Lines {
  columns: string[]
  groups: Groups
  /** Standard deviations from the column's mean, NaN where missing. (rows, columns) */
  values: Float32Array
  /** Rows that are drawn as lines, in random order, so that no group lies on top. */
  sample: number[]
}

export function linesOf(vectors: Vectors, groups: Groups): Lines {
  return { columns: vectors.columns, groups, values: standardised(vectors), sample: sampled(groups.of, vectors.rows, groups.colours.length) }
}

function standardised({ rows, columns, data }: Vectors): Float32Array {
  const d = columns.length
  const values = new Float32Array(rows * d)
  for (let c = 0; c < d; c++) {
    let [n, sum, squares] = [0, 0, 0]
    for (let at = c; at < rows * d; at += d) if (!Number.isNaN(data[at])) [n, sum] = [n + 1, sum + data[at]]
    const mean = sum / n
    for (let at = c; at < rows * d; at += d) if (!Number.isNaN(data[at])) squares += (data[at] - mean) ** 2
    const deviation = Math.sqrt(squares / n) || 1
    for (let at = c; at < rows * d; at += d) values[at] = Math.max(-limit, Math.min(limit, (data[at] - mean) / deviation))
  }
  return values
}

function sampled(of: Int32Array, rows: number, groups: number): number[] {
  const left = new Int32Array(groups).fill(linesOfGroup)
  return [...permutation(random(1, 'figure/parallel'), rows)].filter((row) => left[of[row]]-- > 0)
}

/** For the specification: the lines as they are drawn, the quartiles of each group, and where its median bears its mark. */
export function lineData({ columns, groups, values, sample }: Lines): { lines: object[]; medians: object[]; marks: object[] } {
  const d = columns.length
  const label = (group: number) => groups.names[group] ?? ''
  const thousandths = (value: number) => (Number.isNaN(value) ? null : Math.round(value * 1000) / 1000)
  const rowOf = (row: number) => Array.from(values.subarray(row * d, row * d + d), thousandths)
  const medians = groups.colours.flatMap((_, group) => {
    const quartiles = quartilesOf(group, groups, values, d)
    if (!quartiles) return []
    const at = (share: number) => quartiles.map((found) => (found ? thousandths(found[share]) : null))
    return [{ label: label(group), low: at(0), median: at(1), high: at(2) }]
  })
  return {
    lines: sample.map((row) => ({ row, label: label(groups.of[row]), value: rowOf(row) })),
    medians,
    marks: medians.length < 2 ? [] : medians.flatMap((one) => marked(one, medians)),
  }
}

interface Median {
  label: string
  median: (number | null)[]
}

/** Where a median is farthest from the others, apart from each other and from the ends. */
function marked({ label, median }: Median, all: Median[]): object[] {
  const d = median.length
  const others = all.filter((other) => other.label !== label)
  const distance = median.map((value, c) => (value === null ? -1 : Math.min(...others.map((other) => Math.abs(value - (other.median[c] ?? value + limit))))))
  const chosen: number[] = []
  const byDistance = distance.map((_, c) => c).sort((a, b) => distance[b] - distance[a] || a - b)
  for (const c of byDistance) {
    const isInside = c > 0 && c < d - 1
    if (chosen.length < marksOfMedian && isInside && distance[c] >= 0 && chosen.every((other) => Math.abs(other - c) >= d / 6)) chosen.push(c)
  }
  return chosen.sort((a, b) => a - b).map((c) => ({ label, dimension: c + 1, median: median[c] }))
}

function quartilesOf(group: number, { of }: Groups, values: Float32Array, d: number): (number[] | undefined)[] | undefined {
  const members = Array.from(of.keys()).filter((row) => of[row] === group)
  if (members.length < 3) return undefined
  return Array.from({ length: d }, (_, c) => {
    const known = members
      .map((row) => values[row * d + c])
      .filter((value) => !Number.isNaN(value))
      .sort((a, b) => a - b)
    return known.length > 0 ? [0.25, 0.5, 0.75].map((share) => quantileSorted(known, share)) : undefined
  })
}

export function lineOpacity({ sample }: Lines): number {
  return Math.min(0.6, Math.max(0.16, 20 / sample.length))
}

/** `asPixels` is the number of the picture that takes the place of the lines. */
export function lineView(lines: Lines, title: string, box: Box, style: FigureStyle, metrics: FontMetrics, encoding: GroupEncoding, asPixels?: number): object {
  const { fontPt, linePt } = style
  const { columns, groups } = lines
  const d = columns.length
  const axis = { tickCount: 3, values: [-2, 0, 2], domain: false, ticks: false, grid: true, gridColor: gridColour }
  const y = (field: string) => ({ field, type: 'quantitative', title: 'value (SD)', scale: { domain: [-limit, limit], nice: false }, axis })
  const x = { field: 'dimension', type: 'quantitative', title: `${d} dimensions`, scale: { domain: [1, d], nice: false, zero: false } }
  const numbered = (by: string) => ({ window: [{ op: 'row_number', as: 'dimension' }], groupby: [by] })
  const line = { type: 'line', strokeJoin: 'round', clip: true, aria: false }
  const casing = { ...line, color: '#FFFFFF', strokeWidth: rounded(linePt * 1.6), opacity: 1 }
  const median = { ...y('median') }
  const layer = [
    {
      data: { name: 'lines' },
      transform: [{ flatten: ['value'] }, numbered('row'), { filter: 'isValid(datum.value)' }],
      mark: { ...line, strokeWidth: rounded(linePt * 0.5), opacity: rounded(lineOpacity(lines)) },
      encoding: { y: y('value'), detail: { field: 'row', type: 'nominal' }, ...encoding.colour() },
    },
    {
      data: { name: 'medians' },
      transform: [{ flatten: ['low', 'median', 'high'] }, numbered('label'), { filter: 'isValid(datum.median)' }],
      layer: [
        ...(groups.colours.length > mostBands
          ? []
          : [{ mark: { type: 'area', opacity: 0.18, clip: true, aria: false }, encoding: { y: y('low'), y2: { field: 'high' }, ...encoding.colour() } }]),
        { mark: casing, encoding: { y: median, detail: { field: 'label', type: 'nominal' } } },
        { mark: { ...line, strokeWidth: rounded(linePt * 0.9), opacity: 1 }, encoding: { y: median, ...encoding.colour() } },
      ],
    },
    {
      data: { name: 'marks' },
      mark: {
        type: 'point',
        filled: true,
        size: rounded((fontPt * 0.75) ** 2),
        opacity: 1,
        stroke: '#FFFFFF',
        strokeWidth: rounded(fontPt * 0.07),
        aria: false,
      },
      encoding: { y: median, ...encoding.colour(), ...encoding.shape() },
    },
  ]
  return {
    ...box,
    ...(title ? { title: panelTitle(title, fontPt) } : {}),
    encoding: { x: { ...x, axis: { ...xTicks(columns, box.width, fontPt, metrics), domain: false, grid: false, labelOverlap: false } } },
    layer: asPixels === undefined ? layer : [placeholder(asPixels, box), ...layer],
  }
}

/** Every column by name where the names fit, else round numbers. */
function xTicks(columns: string[], widthPt: number, fontPt: number, metrics: FontMetrics): object {
  const d = columns.length
  const widest = (Math.max(...columns.map((name) => metrics.widthEm(name))) + 0.8) * fontPt
  if (widest * (d - 1) < widthPt) {
    const names = columns.map((name) => JSON.stringify(ownWord(name).replace(/[\u2028\u2029]/g, ' '))).join(', ')
    return { values: columns.map((_, c) => c + 1), labelExpr: `peek(slice([${names}], datum.value - 1, datum.value))`, labelFlush: true }
  }
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].find((size) => (d / size) * fontPt * 4 < widthPt) ?? d
  const rounds = Array.from({ length: Math.floor(d / step) }, (_, i) => (i + 1) * step)
  return { values: [1, ...rounds.filter((at) => at > step / 2 && at > 1)], format: 'd', labelFlush: true }
}

export function linePixels(lines: Lines, { width, height }: Box, { fontPt }: FigureStyle): string {
  const { columns, groups, values, sample } = lines
  const d = columns.length
  const scale = Math.min(pixelsPerPt, 4000 / width)
  const marks = new PixelMarks(Math.round(width * scale), Math.round(height * scale))
  const rgb = groups.colours.map(rgbOf)
  const px = columns.map((_, c) => ((width * c) / (d - 1)) * scale)
  for (const row of sample) {
    const py = px.map((_, c) => ((height * (limit - values[row * d + c])) / (2 * limit)) * scale)
    marks.line(px, py, Math.max(1, fontPt * 0.06 * scale), rgb[groups.of[row]], lineOpacity(lines))
  }
  return svgImage(marks.png(), 'image/png', 0, 0, width, height)
}
