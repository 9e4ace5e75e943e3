/** Horizontal bars of one column of a table, for example the model against its baselines. */
import type { Table } from '@phd/core'
import { type FontMetrics, loadFontMetrics } from '../text/index.js'
import { axisTitle, type PictureKind, type PrintSize } from './kind.js'
import { listed } from './numbers.js'
import type { FigureOptions } from './options.js'
import { renderVegaLite } from './render.js'
import { nameSlots, namesAbove, rowAxis, rowEm, rowKeys, rowNames } from './row-names.js'
import { type FigureStyle, good, ink, ptPerMm } from './style.js'
import { boundsOf, cellWithBounds, labelColumn, numericColumns, numericKeys } from './table.js'

export const bars: PictureKind = {
  about: 'bars of one column of a table',
  options: { column: { nameOf: numericKeys }, highlight: 'text' },
  draws: (result) => result.shape === 'table' && hasOwnNames(result) && numericColumns(result).length > 0,
  heights({ result }, widthMm, { fontPt }, options, metrics) {
    const { names } = layoutOf(result as Table, widthMm, fontPt, options, metrics)
    const rowMm = (fontPt * (names.isAbove ? rowEm(names, 1, 1.2) + 0.3 : rowEm(names, 1, 1.6))) / ptPerMm
    const axisMm = (fontPt * 3) / ptPerMm
    const rows = (result as Table).rows.length
    return {
      minMm: axisMm + rows * rowMm,
      idealMm: axisMm + rows * rowMm * (names.isAbove || names.mostLines > 1 ? 1.12 : 1.4),
      maxMm: axisMm + rows * rowMm * 2.2,
    }
  },
  async draw({ result }, size, style, options) {
    return renderVegaLite(barsSpec(result as Table, size, style, options, await loadFontMetrics()), size, style)
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

const barSlot = 'bar'

/** Names, and the room that the numbers take at the ends of the bars. */
function layoutOf(table: Table, widthMm: number, fontPt: number, options: FigureOptions, metrics: FontMetrics) {
  const { label, value } = chosen(table, options)
  const shown = table.rows.map((row) => cellWithBounds(row, value.key, value.digits))
  const endPt = fontPt * (0.6 + Math.max(0, ...shown.map((text) => metrics.widthEm(text, 'bold'))))
  const widthPt = widthMm * ptPerMm
  const numbers = table.rows.map((row) => Number(row[value.key])).filter(Number.isFinite)
  const ends = Math.min(0, ...numbers) < 0 ? 2 : 1
  const besidePt = Math.min(widthPt * 0.45, widthPt * 0.72 - ends * endPt)
  const all = table.rows.map((row) => String(row[label.key]))
  const names = rowNames(all, { widthPt, besidePt, fontPt, metrics })
  return { shown, endPt, names, plotPt: widthPt - names.besidePt - fontPt }
}

function barsSpec(table: Table, { widthMm, heightMm }: PrintSize, { fontPt }: FigureStyle, options: FigureOptions, metrics: FontMetrics): object {
  const { label, value } = chosen(table, options)
  const { shown, endPt, names, plotPt } = layoutOf(table, widthMm, fontPt, options, metrics)
  const keys = rowKeys(names)
  const seeds = Object.keys((options.seeds ?? {}) as object)
  const isStrong = (name: string, i: number) =>
    options.highlight !== undefined ? name === String(options.highlight) : seeds.length ? seeds.includes(name) : i === 0
  const values = table.rows.map((row, i) => {
    const bounds = boundsOf(row, value.key)
    return {
      name: keys[i],
      ...(names.isAbove ? { slot: barSlot } : {}),
      value: row[value.key],
      low: bounds?.low ?? null,
      high: bounds?.high ?? null,
      end: Math.max(Number(row[value.key]), bounds?.high ?? Number.NEGATIVE_INFINITY),
      shown: shown[i],
      strong: isStrong(String(row[label.key]), i),
    }
  })
  const title = axisTitle(value)
  const numbers = values.flatMap((row) => [Number(row.value), row.end]).filter(Number.isFinite)
  const [least, greatest] = [Math.min(0, ...numbers), Math.max(0, ...numbers)]
  const room = ((greatest - least || 1) * endPt) / Math.max(endPt * 0.3, plotPt - (least < 0 ? 2 : 1) * endPt)
  const domain = [least < 0 ? least - room : 0, greatest > 0 || least === 0 ? (greatest || 1) + room : 0]
  const x = { field: 'value', type: 'quantitative', title, axis: { tickCount: 4, grid: !names.isAbove }, scale: { domain, nice: false } }
  const y = { field: 'name', type: 'nominal', sort: keys, title: null, axis: rowAxis(names, fontPt) }
  const yOffset = { field: 'slot', type: 'nominal', sort: [...nameSlots(names), barSlot] }
  const band = { ...y, scale: { paddingInner: 0.12, paddingOuter: 0.05 } }
  const slotPt = ((heightMm * ptPerMm - fontPt * 3) * 0.86) / Math.max(1, table.rows.length * (nameSlots(names).length + 1))
  return {
    data: { values },
    encoding: names.isAbove ? { y: band, yOffset, x } : { y, x },
    layer: [
      {
        mark: { type: 'bar', height: { band: names.isAbove ? 0.9 : (0.72 * 1.6) / rowEm(names, 1, 1.6) } },
        encoding: { color: { condition: { test: 'datum.strong', value: good }, value: '#9AA7B2' } },
      },
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
      ...namesAbove(names, 'name', 'slot', slotPt, fontPt),
    ],
  }
}
