/**
 * A forest plot: estimates with their intervals, one row each, numbers at the right.
 *
 * In: a table with an estimate and columns for its bounds (`low`/`high`, `lower`/`upper`, or `iouLow`/`iouHigh` beside
 * `iou`), or curves with intervals, of which the last point of each line is shown.
 */
import type { Curves, Result, Table } from '@phd/core'
import { type FontMetrics, loadFontMetrics } from '../text/index.js'
import { axisTitle, type FigureOptions, type PictureKind } from './kind.js'
import { shortenedAll } from './labels.js'
import { decimal, grouped, listed } from './numbers.js'
import { renderVegaLite } from './render.js'
import { type FigureStyle, good, greys, ptPerMm } from './style.js'

interface Row {
  name: string
  value: number
  low: number
  high: number
  n?: number
}

export const forest: PictureKind = {
  about: 'estimates with intervals, a row each (options: column, reference, most)',
  draws: (result) => intervalsOf(result, {}).rows.length > 0,
  heights({ result }, widthMm, { fontPt }, options, metrics) {
    const rowMm = (fontPt * (isTight(result, widthMm, fontPt, options, metrics) ? 2.6 : 1.45)) / ptPerMm
    const around = (fontPt * 3.4) / ptPerMm
    const rows = Math.max(2, intervalsOf(result, options).rows.length)
    return { minMm: around + rows * rowMm, idealMm: around + rows * rowMm * 1.15, maxMm: around + rows * rowMm * 2 }
  },
  async draw({ result }, size, style, options) {
    return renderVegaLite(forestSpec(result, size.widthMm, style, options, await loadFontMetrics()), size, style)
  },
  alt({ result }, options) {
    const { rows, title, digits } = intervalsOf(result, options)
    return `Forest plot of ${title}: ${listed(rows.map((row) => `${row.name} ${rowText(row, digits)}`))}.`
  },
}

/** Numbers stand below the name where beside the interval they would leave it no room. */
function isTight(result: Result, widthMm: number, fontPt: number, options: FigureOptions, metrics: FontMetrics): boolean {
  const { rows, digits } = intervalsOf(result, options)
  const em = Math.max(...rows.map((row) => metrics.widthEm(rowText(row, digits)))) + Math.max(...rows.map(({ name }) => Math.min(18, metrics.widthEm(name))))
  return em * fontPt > widthMm * ptPerMm * 0.6
}

function rowText(row: Row, digits: number): string {
  return `${shown(row, digits)}${row.n === undefined ? '' : `, n = ${grouped(row.n)}`}`
}

function shown({ value, low, high }: Row, digits: number): string {
  return `${decimal(value, digits)} [${decimal(low, digits)}, ${decimal(high, digits)}]`
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

function forestSpec(result: Result, widthMm: number, style: FigureStyle, options: FigureOptions, metrics: FontMetrics): object {
  const { fontPt, linePt, pointArea } = style
  const { rows, title, digits } = intervalsOf(result, options)
  const names = shortenedAll(
    rows.map(({ name }) => name),
    40,
  )
  const tight = isTight(result, widthMm, fontPt, options, metrics)
  const values = rows.map((row) => {
    const [name, text] = [names.get(row.name) ?? row.name, rowText(row, digits)]
    return { ...row, name: tight ? `${name}\n${text}` : name, shown: text, widthEm: Math.max(metrics.widthEm(name), tight ? metrics.widthEm(text) : 0) }
  })
  const [least, greatest] = [Math.min(...rows.map(({ low }) => low)), Math.max(...rows.map(({ high }) => high))]
  const reference = typeof options.reference === 'number' ? options.reference : least < 0 ? 0 : undefined
  const [from, to] = [Math.min(least, reference ?? least), Math.max(greatest, reference ?? greatest)]
  const widthPt = widthMm * ptPerMm
  const textPt = tight ? 0 : fontPt * (1 + Math.max(...values.map((row) => metrics.widthEm(row.shown))))
  const mostNamePt = widthPt * (tight ? 0.55 : 0.4)
  const namePt = Math.min(mostNamePt, fontPt * (1 + Math.max(...values.map(({ widthEm }) => widthEm))))
  const plotPt = Math.max(widthPt * 0.25, widthPt - namePt - fontPt)
  const span = to - from || Math.abs(to) || 1
  const margin = span * 0.04
  const right = tight ? (span * fontPt * 1.1) / plotPt : (span * textPt) / Math.max(plotPt * 0.25, plotPt - textPt)
  const domain = [from - margin, to + margin + right]
  const ticks = { tickCount: 4, labelExpr: `datum.value <= ${to + margin} ? datum.label : ''`, grid: false }
  const y = {
    field: 'name',
    type: 'nominal',
    sort: null,
    title: null,
    axis: { ticks: false, domain: false, labelLimit: mostNamePt, ...(tight ? { labelExpr: "split(datum.label, '\\n')", labelLineHeight: fontPt * 1.15 } : {}) },
  }
  const x = { type: 'quantitative', title, scale: { domain, nice: false, zero: false }, axis: { ...ticks, ...(tight ? {} : { titleAnchor: 'start' }) } }
  const layer: object[] = [
    { mark: { type: 'rule', color: good, strokeWidth: linePt }, encoding: { y, x: { ...x, field: 'low' }, x2: { field: 'high' } } },
    { mark: { type: 'point', filled: true, opacity: 1, shape: 'square', size: pointArea, color: good }, encoding: { y, x: { ...x, field: 'value' } } },
    ...(tight ? [] : [{ mark: { type: 'text', align: 'right' }, encoding: { y, x: { datum: domain[1], type: 'quantitative' }, text: { field: 'shown' } } }]),
  ]
  if (reference !== undefined) {
    const mark = { type: 'rule', color: greys[0], strokeDash: [fontPt * 0.3, fontPt * 0.25], strokeWidth: linePt * 0.5 }
    layer.unshift({ data: { values: [{ at: reference }] }, mark, encoding: { x: { ...x, field: 'at' } } })
  }
  return { data: { values }, layer }
}
