/** Horizontal bars of one column of a table, for example the model against its baselines. */
import type { Table } from '@phd/core'
import { axisTitle, type FigureOptions, type PictureKind } from './kind.js'
import { shortenedAll } from './labels.js'
import { listed } from './numbers.js'
import { renderVegaLite } from './render.js'
import { type FigureStyle, good, ink, ptPerMm } from './style.js'
import { boundsOf, cellWithBounds, labelColumn, numericColumns } from './table.js'

export const bars: PictureKind = {
  about: 'bars of one column of a table (options: column, highlight)',
  draws: (result) => result.shape === 'table' && hasOwnNames(result) && numericColumns(result).length > 0,
  heights({ result }, _widthMm, { fontPt }) {
    const rowMm = (fontPt * 1.6) / ptPerMm
    const axisMm = (fontPt * 3) / ptPerMm
    const rows = (result as Table).rows.length
    return { minMm: axisMm + rows * rowMm, idealMm: axisMm + rows * rowMm * 1.4, maxMm: axisMm + rows * rowMm * 2.2 }
  },
  draw({ result }, size, style, options) {
    return renderVegaLite(barsSpec(result as Table, size.widthMm, style, options), size, style)
  },
  alt({ result }, options) {
    const table = result as Table
    const { label, value } = chosen(table, options)
    return `Bar chart of ${value.label}: ${listed(table.rows.map((row) => `${row[label.key]} ${cellWithBounds(row, value.key, value.digits)}`))}.`
  },
}

/** True where each row has a name of its own. */
function hasOwnNames(table: Table): boolean {
  const label = labelColumn(table)
  return label !== undefined && new Set(table.rows.map((row) => row[label.key])).size === table.rows.length
}

function chosen(table: Table, { column }: FigureOptions) {
  const numeric = numericColumns(table)
  const label = labelColumn(table) ?? table.columns[0]
  return { label, value: numeric.find(({ key }) => key === column) ?? numeric[0] }
}

function barsSpec(table: Table, widthMm: number, { fontPt }: FigureStyle, options: FigureOptions): object {
  const { label, value } = chosen(table, options)
  const names = shortenedAll(table.rows.map((row) => String(row[label.key])))
  const seeds = Object.keys((options.seeds ?? {}) as object)
  const isStrong = (name: string, i: number) => (options.highlight !== undefined ? name === options.highlight : seeds.length ? seeds.includes(name) : i === 0)
  const values = table.rows.map((row, i) => {
    const bounds = boundsOf(row, value.key)
    return {
      name: names.get(String(row[label.key])),
      value: row[value.key],
      low: bounds?.low ?? null,
      high: bounds?.high ?? null,
      end: Math.max(Number(row[value.key]), bounds?.high ?? Number.NEGATIVE_INFINITY),
      shown: cellWithBounds(row, value.key, value.digits),
      strong: isStrong(String(row[label.key]), i),
    }
  })
  const title = axisTitle(value)
  const numbers = values.flatMap((row) => [Number(row.value), row.end]).filter(Number.isFinite)
  const [least, greatest] = [Math.min(0, ...numbers), Math.max(0, ...numbers)]
  // Room for the numbers at the ends of the bars; the names take up to 45 % of the width.
  const endPt = fontPt * (0.6 + 0.58 * Math.max(...values.map(({ shown }) => shown.length)))
  const room = ((greatest - least || 1) * endPt) / Math.max(endPt, widthMm * ptPerMm * 0.55 - (least < 0 ? 2 : 1) * endPt)
  const domain = [least < 0 ? least - room : 0, greatest > 0 || least === 0 ? (greatest || 1) + room : 0]
  const x = { field: 'value', type: 'quantitative', title, axis: { tickCount: 4 }, scale: { domain, nice: false } }
  const y = { field: 'name', type: 'nominal', sort: null, title: null, axis: { ticks: false, domain: false, labelLimit: widthMm * ptPerMm * 0.45 } }
  return {
    data: { values },
    encoding: { y, x },
    layer: [
      { mark: { type: 'bar', height: { band: 0.72 } }, encoding: { color: { condition: { test: 'datum.strong', value: good }, value: '#9AA7B2' } } },
      {
        transform: [{ filter: 'isValid(datum.low)' }],
        mark: { type: 'rule', color: ink, strokeWidth: fontPt * 0.1 },
        encoding: { x: { ...x, field: 'low' }, x2: { field: 'high' } },
      },
      {
        transform: [{ filter: 'datum.value >= 0' }],
        mark: { type: 'text', align: 'left', dx: fontPt * 0.3, fontWeight: 'bold' },
        encoding: { x: { ...x, field: 'end' }, text: { field: 'shown' } },
      },
      {
        transform: [{ filter: 'datum.value < 0' }],
        mark: { type: 'text', align: 'right', dx: -fontPt * 0.3, fontWeight: 'bold' },
        encoding: { text: { field: 'shown' } },
      },
    ],
  }
}
