/** Panels of points beside each other, lines below, one legend on top: as a chart, or with pixels where there are too many marks for one. */
import { type FontMetrics, loadFontMetrics, wrap } from '../../text/index.js'
import type { Drawing, PrintSize } from '../kind.js'
import { grouped } from '../numbers.js'
import { completeSpec, drawComplete } from '../render.js'
import { type FigureStyle, ptPerMm } from '../style.js'
import { groupEncoding } from './encoding.js'
import type { Groups } from './groups.js'
import { type Lines, lineData, linePixels, lineView } from './line-view.js'
import { withPixels } from './placeholder.js'
import { type Box, type PointPanel, pointPixels, pointView, rounded } from './point-view.js'

/** Marks of all panels, and corners of all lines, that are drawn as such; more are pixels. */
const mostPoints = 3_000
const mostCorners = 60_000
/** Numbers that a specification may hold: about 3 MB. */
const mostNumbers = 250_000
/** Of its width, the height of the lines. */
export const flatness = 0.25

export interface Panels {
  panels: PointPanel[]
  /** By name, the points that panels refer to. */
  data: Record<string, object[]>
  groups: Groups
  lines?: Lines
  linesTitle?: string
  /** Panels as high as wide. */
  square: boolean
}

interface Sizes {
  side: Box
  gap: number
  line: Box
}

export async function drawPanels(shown: Panels, size: PrintSize, style: FigureStyle): Promise<Drawing> {
  const { panels, lines } = shown
  const [widthPt, heightPt] = [size.widthMm * ptPerMm, size.heightMm * ptPerMm]
  const metrics = await loadFontMetrics()
  const count = panels.reduce((sum, { places }) => sum + places.length, 0)
  const corners = lines ? lines.sample.length * lines.columns.length : 0
  const many = { points: panels.some(({ places }) => places.length > mostPoints), lines: corners > mostCorners }
  const build = specBuilder(shown, size, style, metrics)
  // Vega sets the sizes of views that stand together, not of the whole: what stands around them is measured first.
  const trialPt = Math.ceil(style.fontPt * 9)
  const trial = { side: { width: trialPt, height: trialPt }, gap: 0, line: { width: Math.floor(widthPt), height: trialPt } }
  const around = sizeOf(await drawComplete(build(trial, { points: [], lines: [] })))
  const sizes = sizesWithin(shown, around, trial, widthPt, heightPt, style.fontPt)
  const pixels = {
    points: many.points ? panels.map((panel) => pointPixels(panel, sizes.side, style.fontPt)) : [],
    lines: lines && many.lines ? [linePixels(lines, sizes.line, style)] : [],
  }
  const spec = build(sizes)
  const svg = await drawComplete(many.points || many.lines ? build(sizes, pixels) : spec)
  const numbers = 2 * count + corners
  return {
    svg: ofSize(withPixels(svg, [...pixels.points, ...pixels.lines]), widthPt, heightPt),
    ...(numbers <= mostNumbers
      ? { spec }
      : { withoutSpec: `its ${grouped(numbers)} numbers are more than the ${grouped(mostNumbers)} that a specification is good for` }),
  }
}

interface Pixels {
  /** A picture for each panel, or none. */
  points: string[]
  lines: string[]
}

/** The specification at given sizes, with its marks; where there are pixels, or places for them, without what they show. */
function specBuilder({ panels, lines, linesTitle = '', groups, data }: Panels, size: PrintSize, style: FigureStyle, metrics: FontMetrics) {
  const { fontPt } = style
  const innerPt = size.widthMm * ptPerMm - (lines ? fontPt * axisEm : 0)
  const encoding = groupEncoding(groups, style, innerPt, metrics)
  const titleEm = innerPt / fontPt / Math.max(1, panels.length) - 1
  const titles = panels.map(({ title }) => wrap(title, titleEm, metrics, 'bold'))
  const ofLines = lines ? lineData(lines) : undefined
  return ({ side, gap, line }: Sizes, pixels?: Pixels): object => {
    const none = pixels?.points.length === 0 && pixels.lines.length === 0
    const row = panels.map((panel, i) => pointView(panel, titles[i], side, style, encoding, pixels?.points[i] === undefined ? undefined : i))
    const below = lines ? [lineView(lines, linesTitle, line, style, metrics, encoding, pixels?.lines.length ? pixels.points.length : undefined)] : []
    const resolve = { scale: { color: 'shared', shape: 'shared' } }
    const datasets = {
      ...(none || pixels?.points.length ? emptied(data) : data),
      ...(ofLines && none ? emptied({ ...ofLines }) : ofLines),
      ...(pixels?.lines.length ? { lines: [] } : {}),
    }
    const vconcat = [...(row.length > 0 ? [{ hconcat: row, spacing: gap, bounds: 'flush', resolve }] : []), ...below]
    return completeSpec({ datasets, vconcat, spacing: rounded(fontPt * 0.6), center: true, resolve }, size, style)
  }
}

/** What stands beside the lines: the numbers and title of their axis. */
const axisEm = 3.8

function sizesWithin({ panels, lines, square }: Panels, around: Box, trial: Sizes, widthPt: number, heightPt: number, fontPt: number): Sizes {
  const count = panels.length
  const innerPt = Math.floor(lines ? widthPt - (around.width - trial.line.width) : widthPt - fontPt * 0.5 - 1)
  const freePt = heightPt - (around.height - (count ? trial.side.height : 0) - (lines ? trial.line.height : 0))
  const wanted = (innerPt * (square && count === 2 ? 0.8 : 1) - (count - 1) * fontPt) / Math.max(1, count)
  const least = fontPt * 3
  const most = Math.min(freePt, square ? wanted : wanted * 1.2)
  // Where both have no room, the lines give more of theirs.
  const lineIdeal = lines ? widthPt * flatness : 0
  const lack = Math.max(0, most + lineIdeal - freePt)
  const linePt = Math.max(Math.min(lineIdeal, fontPt * 5.5), lineIdeal - 0.65 * lack)
  const sideHeight = count ? Math.floor(Math.max(least, Math.min(most, freePt - linePt))) : 0
  const side = square ? sideHeight : Math.floor(wanted)
  const spread = count > 1 ? (innerPt - count * side) / (count - 1) : 0
  return {
    side: { width: side, height: sideHeight },
    gap: rounded(Math.max(fontPt, Math.min(spread, fontPt * 4))),
    line: { width: innerPt, height: Math.floor(Math.max(least, freePt - sideHeight)) },
  }
}

function emptied(data: Record<string, object[]>): Record<string, object[]> {
  return Object.fromEntries(Object.keys(data).map((name) => [name, []]))
}

function sizeOf(svg: string): { width: number; height: number } {
  const [, width, height] = /<svg[^>]*width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? []
  return { width: Number(width), height: Number(height) }
}

/** Where the panels are narrower than the figure they stand in its middle. */
function ofSize(svg: string, widthPt: number, heightPt: number): string {
  const { width, height } = sizeOf(svg)
  const [w, h] = [Math.max(Math.floor(width), Math.round(widthPt)), Math.max(Math.floor(height), Math.round(heightPt))]
  const box = `${rounded((width - w) / 2)} 0 ${w} ${h}`
  return svg.replace(/<svg[^>]*>/, (open) => open.replace(/width="[\d.]+" height="[\d.]+" viewBox="[^"]*"/, `width="${w}" height="${h}" viewBox="${box}"`))
}
