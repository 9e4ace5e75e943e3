/** Grouped bars: the same few series in each group, at most four, so that they are told apart in grey too. */
import type { Table } from '@phd/core'
import { type FontMetrics, loadFontMetrics } from '../text/index.js'
import { type Cross, crossOf, crossOptions, drawnCross } from './cross.js'
import type { PictureKind, PrintSize } from './kind.js'
import { cell, counted, listed } from './numbers.js'
import { legendColumns, renderVegaLite } from './render.js'
import { nameSlots, namesAbove, rowAxis, rowEm, rowKeys, rowNames } from './row-names.js'
import { barColours, type FigureStyle, ink, ptPerMm } from './style.js'

const mostSeries = barColours.length
const mostGroups = 10
/** Of each group's height, what its bars take. */
const bandShare = 0.78

export const groupedBars: PictureKind = {
  about: 'bars of several series in each group',
  options: crossOptions,
  draws: (result) => result.shape === 'table' && crossOf(result, {}) !== undefined,
  heights({ result }, widthMm, { fontPt }, options, metrics) {
    const cross = drawnCross(result as Table, options, mostGroups, mostSeries)
    const { names } = layoutOf(cross, widthMm, fontPt, metrics)
    const rowMm = (fontPt * rowEm(names, cross.series.length, 1.12)) / bandShare / ptPerMm
    const aroundMm = (fontPt * aroundEm(cross)) / ptPerMm
    const rows = cross.groups.length * rowMm
    return { minMm: aroundMm + rows, idealMm: aroundMm + rows * 1.08, maxMm: aroundMm + rows * 1.8 }
  },
  async draw({ result }, size, style, options) {
    const cross = drawnCross(result as Table, options, mostGroups, mostSeries)
    return renderVegaLite(groupedSpec(cross, size, style, await loadFontMetrics()), size, style)
  },
  alt({ result }, options) {
    const cross = drawnCross(result as Table, options, mostGroups, mostSeries)
    const { groups, series, title, digits, at } = cross
    const sentences = groups.map((group) => `${group}: ${listed(series.map((name) => `${name} ${cell(finite(at(group, name)), digits)}`))}`)
    return `Grouped bars of ${title} in ${counted(groups.length, 'group')}. ${sentences.join('. ')}.`
  },
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

/** Axis, its title and the legend. */
function aroundEm(cross: Cross | undefined): number {
  return cross?.seriesLabel ? 6.2 : 4.8
}

/** Names of the groups, and the room that the numbers take at the ends of the bars. */
function layoutOf(cross: Cross | undefined, widthMm: number, fontPt: number, metrics: FontMetrics) {
  const { groups, series, digits, at } = cross ?? { groups: [], series: [], digits: 0, at: () => Number.NaN }
  const shown = groups.flatMap((group) => series.map((name) => cell(finite(at(group, name)), digits)))
  const endPt = fontPt * (0.8 + Math.max(0, ...shown.map((text) => metrics.widthEm(text))))
  const widthPt = widthMm * ptPerMm
  const legendPt = fontPt * (2.5 + Math.max(0, ...series.map((name) => metrics.widthEm(name))))
  const besidePt = Math.min(widthPt * 0.4, widthPt * 0.72 - endPt, widthPt - legendPt)
  const names = rowNames(groups, { widthPt, besidePt, fontPt, metrics })
  return { endPt, names, plotPt: widthPt - names.besidePt - fontPt }
}

function groupedSpec(cross: Cross, { widthMm, heightMm }: PrintSize, style: FigureStyle, metrics: FontMetrics): object {
  const { fontPt } = style
  const { groups, series, title, seriesLabel, digits, at } = cross
  const { endPt, names, plotPt } = layoutOf(cross, widthMm, fontPt, metrics)
  const keys = rowKeys(names)
  const values = groups.flatMap((group, i) =>
    series.map((name) => ({ group: keys[i], series: name, value: finite(at(group, name)), shown: cell(finite(at(group, name)), digits) })),
  )
  const numbers = values.flatMap(({ value }) => (value === null ? [] : [value]))
  const [least, greatest] = [Math.min(0, ...numbers), Math.max(0, ...numbers)]
  const span = greatest - least || 1
  const room = (span * endPt) / Math.max(endPt * 0.3, plotPt - (least < 0 ? 2 : 1) * endPt)
  const columns = legendColumns(series, metrics, style, plotPt, fontPt)
  const y = {
    field: 'group',
    type: 'nominal',
    sort: keys,
    title: null,
    axis: rowAxis(names, fontPt),
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
  const barPt = ((heightMm * ptPerMm - fontPt * aroundEm(cross)) * bandShare) / Math.max(1, groups.length * (series.length + nameSlots(names).length))
  const numbersShown = barPt >= fontPt
  return {
    data: { values },
    encoding: {
      y,
      yOffset: { field: 'series', type: 'nominal', sort: [...nameSlots(names), ...series] },
      x: {
        field: 'value',
        type: 'quantitative',
        title,
        axis: { tickCount: 4, grid: !names.isAbove },
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
      ...namesAbove(names, 'group', 'series', barPt, fontPt),
    ],
  }
}
