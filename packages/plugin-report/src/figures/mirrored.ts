/**
 * Mirrored bars: the negative share to the left, the positive share to the right, one pair of bars a group.
 *
 * In: a table with `positive` and `negative` (shares, 0..1), a label column, and, where there is one, a second text
 * column with two or more values (for example replies: all, without) that splits each group.
 */
import type { Table } from '@phd/core'
import { type FontMetrics, loadFontMetrics } from '../text/index.js'
import type { PictureKind, PrintSize } from './kind.js'
import { counted, grouped, percent } from './numbers.js'
import { type FigureOptions, namedIn } from './options.js'
import { legendColumns, renderVegaLite } from './render.js'
import { nameSlots, namesAbove, rowAxis, rowEm, rowKeys, rowNames } from './row-names.js'
import { bad, type FigureStyle, good, ptPerMm } from './style.js'
import { labelColumn } from './table.js'

const mostGroups = 10
/** Of each group's height, what its bars take; the rest parts it from the next. */
const bandShare = 0.7

export const mirrored: PictureKind = {
  about: 'mirrored bars of negative and positive shares',
  options: { most: 'count', variants: 'texts' },
  draws: (result) =>
    result.shape === 'table' && ['positive', 'negative'].every((key) => result.columns.some((column) => column.key === key)) && result.rows.length > 0,
  heights({ result }, widthMm, style, options, metrics) {
    const { groups, variants, names, columns } = layoutOf(result as Table, widthMm, style, options, metrics)
    const [rowMm, legendRows] = [(style.fontPt * rowEm(names, variants.length, 1.2)) / ptPerMm, Math.ceil((2 * variants.length) / columns)]
    const aroundMm = (style.fontPt * (4.2 + 1.25 * legendRows)) / ptPerMm
    const rows = (groups.length / bandShare + 0.15) * rowMm
    return { minMm: aroundMm + rows, idealMm: aroundMm + rows * 1.08, maxMm: aroundMm + rows * 1.9 }
  },
  async draw({ result }, size, style, options) {
    return renderVegaLite(mirroredSpec(result as Table, size, style, options, await loadFontMetrics()), size, style)
  },
  alt({ result }, options) {
    const { groups, variants, split } = arranged(result as Table, options)
    const sentences = groups.map(({ name, rows }) => {
      const parts = rows.map(
        (row) =>
          `${split && variants.length > 1 ? `${variantName(split.label, String(row[split.key]))}: ` : ''}${percent(row.negative, 0)} negative, ${percent(row.positive, 0)} positive`,
      )
      return `${name} ${parts.join('; ')}`
    })
    return `Mirrored bars of the share of negative and positive posts in ${counted(groups.length, 'group')}. ${sentences.join('. ')}.`
  },
}

function splitColumn(table: Table): Table['columns'][number] | undefined {
  const label = labelColumn(table) ?? table.columns[0]
  return table.columns.find(({ key }) => key !== label.key && table.rows.every((row) => typeof row[key] === 'string'))
}

/** Groups in the order of the table, the largest `most` by n where there are more. */
export function arranged(table: Table, options: FigureOptions) {
  const label = labelColumn(table) ?? table.columns[0]
  const split = splitColumn(table)
  const variants = split ? variantsOf(table, split.key, options) : ['']
  const names = [...new Set(table.rows.map((row) => String(row[label.key])))]
  const all = names.map((name) => {
    const rows = table.rows.filter((row) => String(row[label.key]) === name && (!split || variants.includes(String(row[split.key]))))
    return { name, rows, n: Math.max(...rows.map((row) => Number(row.n ?? 0))) }
  })
  const most = typeof options.most === 'number' ? options.most : mostGroups
  const kept = new Set([...all].sort((a, b) => b.n - a.n).slice(0, most))
  return { groups: all.filter((group) => kept.has(group)), total: all.length, variants, split, label }
}

/** The first two values of the splitting column, or those that the options name and the table has: more bars a group are not read. */
function variantsOf(table: Table, key: string, { variants }: FigureOptions): string[] {
  const all = [...new Set(table.rows.map((row) => String(row[key])))]
  if (variants === undefined) return all.slice(0, 2)
  const wanted = [variants].flat().map(String)
  const shown = all.filter((variant) => wanted.includes(variant))
  return shown.length > 0 ? shown : (namedIn('variants', wanted, all) ?? [])
}

function variantName(label: string, value: string): string {
  return `${value === 'all' ? 'with' : value} ${label.toLowerCase()}`
}

function legendNames(variants: string[]): string[] {
  return variants.flatMap((variant) => ['negative', 'positive'].map((side) => (variant ? `${side}, ${variant}` : side)))
}

/** Names of the groups and of the legend, and the room that the numbers take at both ends. */
function layoutOf(table: Table, widthMm: number, style: FigureStyle, options: FigureOptions, metrics: FontMetrics) {
  const arrangement = arranged(table, options)
  const { groups, variants, split } = arrangement
  const { fontPt } = style
  const named = (variant: string) => (split && variants.length > 1 ? variantName(split.label, variant) : '')
  const counts = groups.flatMap(({ rows }) => rows.map(({ n }) => (typeof n === 'number' ? `n = ${grouped(n)}` : '')))
  const nEm = Math.max(0, ...counts.map((n) => metrics.widthEm(n)))
  const [leftPt, rightPt] = [fontPt * 2.9, fontPt * (nEm > 0 ? 3.2 + nEm : 2.9)]
  const sides = legendNames(variants.map(named))
  const legendPt = fontPt * (2.5 + Math.max(...sides.map((side) => metrics.widthEm(side))))
  const widthPt = widthMm * ptPerMm
  const besidePt = Math.min(widthPt * 0.35, widthPt * 0.7 - leftPt - rightPt, widthPt - legendPt)
  const names = rowNames(
    groups.map(({ name }) => name),
    { widthPt, besidePt, fontPt, metrics },
  )
  const plotPt = widthPt - names.besidePt - fontPt
  return { ...arrangement, named, names, sides, plotPt, leftPt, rightPt, columns: Math.min(2, legendColumns(sides, metrics, style, plotPt, fontPt)) }
}

function mirroredSpec(table: Table, { widthMm, heightMm }: PrintSize, style: FigureStyle, options: FigureOptions, metrics: FontMetrics): object {
  const { fontPt } = style
  const { groups, variants, split, named, names, sides, plotPt, leftPt, rightPt, columns } = layoutOf(table, widthMm, style, options, metrics)
  const keys = rowKeys(names)
  const values = groups.flatMap(({ rows }, i) =>
    rows.flatMap((row) => {
      const variant = split ? named(String(row[split.key])) : ''
      const n = typeof row.n === 'number' ? `n = ${grouped(row.n)}` : ''
      return (['negative', 'positive'] as const).map((side) => ({
        group: keys[i],
        variant,
        side: variant ? `${side}, ${variant}` : side,
        share: (side === 'negative' ? -1 : 1) * Number(row[side] ?? 0),
        shown: percent(row[side], 0),
        n: side === 'positive' ? n : '',
        negative: side === 'negative',
      }))
    }),
  )
  const colours = variants.flatMap((_, i) => (i === 0 ? [bad, good] : ['#F3B58A', '#8CC0E3']))
  const reach = Math.max(0.1, ...values.map(({ share }) => Math.abs(share)))
  const domain = roomyDomain(reach, plotPt, leftPt, rightPt)
  // As many numbers as stand apart.
  const perPt = (domain[1] - domain[0]) / plotPt
  const step = [0.05, 0.1, 0.2, 0.25, 0.5].find((size) => size >= perPt * fontPt * 3.2 && size * 2.5 >= reach) ?? 0.5
  const y = {
    field: 'group',
    type: 'nominal',
    sort: keys,
    title: null,
    axis: rowAxis(names, fontPt),
    scale: { paddingInner: 1 - bandShare },
  }
  const yOffset = { field: 'variant', type: 'nominal', sort: [...nameSlots(names), ...variants.map(named)] }
  const x = {
    field: 'share',
    type: 'quantitative',
    title: 'share of posts',
    scale: { domain, nice: false },
    axis: {
      values: [-2, -1, 0, 1, 2].map((i) => i * step).filter((at) => Math.abs(at) <= reach * 1.3),
      labelExpr: "replace(format(abs(datum.value), '.0%'), '%', ' %')",
      grid: !names.isAbove,
    },
  }
  const legendRows = Math.ceil(sides.length / columns)
  const slotPt =
    ((heightMm * ptPerMm - fontPt * (4.2 + 1.25 * legendRows)) * bandShare) / Math.max(1, groups.length * (variants.length + nameSlots(names).length))
  const nText = { x: { datum: domain[1] }, text: { field: 'n' } }
  const offset = variants.length > 1 || names.isAbove ? { yOffset } : {}
  return {
    data: { values },
    encoding: { x, y, ...offset },
    layer: [
      {
        mark: { type: 'bar' },
        encoding: {
          color: {
            field: 'side',
            type: 'nominal',
            scale: { domain: sides, range: colours },
            legend: { title: null, columns, symbolType: 'square', symbolSize: fontPt ** 2, symbolStrokeWidth: 0 },
          },
        },
      },
      { transform: [{ filter: 'datum.negative' }], mark: { type: 'text', align: 'right', dx: -fontPt * 0.25 }, encoding: { text: { field: 'shown' } } },
      { transform: [{ filter: '!datum.negative' }], mark: { type: 'text', align: 'left', dx: fontPt * 0.25 }, encoding: { text: { field: 'shown' } } },
      { transform: [{ filter: "datum.n !== ''" }], mark: { type: 'text', align: 'right' }, encoding: nText },
      ...namesAbove(names, 'group', 'variant', slotPt, fontPt),
    ],
  }
}

/** Shares from -reach to reach, with room for the numbers at both ends: `leftPt` and `rightPt` of a plot `plotPt` wide. */
function roomyDomain(reach: number, plotPt: number, leftPt: number, rightPt: number): [number, number] {
  const perPt = (2 * reach) / Math.max(plotPt * 0.2, plotPt - leftPt - rightPt)
  return [-reach - leftPt * perPt, reach + rightPt * perPt]
}
