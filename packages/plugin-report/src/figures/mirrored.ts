/**
 * Mirrored bars: the negative share to the left, the positive share to the right, one pair of bars a group.
 *
 * In: a table with `positive` and `negative` (shares, 0..1), a label column, and, where there is one, a second text
 * column with two or more values (for example replies: all, without) that splits each group.
 */
import type { Table } from '@phd/core'
import { type FontMetrics, loadFontMetrics } from '../text/index.js'
import type { FigureOptions, PictureKind } from './kind.js'
import { counted, grouped, percent } from './numbers.js'
import { legendColumns, renderVegaLite } from './render.js'
import { bad, type FigureStyle, good, ptPerMm } from './style.js'
import { labelColumn } from './table.js'

const mostGroups = 10
/** Of each group's height, what its bars take; the rest parts it from the next. */
const bandShare = 0.7

export const mirrored: PictureKind = {
  about: 'mirrored bars of negative and positive shares (options: most, variants)',
  draws: (result) =>
    result.shape === 'table' && ['positive', 'negative'].every((key) => result.columns.some((column) => column.key === key)) && result.rows.length > 0,
  heights({ result }, _widthMm, { fontPt }, options) {
    const { groups, variants } = arranged(result as Table, options)
    const barMm = (fontPt * 1.2) / ptPerMm
    const aroundMm = (fontPt * (4.2 + 1.25 * variants.length)) / ptPerMm
    const bars = (groups.length / bandShare + 0.15) * variants.length
    return { minMm: aroundMm + bars * barMm, idealMm: aroundMm + bars * barMm * 1.08, maxMm: aroundMm + bars * barMm * 1.9 }
  },
  async draw({ result }, size, style, options) {
    return renderVegaLite(mirroredSpec(result as Table, size.widthMm, style, options, await loadFontMetrics()), size, style)
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

/** Groups in the order of the table, the largest `most` by n where there are more. */
export function arranged(table: Table, options: FigureOptions) {
  const label = labelColumn(table) ?? table.columns[0]
  const split = table.columns.find(({ key }) => key !== label.key && table.rows.every((row) => typeof row[key] === 'string'))
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

/** The first two values of the splitting column, or those that the options name: more bars a group are not read. */
function variantsOf(table: Table, key: string, { variants }: FigureOptions): string[] {
  const all = [...new Set(table.rows.map((row) => String(row[key])))]
  const wanted = Array.isArray(variants) ? variants.map(String) : all.slice(0, 2)
  return all.filter((variant) => wanted.includes(variant))
}

function variantName(label: string, value: string): string {
  return `${value === 'all' ? 'with' : value} ${label.toLowerCase()}`
}

function legendNames(variants: string[]): string[] {
  return variants.flatMap((variant) => ['negative', 'positive'].map((side) => (variant ? `${side}, ${variant}` : side)))
}

function mirroredSpec(table: Table, widthMm: number, style: FigureStyle, options: FigureOptions, metrics: FontMetrics): object {
  const { fontPt } = style
  const { groups, variants, split } = arranged(table, options)
  const named = (variant: string) => (split && variants.length > 1 ? variantName(split.label, variant) : '')
  const values = groups.flatMap(({ name, rows }) =>
    rows.flatMap((row) => {
      const variant = split ? named(String(row[split.key])) : ''
      const n = typeof row.n === 'number' ? `n = ${grouped(row.n)}` : ''
      return (['negative', 'positive'] as const).map((side) => ({
        group: name,
        variant,
        side: variant ? `${side}, ${variant}` : side,
        share: (side === 'negative' ? -1 : 1) * Number(row[side] ?? 0),
        shown: percent(row[side], 0),
        n: side === 'positive' ? n : '',
        negative: side === 'negative',
      }))
    }),
  )
  const names = legendNames(variants.map(named))
  const colours = variants.flatMap((_, i) => (i === 0 ? [bad, good] : ['#F3B58A', '#8CC0E3']))
  const reach = Math.max(0.1, ...values.map(({ share }) => Math.abs(share)))
  const hasN = values.some(({ n }) => n !== '')
  const labelPt = Math.min(widthMm * ptPerMm * 0.35, fontPt * Math.max(...groups.map(({ name }) => metrics.widthEm(name))))
  const plotPt = widthMm * ptPerMm - labelPt - fontPt * 1.5
  const domain = roomyDomain(reach, plotPt, fontPt * 2.9, hasN ? fontPt * (3.2 + Math.max(...values.map(({ n }) => metrics.widthEm(n)))) : fontPt * 2.9)
  const columns = Math.min(2, legendColumns(names, metrics, style, plotPt, fontPt))
  const step = [0.2, 0.1, 0.05].find((size) => 2 * size <= reach * 1.3) ?? 0.02
  const y = {
    field: 'group',
    type: 'nominal',
    sort: groups.map(({ name }) => name),
    title: null,
    axis: { ticks: false, domain: false, labelLimit: widthMm * ptPerMm * 0.35 },
    scale: { paddingInner: 1 - bandShare },
  }
  const yOffset = { field: 'variant', type: 'nominal', sort: variants.map(named) }
  const x = {
    field: 'share',
    type: 'quantitative',
    title: 'share of posts',
    scale: { domain, nice: false },
    axis: { values: [-2, -1, 0, 1, 2].map((i) => i * step), labelExpr: "replace(format(abs(datum.value), '.0%'), '%', ' %')", grid: true },
  }
  const nText = { x: { datum: domain[1] }, text: { field: 'n' } }
  const offset = variants.length > 1 ? { yOffset } : {}
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
            scale: { domain: names, range: colours },
            legend: { title: null, columns, symbolType: 'square', symbolSize: fontPt ** 2, symbolStrokeWidth: 0 },
          },
        },
      },
      { transform: [{ filter: 'datum.negative' }], mark: { type: 'text', align: 'right', dx: -fontPt * 0.25 }, encoding: { text: { field: 'shown' } } },
      { transform: [{ filter: '!datum.negative' }], mark: { type: 'text', align: 'left', dx: fontPt * 0.25 }, encoding: { text: { field: 'shown' } } },
      { transform: [{ filter: "datum.n !== ''" }], mark: { type: 'text', align: 'right' }, encoding: nText },
    ],
  }
}

/** Shares from -reach to reach, with room for the numbers at both ends: `leftPt` and `rightPt` of a plot `plotPt` wide. */
function roomyDomain(reach: number, plotPt: number, leftPt: number, rightPt: number): [number, number] {
  const perPt = (2 * reach) / Math.max(plotPt * 0.2, plotPt - leftPt - rightPt)
  return [-reach - leftPt * perPt, reach + rightPt * perPt]
}
