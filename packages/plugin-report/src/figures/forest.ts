/**
 * A forest plot: estimates with their intervals, one row each, numbers at the right.
 *
 * In: a table with an estimate and columns for its bounds (`low`/`high`, `lower`/`upper`, or `iouLow`/`iouHigh` beside
 * `iou`), or curves with intervals, of which the last point of each line is shown.
 */
import type { Curves, Result, Table } from '@phd/core'
import { type FontMetrics, loadFontMetrics } from '../text/index.js'
import { axisTitle, type PictureKind, type PrintSize } from './kind.js'
import { decimal, grouped, listed } from './numbers.js'
import { type FigureOptions, nothingLeft } from './options.js'
import { renderVegaLite } from './render.js'
import { nameSlots, namesAbove, rowAxis, rowEm, rowKeys, rowNames } from './row-names.js'
import { type FigureStyle, good, greys, ptPerMm } from './style.js'
import { numericKeys } from './table.js'

interface Row {
  name: string
  value: number
  low: number
  high: number
  n?: number
}

export const forest: PictureKind = {
  about: 'estimates with intervals, a row each',
  options: { column: { nameOf: numericKeys }, reference: 'number', most: 'count' },
  draws: (result) => intervalsOf(result, {}).rows.length > 0,
  heights({ result }, widthMm, { fontPt }, options, metrics) {
    drawnIntervals(result, options)
    const { names, numbersAbove } = layoutOf(result, widthMm, fontPt, options, metrics)
    const rowMm = (fontPt * (names.isAbove ? rowEm(names, numbersAbove === 'own line' ? 2 : 1, 1.2) + 0.5 : rowEm(names, 1, 1.45))) / ptPerMm
    const around = (fontPt * 3.4) / ptPerMm
    const rows = Math.max(2, drawnIntervals(result, options).rows.length)
    return { minMm: around + rows * rowMm, idealMm: around + rows * rowMm * 1.15, maxMm: around + rows * rowMm * 2 }
  },
  async draw({ result }, size, style, options) {
    return renderVegaLite(forestSpec(result, size, style, options, await loadFontMetrics()), size, style)
  },
  alt({ result }, options) {
    const { rows, title, digits } = drawnIntervals(result, options)
    return `Forest plot of ${title}: ${listed(rows.map((row) => `${row.name} ${rowText(row, digits)}`))}.`
  },
}

/** Names, and where the numbers stand where the names are above: at their right, or on a line of their own. */
function layoutOf(result: Result, widthMm: number, fontPt: number, options: FigureOptions, metrics: FontMetrics) {
  const { rows, digits } = intervalsOf(result, options)
  const widthPt = widthMm * ptPerMm
  const texts = rows.map((row) => rowText(row, digits))
  const textPt = fontPt * (1 + Math.max(0, ...texts.map((text) => metrics.widthEm(text))))
  const names = rowNames(
    rows.map(({ name }) => name),
    { widthPt, besidePt: Math.min(widthPt * 0.42, widthPt * 0.7 - textPt), fontPt, metrics },
  )
  const fits = rows.every((_, i) => (metrics.widthEm(names.lines[i].at(-1) ?? '') + metrics.widthEm(texts[i]) + 2) * fontPt <= widthPt)
  return { names, texts, textPt: names.isAbove ? 0 : textPt, numbersAbove: names.isAbove ? (fits ? 'beside name' : 'own line') : undefined }
}

function rowText(row: Row, digits: number): string {
  return `${shown(row, digits)}${row.n === undefined ? '' : `, n = ${grouped(row.n)}`}`
}

function shown({ value, low, high }: Row, digits: number): string {
  return `${decimal(value, digits)} [${decimal(low, digits)}, ${decimal(high, digits)}]`
}

/** REPORT_FIGURE_OPTION where the options leave no interval. */
function drawnIntervals(result: Result, options: FigureOptions): ReturnType<typeof intervalsOf> {
  const intervals = intervalsOf(result, options)
  if (intervals.rows.length > 0) return intervals
  throw nothingLeft(options, 'a column that has an interval')
}

function intervalsOf(result: Result, options: FigureOptions): { rows: Row[]; title: string; digits: number } {
  const found = result.shape === 'table' ? ofTable(result, options) : result.shape === 'curves' ? ofCurves(result) : { rows: [], title: '', digits: 2 }
  const most = typeof options.most === 'number' ? options.most : 24
  return { ...found, rows: found.rows.filter(({ value, low, high }) => [value, low, high].every(Number.isFinite)).slice(0, most) }
}

function ofCurves({ series, y, x }: Curves) {
  const rows = series.flatMap(({ name, y: values, low, high }): Row[] => {
    const last = values.findLastIndex((value, i) => Number.isFinite(value) && Number.isFinite(low?.[i]) && Number.isFinite(high?.[i]))
    return last < 0 || !low || !high ? [] : [{ name, value: values[last], low: low[last], high: high[last] }]
  })
  return { rows, title: `${axisTitle(y)} at the last ${x.label.split(' ')[0]}`, digits: 3 }
}

const pairs = [
  ['low', 'high'],
  ['lower', 'upper'],
  ['ciLow', 'ciHigh'],
  ['from', 'to'],
]

function ofTable(table: Table, { column }: FigureOptions) {
  const { columns, rows } = table
  const keys = new Set(columns.map(({ key }) => key))
  const isNumeric = (key: string) => rows.some((row) => typeof row[key] === 'number') && rows.every((row) => typeof row[key] !== 'string')
  const own = columns.find(({ key }) => (column === undefined || key === column) && keys.has(`${key}Low`) && keys.has(`${key}High`))
  const shared = pairs.find(([low, high]) => keys.has(low) && keys.has(high) && isNumeric(low))
  const [low, high] = own ? [`${own.key}Low`, `${own.key}High`] : (shared ?? [])
  const holds = (key: string) =>
    rows.every(
      (row) => typeof row[key] !== 'number' || typeof row[low] !== 'number' || (Number(row[low]) <= Number(row[key]) && Number(row[key]) <= Number(row[high])),
    )
  const estimate = own ?? columns.find(({ key }) => ![low, high, 'n'].includes(key) && isNumeric(key) && (column === undefined ? holds(key) : key === column))
  if (!low || !estimate) return { rows: [], title: '', digits: 2 }
  // Texts that are equal in all rows, and remarks that most rows lack, name nothing.
  const known = rows.filter((row) => [row[estimate.key], row[low], row[high]].every((value) => typeof value === 'number'))
  const isText = (key: string) => rows.every((row) => typeof row[key] === 'string')
  const texts = columns.filter(({ key }) => isText(key) && (known.length < 2 || new Set(known.map((row) => row[key])).size > 1))
  const number = (value: unknown) => (typeof value === 'number' ? value : Number.NaN)
  return {
    title: axisTitle(estimate),
    digits: estimate.digits || 2,
    rows: rows.map(
      (row, i): Row => ({
        name: texts.map(({ key }) => String(row[key])).join(', ') || String(i + 1),
        value: number(row[estimate.key]),
        low: number(row[low]),
        high: number(row[high]),
        ...(typeof row.n === 'number' ? { n: row.n } : {}),
      }),
    ),
  }
}

const intervalSlot = 'interval'
const numberSlot = 'numbers'

function forestSpec(result: Result, { widthMm, heightMm }: PrintSize, style: FigureStyle, options: FigureOptions, metrics: FontMetrics): object {
  const { fontPt, linePt, pointArea } = style
  const { rows, title } = intervalsOf(result, options)
  const { names, texts, textPt, numbersAbove } = layoutOf(result, widthMm, fontPt, options, metrics)
  const keys = rowKeys(names)
  const values = rows.map((row, i) => ({ ...row, name: keys[i], shown: texts[i], ...(names.isAbove ? { slot: intervalSlot } : {}) }))
  const [least, greatest] = [Math.min(...rows.map(({ low }) => low)), Math.max(...rows.map(({ high }) => high))]
  const reference = typeof options.reference === 'number' ? options.reference : least < 0 ? 0 : undefined
  const [from, to] = [Math.min(least, reference ?? least), Math.max(greatest, reference ?? greatest)]
  const widthPt = widthMm * ptPerMm
  const plotPt = Math.max(widthPt * 0.25, widthPt - names.besidePt - fontPt)
  const span = to - from || Math.abs(to) || 1
  const margin = span * 0.04
  const right = names.isAbove ? (span * fontPt * 1.1) / plotPt : (span * textPt) / Math.max(plotPt * 0.25, plotPt - textPt)
  const domain = [from - margin, to + margin + right]
  const shownPt = (plotPt * (to - from + 2 * margin)) / (domain[1] - domain[0])
  const ticks = { values: roundTicks(from - margin, to + margin, Math.max(2, Math.min(6, Math.floor(shownPt / fontPt / 4)))), grid: false }
  const slots = [...nameSlots(names), ...(numbersAbove === 'own line' ? [numberSlot] : []), intervalSlot]
  const slotPt = ((heightMm * ptPerMm - fontPt * 3.4) * 0.86) / (Math.max(2, rows.length) * slots.length)
  const rowsOf = { field: 'name', type: 'nominal', sort: keys, title: null, axis: rowAxis(names, fontPt) }
  const y = names.isAbove ? { ...rowsOf, scale: { type: 'band', paddingInner: 0.12 } } : rowsOf
  const yOffset = names.isAbove ? { yOffset: { field: 'slot', type: 'nominal', sort: slots } } : {}
  const x = { type: 'quantitative', title, scale: { domain, nice: false, zero: false }, axis: { ...ticks, ...(names.isAbove ? {} : { titleAnchor: 'start' }) } }
  const text = (slot: string | undefined, align: 'left' | 'right') => ({
    ...(slot === undefined ? {} : { transform: [{ calculate: `'${slot}'`, as: 'slot' }] }),
    mark: { type: 'text', align },
    encoding: { y, ...yOffset, x: align === 'left' ? { value: 0 } : { datum: domain[1], type: 'quantitative' }, text: { field: 'shown' } },
  })
  const layer: object[] = [
    { mark: { type: 'rule', color: good, strokeWidth: linePt }, encoding: { y, ...yOffset, x: { ...x, field: 'low' }, x2: { field: 'high' } } },
    {
      mark: { type: 'point', filled: true, opacity: 1, shape: 'square', size: pointArea, color: good },
      encoding: { y, ...yOffset, x: { ...x, field: 'value' } },
    },
    numbersAbove === 'own line' ? text(numberSlot, 'left') : text(nameSlots(names).at(-1), 'right'),
    ...namesAbove(names, 'name', 'slot', numbersAbove === 'own line' ? 0 : slotPt, fontPt).map((above) => ({
      ...above,
      encoding: { ...(above as { encoding: object }).encoding, y, ...yOffset },
    })),
  ]
  if (reference !== undefined) {
    const dashed = { type: 'rule', color: greys[0], strokeDash: [fontPt * 0.3, fontPt * 0.25], strokeWidth: linePt * 0.5 }
    const at = { ...x, field: 'at' }
    // Where texts stand across it, only beside the intervals.
    const inSlots = {
      mark: { type: 'tick', orient: 'vertical', color: greys[0], thickness: linePt * 0.5, height: { band: 1 } },
      encoding: { y, ...yOffset, x: at },
    }
    const data = { values: names.isAbove ? keys.map((name) => ({ name, slot: intervalSlot, at: reference })) : [{ at: reference }] }
    layer.unshift({ data, ...(names.isAbove ? inSlots : { mark: dashed, encoding: { x: at } }) })
  }
  return { data: { values }, layer }
}

/** Multiples of 1, 2 or 5 times a power of ten, at most `most` of them. */
function roundTicks(from: number, to: number, most: number): number[] {
  const power = 10 ** Math.floor(Math.log10((to - from) / most))
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => Math.floor(to / size) - Math.ceil(from / size) + 1 <= most) ?? 10 * power
  const first = Math.ceil(from / step)
  return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}
