/** Grouped bars: the same few series in each group, at most four, so that they are told apart in grey too. */
import type { Table } from '@phd/core'
import { type FontMetrics, loadFontMetrics } from '../text/index.js'
import { type Cross, crossOf } from './cross.js'
import type { FigureOptions, PictureKind, PrintSize } from './kind.js'
import { shortenedAll } from './labels.js'
import { cell, counted, listed } from './numbers.js'
import { legendColumns, renderVegaLite } from './render.js'
import { barColours, type FigureStyle, ink, ptPerMm } from './style.js'

const mostSeries = barColours.length
const mostGroups = 10
/** Of each group's height, what its bars take. */
const bandShare = 0.78

export const groupedBars: PictureKind = {
  about: 'bars of several series in each group (options: column, columns, split, most)',
  draws: (result) => result.shape === 'table' && shownCross(result, {}) !== undefined,
  heights({ result }, _widthMm, { fontPt }, options) {
    const { groups, series, seriesLabel } = shownCross(result as Table, options) ?? { groups: [], series: [] }
    const barMm = (fontPt * 1.12) / ptPerMm
    const aroundMm = (fontPt * (seriesLabel ? 6.2 : 4.8)) / ptPerMm
    const bars = (groups.length * series.length) / bandShare
    return { minMm: aroundMm + bars * barMm, idealMm: aroundMm + bars * barMm * 1.08, maxMm: aroundMm + bars * barMm * 1.8 }
  },
  async draw({ result }, size, style, options) {
    const cross = shownCross(result as Table, options)
    return renderVegaLite(cross ? groupedSpec(cross, size, style, await loadFontMetrics()) : {}, size, style)
  },
  alt({ result }, options) {
    const cross = shownCross(result as Table, options)
    if (!cross) return ''
    const { groups, series, title, digits, at } = cross
    const sentences = groups.map((group) => `${group}: ${listed(series.map((name) => `${name} ${cell(finite(at(group, name)), digits)}`))}`)
    return `Grouped bars of ${title} in ${counted(groups.length, 'group')}. ${sentences.join('. ')}.`
  },
}

function shownCross(table: Table, options: FigureOptions): Cross | undefined {
  const cross = crossOf(table, options)
  if (!cross) return undefined
  const most = typeof options.most === 'number' ? options.most : mostGroups
  return { ...cross, groups: cross.groups.slice(0, most), series: cross.series.slice(0, mostSeries) }
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

function groupedSpec(
  { groups, series, title, seriesLabel, digits, at }: Cross,
  { widthMm, heightMm }: PrintSize,
  style: FigureStyle,
  metrics: FontMetrics,
): object {
  const { fontPt } = style
  const names = shortenedAll(groups)
  const values = groups.flatMap((group) =>
    series.map((name) => ({ group: names.get(group), series: name, value: finite(at(group, name)), shown: cell(finite(at(group, name)), digits) })),
  )
  const numbers = values.flatMap(({ value }) => (value === null ? [] : [value]))
  const [least, greatest] = [Math.min(0, ...numbers), Math.max(0, ...numbers)]
  const endPt = fontPt * (0.8 + Math.max(...values.map(({ shown }) => metrics.widthEm(shown))))
  const span = greatest - least || 1
  const plotPt = widthMm * ptPerMm * 0.6
  const room = (span * endPt) / Math.max(endPt, plotPt - endPt)
  // The legend begins where the names end.
  const namePt = Math.min(widthMm * ptPerMm * 0.4, fontPt * Math.max(...groups.map((group) => metrics.widthEm(names.get(group) ?? group))))
  const columns = legendColumns(series, metrics, style, widthMm * ptPerMm - namePt, fontPt)
  const y = {
    field: 'group',
    type: 'nominal',
    sort: null,
    title: null,
    axis: { ticks: false, domain: false, labelLimit: widthMm * ptPerMm * 0.4 },
    scale: { paddingInner: 1 - bandShare },
  }
  const legend = {
    title: seriesLabel ?? null,
    columns,
    symbolType: 'square',
    symbolSize: fontPt ** 2,
    symbolStrokeWidth: fontPt * 0.05,
    symbolStrokeColor: ink,
  }
  // Numbers lie on each other where bars are lower than they are.
  const barPt = ((heightMm * ptPerMm - fontPt * (seriesLabel ? 6.2 : 4.8)) * bandShare) / Math.max(1, groups.length * series.length)
  const numbersShown = barPt >= fontPt
  return {
    data: { values },
    encoding: {
      y,
      yOffset: { field: 'series', type: 'nominal', sort: series },
      x: {
        field: 'value',
        type: 'quantitative',
        title,
        axis: { tickCount: 4 },
        scale: { domain: [least < 0 ? least - room : 0, greatest + room], nice: false },
      },
    },
    layer: [
      {
        mark: { type: 'bar', stroke: ink, strokeWidth: fontPt * 0.04 },
        encoding: { color: { field: 'series', type: 'nominal', scale: { domain: series, range: barColours.slice(0, series.length) }, legend } },
      },
      ...(numbersShown
        ? [
            { transform: [{ filter: 'datum.value >= 0' }], mark: { type: 'text', align: 'left', dx: fontPt * 0.3 }, encoding: { text: { field: 'shown' } } },
            { transform: [{ filter: 'datum.value < 0' }], mark: { type: 'text', align: 'right', dx: -fontPt * 0.3 }, encoding: { text: { field: 'shown' } } },
          ]
        : []),
    ],
  }
}
