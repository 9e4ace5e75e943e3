/** Lines over one axis, with intervals and horizontal references (baselines, chance) in the same legend. */
import type { Curves } from '@phd/core'
import { loadFontMetrics } from '../text/index.js'
import { axisTitle, type FigureOptions, type PictureKind } from './kind.js'
import { decimal, listed } from './numbers.js'
import { legendColumns, renderVegaLite } from './render.js'
import { colourOfWord, dashes, type FigureStyle, greys, okabeIto, ptPerMm, shapes } from './style.js'

const mostPointMarks = 40
/** More lines cannot be told apart by colour and dash. */
const mostLines = 7

export const curves: PictureKind = {
  about: 'lines over an axis, with baselines (option: most)',
  draws: (result) => result.shape === 'curves' && result.series.some(({ x }) => x.length > 0),
  heights({ result }, widthMm, style, options, metrics) {
    const labels = [...legendLabels(shownLines(result as Curves, options)).keys()]
    const emMm = style.fontPt / ptPerMm
    const legendRows = Math.ceil(labels.length / legendColumns(labels, metrics, style, widthMm * ptPerMm))
    const aroundMm = emMm * (1.5 * legendRows + 3.5)
    return { minMm: aroundMm + emMm * 7, idealMm: aroundMm + widthMm * 0.25, maxMm: aroundMm + widthMm * 0.8 }
  },
  async draw({ result }, size, style, options) {
    const metrics = await loadFontMetrics()
    const widthPt = size.widthMm * ptPerMm
    const shown = shownLines(result as Curves, options)
    const labels = legendLabels(shown)
    return renderVegaLite(curvesSpec(shown, style, legendColumns([...labels.keys()], metrics, style, widthPt)), size, style)
  },
  alt: ({ result }, options) => curvesAlt(shownLines(result as Curves, options)),
}

/** At most `most` lines: those with the most points, in their own order. */
export function shownLines(result: Curves, { most }: FigureOptions): Curves {
  const count = typeof most === 'number' ? most : mostLines
  const longest = new Set([...result.series].sort((a, b) => b.x.length - a.x.length).slice(0, count))
  return { ...result, series: result.series.filter((line) => longest.has(line)) }
}

/** Legend text of each line, in the order of the legend. */
function legendLabels({ series, references = [] }: Curves): Map<string, { colour: string; dash: number[] }> {
  const labels = new Map<string, { colour: string; dash: number[] }>()
  series.forEach(({ name }, i) => {
    labels.set(name, { colour: colourOfWord[name] ?? okabeIto[i % okabeIto.length], dash: dashes[i % dashes.length] })
  })
  references.forEach(({ name, y }, i) => {
    labels.set(referenceLabel(name, y), { colour: greys[i % greys.length], dash: dashes[2 + (i % (dashes.length - 2))] })
  })
  return labels
}

function referenceLabel(name: string, y: number): string {
  return `${name} ${decimal(y, 2)}`
}

function curvesSpec(result: Curves, { fontPt, linePt, pointArea }: FigureStyle, columns: number): object {
  const labels = legendLabels(result)
  const domain = [...labels.keys()]
  const values = result.series.flatMap(({ name, x, y, low, high }) =>
    x.map((at, i) => ({ x: at, y: finite(y[i]), line: name, low: finite(low?.[i]), high: finite(high?.[i]) })),
  )
  const references = (result.references ?? []).map(({ name, y }) => ({ y, line: referenceLabel(name, y) }))
  const isDate = values.length > 0 && values.every(({ x }) => x > 1e11)
  const isWhole = !isDate && values.every((v) => Number.isInteger(v.x))
  const x = {
    field: 'x',
    type: isDate ? 'temporal' : 'quantitative',
    title: axisTitle(result.x),
    scale: { zero: false, nice: false },
    axis: { grid: false, ...(isWhole ? { tickMinStep: 1, format: 'd' } : {}) },
  }
  const y = {
    field: 'y',
    type: 'quantitative',
    title: axisTitle(result.y),
    scale: isFlat(result) ? { domain: [0, 1] } : { zero: startsAtZero(result), nice: true },
    axis: { tickCount: 5 },
  }
  const legend = { title: null, columns, symbolType: 'stroke', symbolSize: (fontPt * 2) ** 2, clipHeight: fontPt * 1.25 }
  const colour = { field: 'line', type: 'nominal', scale: { domain, range: domain.map((name) => labels.get(name)?.colour) }, legend }
  const dash = { field: 'line', type: 'nominal', scale: { domain, range: domain.map((name) => labels.get(name)?.dash) }, legend }
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
  layer.push({ mark: { type: 'line', strokeCap: 'butt' }, encoding: { x, y, color: colour, strokeDash: dash } })
  // Marks of constant colour: as an encoding they would turn the legend's dashes into filled symbols.
  result.series.forEach(({ name }, i) => {
    if (!fewPoints) return
    const mark = { type: 'point', filled: true, opacity: 1, size: pointArea, strokeWidth: 0, color: labels.get(name)?.colour, shape: shapes[i % shapes.length] }
    layer.push({ transform: [{ filter: { field: 'line', equal: name } }], mark, encoding: { x, y } })
  })
  if (references.length)
    layer.push({ data: { values: references }, mark: { type: 'rule', strokeWidth: linePt }, encoding: { y, color: colour, strokeDash: dash } })
  return { data: { values }, layer }
}

function startsAtZero({ series, references = [] }: Curves): boolean {
  const all = [...series.flatMap(({ y }) => y), ...references.map(({ y }) => y)].filter(Number.isFinite)
  const low = Math.min(...all)
  return low >= 0 && low < 0.5 * Math.max(...all)
}

/** All values are zero: there is no scale to read off, so the axis shows a share's. */
function isFlat({ series, references = [] }: Curves): boolean {
  return [...series.flatMap(({ y }) => y), ...references.map(({ y }) => y)].every((value) => !value)
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null
}

function curvesAlt({ series, x, y, references = [] }: Curves): string {
  const lines = series.map((line) => {
    const known = line.y.map((value, i) => ({ value, at: line.x[i] })).filter(({ value }) => Number.isFinite(value))
    if (known.length === 0) return `${line.name} has no values`
    const last = known[known.length - 1]
    const values = known.map(({ value }) => value)
    return `${line.name} goes from ${decimal(known[0].value)} to ${decimal(last.value)} (lowest ${decimal(Math.min(...values))}, highest ${decimal(Math.max(...values))})`
  })
  const baselines = references.length ? ` Baselines: ${listed(references.map(({ name, y: at }) => `${name} ${decimal(at)}`))}.` : ''
  return `Line chart of ${axisTitle(y)} over ${axisTitle(x)}: ${lines.join('; ')}.${baselines}`
}
