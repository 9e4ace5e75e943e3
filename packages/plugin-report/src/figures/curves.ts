/** Lines over one axis, with intervals and horizontal references (baselines, chance) in the same legend. */
import type { Curves } from '@phd/core'
import { loadFontMetrics } from '../text/index.js'
import { curvesAlt } from './curves-alt.js'
import { axisTitle, type PictureKind } from './kind.js'
import { shortened, shortenedAll } from './labels.js'
import { decimal } from './numbers.js'
import type { FigureOptions } from './options.js'
import { legendColumns, renderVegaLite } from './render.js'
import { colourOfWord, dash, type FigureStyle, greys, okabeIto, ptPerMm, shapes } from './style.js'

const mostPointMarks = 40
/** More lines cannot be told apart by colour and dash. */
const mostLines = 7

export const curves: PictureKind = {
  about: 'lines over an axis, with baselines',
  options: { most: 'count', best: ['low', 'high'] },
  draws: (result) => result.shape === 'curves' && result.series.some(({ x }) => x.length > 0),
  heights({ result }, widthMm, style, options, metrics) {
    const labels = [...legendLabels(shownLines(result as Curves, options), widthMm, style).keys()]
    const emMm = style.fontPt / ptPerMm
    const legendRows = Math.ceil(labels.length / legendColumns(labels, metrics, style, besideAxisPt(widthMm, style)))
    const aroundMm = emMm * (1.5 * legendRows + 3.5)
    return { minMm: aroundMm + emMm * 7, idealMm: aroundMm + Math.max(widthMm * 0.25, emMm * 10), maxMm: aroundMm + Math.max(widthMm * 0.8, emMm * 10) }
  },
  async draw({ result }, size, style, options) {
    const shown = shownLines(result as Curves, options)
    return renderVegaLite(curvesSpec(shown, size.widthMm, style, await columnsFor(shown, size.widthMm, style)), size, style)
  },
  alt: ({ result }, options) => curvesAlt(shownLines(result as Curves, options), options),
}

/** At most `most` lines: those with the most points, in their own order. */
export function shownLines(result: Curves, { most }: FigureOptions): Curves {
  const count = typeof most === 'number' ? most : mostLines
  const longest = new Set([...result.series].sort((a, b) => b.x.length - a.x.length).slice(0, count))
  return { ...result, series: result.series.filter((line) => longest.has(line)) }
}

export async function columnsFor(result: Curves, widthMm: number, style: FigureStyle): Promise<number> {
  return legendColumns([...legendLabels(result, widthMm, style).keys()], await loadFontMetrics(), style, besideAxisPt(widthMm, style))
}

/** The legend begins where the plot does. */
function besideAxisPt(widthMm: number, { fontPt }: FigureStyle): number {
  return widthMm * ptPerMm - fontPt * 3.5
}

/** Characters of a name that fit beside its stroke, right of the axis. */
function mostLetters(widthMm: number, { fontPt }: FigureStyle): number {
  return Math.max(8, Math.min(32, Math.floor(((widthMm * ptPerMm) / fontPt - 6.5) / 0.47)))
}

/** Legend text of each line, in the order of the legend. */
function legendLabels({ series, references = [] }: Curves, widthMm: number, style: FigureStyle): Map<string, { colour: string; dash: number[] }> {
  const labels = new Map<string, { colour: string; dash: number[] }>()
  const most = mostLetters(widthMm, style)
  const names = shortenedAll(
    series.map(({ name }) => name),
    most,
  )
  series.forEach(({ name }, i) => {
    labels.set(names.get(name) ?? name, { colour: colourOfWord.get(name) ?? okabeIto[i % okabeIto.length], dash: dash(i, style) })
  })
  references.forEach((reference, i) => {
    labels.set(referenceLabel(reference, most), { colour: greys[i % greys.length], dash: dash(2 + (i % 5), style) })
  })
  return labels
}

function referenceLabel({ name, y }: { name: string; y: number }, most: number): string {
  const value = Number.isInteger(y) ? String(y) : decimal(y, Math.abs(y) < 0.01 ? 3 : 2)
  return `${shortened(name, most < 32 ? Math.max(8, most - value.length - 1) : most)} ${value}`
}

/** `domain` fixes both axes, for example 0 to 1. */
export function curvesSpec(given: Curves, widthMm: number, style: FigureStyle, columns: number, domain?: [number, number]): object {
  const { fontPt, linePt, pointArea } = style
  const most = mostLetters(widthMm, style)
  const names = shortenedAll(
    given.series.map(({ name }) => name),
    most,
  )
  const result = { ...given, series: given.series.map((line) => ({ ...line, name: names.get(line.name) ?? line.name })) }
  const labels = legendLabels(given, widthMm, style)
  const order = [...labels.keys()]
  const values = result.series.flatMap(({ name, x, y, low, high }) =>
    x.map((at, i) => ({ x: at, y: finite(y[i]), line: name, low: finite(low?.[i]), high: finite(high?.[i]) })),
  )
  const references = (result.references ?? []).map((reference) => ({ y: reference.y, line: referenceLabel(reference, most) }))
  const isDate = values.length > 0 && values.every(({ x }) => x > 1e11)
  const isWhole = !isDate && values.every((v) => Number.isInteger(v.x))
  const x = {
    field: 'x',
    type: isDate ? 'temporal' : 'quantitative',
    title: axisTitle(result.x),
    scale: domain ? { domain, nice: false } : { zero: false, nice: false },
    axis: { grid: false, labelSeparation: fontPt * 0.4, ...(isWhole ? { tickMinStep: 1, format: 'd' } : {}), ...(domain ? { tickCount: 5 } : {}) },
  }
  const y = {
    field: 'y',
    type: 'quantitative',
    title: axisTitle(result.y),
    scale: domain ? { domain, nice: false } : isFlat(result) ? { domain: [0, 1] } : { zero: startsAtZero(result), nice: true },
    axis: { tickCount: 5 },
  }
  const legend =
    order.length > 1 || result.series[0]?.low ? { title: null, columns, symbolType: 'stroke', symbolSize: (fontPt * 2) ** 2, clipHeight: fontPt * 1.25 } : null
  const colour = { field: 'line', type: 'nominal', scale: { domain: order, range: order.map((name) => labels.get(name)?.colour) }, legend }
  const dashed = { field: 'line', type: 'nominal', scale: { domain: order, range: order.map((name) => labels.get(name)?.dash) }, legend }
  const fewPoints = result.series.every((series) => series.x.length <= mostPointMarks)
  const layer: object[] = []
  for (const { name, low, high } of result.series) {
    if (!low || !high) continue
    const transform = [{ filter: { and: [{ field: 'line', equal: name }, 'isValid(datum.low) && isValid(datum.high)'] } }]
    layer.push({
      transform,
      mark: { type: 'area', opacity: result.series.length > 3 ? 0.1 : 0.2, color: labels.get(name)?.colour },
      encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
    })
  }
  layer.push({ mark: { type: 'line', strokeCap: 'butt' }, encoding: { x, y, color: colour, strokeDash: dashed } })
  // Marks of constant colour: as an encoding they would turn the legend's dashes into filled symbols.
  result.series.forEach(({ name }, i) => {
    if (!fewPoints) return
    const mark = { type: 'point', filled: true, opacity: 1, size: pointArea, strokeWidth: 0, color: labels.get(name)?.colour, shape: shapes[i % shapes.length] }
    layer.push({ transform: [{ filter: { field: 'line', equal: name } }], mark, encoding: { x, y } })
  })
  if (references.length)
    layer.push({ data: { values: references }, mark: { type: 'rule', strokeWidth: linePt }, encoding: { y, color: colour, strokeDash: dashed } })
  return { data: { values }, layer }
}

/** What the axis has to hold: lines, the ends of their intervals, references. */
function allValues({ series, references = [] }: Curves): number[] {
  return [...series.flatMap(({ y, low = [], high = [] }) => [...y, ...low, ...high]), ...references.map(({ y }) => y)].filter(Number.isFinite)
}

function startsAtZero(result: Curves): boolean {
  const all = allValues(result)
  const low = Math.min(...all)
  return low >= 0 && low < 0.5 * Math.max(...all)
}

/** All values are zero: there is no scale to read off, so the axis shows a share's. */
function isFlat(result: Curves): boolean {
  return allValues(result).every((value) => !value)
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null
}
