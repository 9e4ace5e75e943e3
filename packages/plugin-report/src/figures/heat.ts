/** A heat map of a table with its numbers in the cells: topic by sentiment, place by hour. Colour never stands alone. */
import type { Table } from '@phd/core'
import { type FontMetrics, loadFontMetrics } from '../text/index.js'
import { type Cross, crossOf, crossOptions, drawnCross } from './cross.js'
import type { PictureKind } from './kind.js'
import { shortenedAll } from './labels.js'
import { cell, counted, grouped, listed, percent } from './numbers.js'
import { renderVegaLite } from './render.js'
import { type FigureStyle, ink, ptPerMm } from './style.js'

const mostGroups = 20

export const heat: PictureKind = {
  about: 'a heat map of two ways to divide, with numbers',
  options: crossOptions,
  draws: (result) => result.shape === 'table' && crossOf(result, {}) !== undefined,
  heights({ result }, _widthMm, { fontPt }, options) {
    const cross = drawnCross(result as Table, options, mostGroups)
    const rows = cross.groups.length
    const [rowMm, aroundMm] = [(fontPt * 1.8) / ptPerMm, (fontPt * (cross.seriesLabel ? 3.8 : 2)) / ptPerMm]
    return { minMm: aroundMm + rows * rowMm * 0.85, idealMm: aroundMm + rows * rowMm, maxMm: aroundMm + rows * rowMm * 1.8 }
  },
  async draw({ result }, size, style, options) {
    const cross = drawnCross(result as Table, options, mostGroups)
    return renderVegaLite(heatSpec(cross, size.widthMm, style, await loadFontMetrics()), size, style)
  },
  alt({ result }, options) {
    const cross = drawnCross(result as Table, options, mostGroups)
    const sentences = cross.groups.map((group) => `${group}: ${listed(cross.series.map((name) => `${name} ${text(cross, cross.at(group, name))}`))}`)
    return `Heat map of ${cross.title}, ${counted(cross.groups.length, 'row')} by ${counted(cross.series.length, 'column')}. ${sentences.join('. ')}.`
  },
}

function text({ title, digits }: Cross, value: number): string {
  return title === 'share' ? percent(value, 0) : cell(Number.isFinite(value) ? value : null, digits)
}

function heatSpec(cross: Cross, widthMm: number, { fontPt }: FigureStyle, metrics: FontMetrics): object {
  const { groups, series, at, n } = cross
  const labelPt = widthMm * ptPerMm * 0.5
  const counts = groups.map((group) => (n(group) === undefined ? 0 : grouped(Number(n(group))).length + 8))
  const letters = Math.floor(labelPt / fontPt / 0.5) - Math.max(0, ...counts)
  const names = shortenedAll(groups, Math.max(8, Math.min(40, letters)))
  const rowName = (group: string) => `${names.get(group)}${n(group) === undefined ? '' : ` (n = ${grouped(Number(n(group)))})`}`
  const values = groups.flatMap((group) =>
    series.map((name) => {
      const value = at(group, name)
      return { group: rowName(group), series: name, value: Number.isFinite(value) ? value : null, shown: text(cross, value) }
    }),
  )
  const numbers = values.flatMap(({ value }) => (value === null ? [] : [value]))
  const diverges = numbers.some((value) => value < 0)
  const reach = Math.max(...numbers.map(Math.abs)) || 1
  const domain = diverges ? [-reach, 0, reach] : [0, reach]
  const range = diverges ? ['#D55E00', '#F7F7F7', '#0072B2'] : ['#F4F9FC', '#08519C']
  const axis = { domain: false, ticks: false, labelAngle: 0 }
  const widest = Math.max(...series.map((name) => metrics.widthEm(name))) * fontPt
  const isTight = widest * series.length > widthMm * ptPerMm * 0.5
  // Slanted heads reach beyond the last column: where it is narrower than they are, they stand upright.
  const plotPt = widthMm * ptPerMm - Math.min(labelPt, fontPt * Math.max(...groups.map((group) => metrics.widthEm(rowName(group))))) - fontPt
  const isUpright = isTight && widest * 0.87 > (0.5 * plotPt) / series.length + fontPt * 0.5
  return {
    data: { values },
    encoding: {
      x: {
        field: 'series',
        type: 'nominal',
        sort: series,
        title: cross.seriesLabel ? `${cross.title}, by ${cross.seriesLabel.toLowerCase()}` : null,
        axis: { ...axis, orient: 'top', ...(isTight ? { labelAngle: isUpright ? -90 : -30, labelAlign: 'left' } : {}) },
      },
      y: { field: 'group', type: 'nominal', sort: groups.map(rowName), title: null, axis: { ...axis, labelLimit: labelPt } },
    },
    layer: [
      {
        mark: { type: 'rect', stroke: '#FFFFFF', strokeWidth: fontPt * 0.12 },
        encoding: { color: { field: 'value', type: 'quantitative', scale: { domain, range, interpolate: 'lab' }, legend: null } },
      },
      {
        mark: { type: 'text' },
        encoding: { text: { field: 'shown' }, color: { condition: { test: `abs(datum.value) > ${0.55 * reach}`, value: '#FFFFFF' }, value: ink } },
      },
    ],
  }
}
