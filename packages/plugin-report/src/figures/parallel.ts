/** Parallel coordinates: a line for each vector over its dimensions, capped to a sample a label. */
import { permutation, random, type Vectors } from '@phd/core'
import { quantileSorted } from 'simple-statistics'
import { loadFontMetrics } from '../text/index.js'
import type { PictureKind } from './kind.js'
import { counted, listed } from './numbers.js'
import { drawLegend, type Groups, groupsOf, PixelMarks } from './points/index.js'
import { rgbOf } from './points/pixel-marks.js'
import { type FigureStyle, gridColour, ink, ptPerMm } from './style.js'
import { fixed, svgDocument, svgImage, svgText } from './svg.js'

const linesOfGroup = 40
/** More vertices than this are drawn as pixels. */
const mostVertices = 3000
const pixelsPerPt = 220 / 72
/** Middle halves of more groups hide each other. */
const mostBands = 4
/** Values are standardised by column: what lies outside is cut. */
const limit = 3

export const parallel: PictureKind = {
  about: 'vectors as lines over their dimensions, a sample and the middle half of each label',
  draws: (result) => result.shape === 'vectors' && result.rows > 0 && result.columns.length > 1,
  heights: (_source, widthMm) => ({ minMm: widthMm * 0.25, idealMm: widthMm * 0.4, maxMm: widthMm * 0.7 }),
  async draw({ result }, size, style) {
    const vectors = result as Vectors
    const [widthPt, heightPt] = [size.widthMm * ptPerMm, size.heightMm * ptPerMm]
    const groups = groupsOf(vectors.labels ?? Array.from({ length: vectors.rows }, () => undefined))
    const legend = drawLegend(groups, await loadFontMetrics(), style.fontPt, widthPt)
    const lines = drawParallel(vectors, groups, widthPt, heightPt - legend.heightPt, style)
    return { svg: svgDocument(widthPt, heightPt, `${legend.svg}<g transform="translate(0 ${fixed(legend.heightPt)})">${lines}</g>`) }
  },
  alt({ result }) {
    const { rows, columns, labels } = result as Vectors
    const names = [...new Set(labels)].sort()
    const by = names.length ? `, coloured by ${names.length > 7 ? `${names.length} labels` : `label: ${listed(names)}`}` : ''
    return `Parallel coordinates of ${counted(rows, 'vector')} over ${counted(columns.length, 'dimension')}${by}; at most ${linesOfGroup} lines and the middle half of the values of each group are drawn.`
  },
}

/** What stands under the lines. */
export function axesHeightPt({ fontPt }: FigureStyle): number {
  return fontPt * 2.9
}

/** Lines with their axes, in a box; groups are matched to the rows by label where they are of other rows. */
export function drawParallel(vectors: Vectors, palette: Groups, widthPt: number, heightPt: number, style: FigureStyle, title?: string): string {
  const { fontPt } = style
  const [left, top] = [fontPt * 3.2, title ? fontPt * 1.5 : fontPt * 0.4]
  const box = { width: widthPt - left - fontPt * 0.5, height: Math.max(fontPt * 3, heightPt - top - axesHeightPt(style)) }
  const groups = palette.of.length === vectors.rows ? palette : matched(vectors, palette)
  const scaled = standardised(vectors, box)
  const heading = title ? svgText(title, 0, fontPt * 0.9, fontPt, { bold: true }) : ''
  const inside = axes(vectors, box, style) + lines(vectors, groups, scaled, box, style) + bands(vectors, groups, scaled, box, style)
  return `${heading}<g transform="translate(${fixed(left)} ${fixed(top)})">${inside}</g>`
}

interface Box {
  width: number
  height: number
}

/** A sample of the rows: the same labels have the same colours. */
function matched({ labels, rows }: Vectors, palette: Groups): Groups {
  const own = groupsOf(labels ?? Array.from({ length: rows }, () => undefined))
  const place = own.names.map((name) => Math.max(0, palette.names.includes(name) ? palette.names.indexOf(name) : palette.names.length - 1))
  return { ...palette, of: own.of.map((group) => place[group] ?? 0) }
}

/** y of each value in the box: standard deviations from the column's mean, up. A missing value is NaN. (rows, columns) */
function standardised({ rows, columns, data }: Vectors, { height }: Box): Float32Array {
  const d = columns.length
  const ys = new Float32Array(rows * d)
  for (let c = 0; c < d; c++) {
    let [n, sum, squares] = [0, 0, 0]
    for (let at = c; at < rows * d; at += d) if (!Number.isNaN(data[at])) [n, sum] = [n + 1, sum + data[at]]
    const mean = sum / n
    for (let at = c; at < rows * d; at += d) if (!Number.isNaN(data[at])) squares += (data[at] - mean) ** 2
    const deviation = Math.sqrt(squares / n) || 1
    for (let at = c; at < rows * d; at += d) {
      const z = Math.max(-limit, Math.min(limit, (data[at] - mean) / deviation))
      ys[at] = (height * (limit - z)) / (2 * limit)
    }
  }
  return ys
}

function lines({ rows, columns }: Vectors, { of, colours }: Groups, ys: Float32Array, { width, height }: Box, { fontPt, linePt }: FigureStyle): string {
  const d = columns.length
  const chosen = sampled(of, rows, colours.length)
  const xs = columns.map((_, c) => (width * c) / (d - 1))
  const opacity = Math.min(0.6, Math.max(0.12, 20 / chosen.length))
  if (chosen.length * d <= mostVertices) {
    const path = (row: number) => {
      const at = xs.map((x, c) => [x, ys[row * d + c]]).filter(([, y]) => !Number.isNaN(y))
      return `<path d="M${at.map(([x, y]) => `${fixed(x)} ${fixed(y)}`).join('L')}" stroke="${colours[of[row]]}"/>`
    }
    return `<g fill="none" stroke-width="${fixed(linePt * 0.5)}" stroke-opacity="${fixed(opacity)}">${chosen.map(path).join('')}</g>`
  }
  const scale = Math.min(pixelsPerPt, 4000 / width)
  const marks = new PixelMarks(Math.round(width * scale), Math.round(height * scale))
  const rgb = colours.map(rgbOf)
  const px = xs.map((x) => x * scale)
  for (const row of chosen) {
    const py = Array.from({ length: d }, (_, c) => ys[row * d + c] * scale)
    marks.line(px, py, Math.max(1, fontPt * 0.06 * scale), rgb[of[row]], opacity)
  }
  return svgImage(marks.png(), 'image/png', 0, 0, width, height)
}

/** At most `linesOfGroup` of each group, in random order, so that no group lies on top. */
function sampled(of: Int32Array, rows: number, groups: number): number[] {
  const left = new Int32Array(groups).fill(linesOfGroup)
  return [...permutation(random(1, 'figure/parallel'), rows)].filter((row) => left[of[row]]-- > 0)
}

/** The median of each group over its lines; of few groups the middle half too. */
function bands({ rows, columns }: Vectors, { of, colours }: Groups, ys: Float32Array, { width }: Box, { linePt }: FigureStyle): string {
  const d = columns.length
  const x = (c: number) => fixed((width * c) / (d - 1))
  const drawn = colours.map((colour, group) => {
    const members = Array.from({ length: rows }, (_, row) => row).filter((row) => of[row] === group)
    if (members.length < 3) return { half: '', median: '' }
    const quartiles = columns.map((_, c) => {
      const values = members
        .map((row) => ys[row * d + c])
        .filter((y) => !Number.isNaN(y))
        .sort((a, b) => a - b)
      return values.length > 0 ? [0.25, 0.5, 0.75].map((share) => fixed(quantileSorted(values, share))) : undefined
    })
    const along = (at: number) => quartiles.map((found, c) => found && `${x(c)} ${found[at]}`).filter((place) => place !== undefined)
    const half = `<path d="M${[...along(0), ...along(2).reverse()].join('L')}z" fill="${colour}" fill-opacity="0.18"/>`
    const path = `d="M${along(1).join('L')}" fill="none" stroke-linejoin="round"`
    const casing = `<path ${path} stroke="#FFFFFF" stroke-width="${fixed(linePt * 1.6)}"/>`
    return { half, median: `${casing}<path ${path} stroke="${colour}" stroke-width="${fixed(linePt * 0.9)}"/>` }
  })
  const few = colours.length <= mostBands
  return drawn.map(({ half }) => (few ? half : '')).join('') + drawn.map(({ median }) => median).join('')
}

/** Every column by name where the names fit, else round numbers. */
function ticks(columns: string[], width: number, fontPt: number): { c: number; text: string }[] {
  const d = columns.length
  const widest = columns.reduce((most, name) => Math.max(most, name.length), 0) * fontPt * 0.6
  if (widest * d < width) return columns.map((text, c) => ({ c, text }))
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].find((size) => (d / size) * fontPt * 4 < width) ?? d
  const rounds = Array.from({ length: Math.floor(d / step) }, (_, i) => (i + 1) * step)
  return [1, ...rounds.filter((at) => at > step / 2 && at > 1)].map((at) => ({ c: at - 1, text: String(at) }))
}

function axes({ columns }: Vectors, { width, height }: Box, { fontPt, linePt }: FigureStyle): string {
  const d = columns.length
  const level = (z: number) => (height * (limit - z)) / (2 * limit)
  const rules = [-2, 0, 2].map((z) => {
    const y = fixed(level(z))
    const text = svgText(z < 0 ? `−${-z}` : String(z), -fontPt * 0.4, level(z) + fontPt * 0.35, fontPt, { anchor: 'end' })
    return `<path d="M0 ${y}H${fixed(width)}" stroke="${gridColour}" stroke-width="${fixed(linePt * 0.4)}"/>${text}`
  })
  const side = svgText('value (SD)', -fontPt * 2.1, height / 2, fontPt, { anchor: 'middle', rotate: -90 })
  const places = ticks(columns, width, fontPt)
  const marks = places.map(({ c, text }) => {
    const x = (width * c) / (d - 1)
    const anchor = c === 0 ? 'start' : c === d - 1 ? 'end' : 'middle'
    return `<path d="M${fixed(x)} ${fixed(height)}v${fixed(fontPt * 0.3)}" stroke="${ink}" stroke-width="${fixed(linePt * 0.5)}"/>${svgText(text, x, height + fontPt * 1.3, fontPt, { anchor })}`
  })
  return rules.join('') + side + marks.join('') + svgText(`${d} dimensions`, width / 2, height + fontPt * 2.5, fontPt, { anchor: 'middle' })
}
