/** Which panels of a raster are shown, over which range of values, and as which pixels. */
import type { Raster, Result } from '@phd/core'
import { type FigureOptions, namedIn } from './options.js'
import { encodeCells } from './png.js'
import { rampColour, rampTable } from './ramp.js'

export interface RasterPanel {
  name: string
  unit?: string
  palette: Raster['panels'][number]['palette']
  low: number
  high: number
  /** Position in `data`. */
  index: number
}

export interface RasterGroup {
  name: string
  /** Why it is shown, for example `wettest`. */
  reason?: string
  panels: RasterPanel[]
}

const defaultGroups = 2
const shortestSidePixels = 480

export function panelNames(result: Result): string[] {
  return result.shape === 'raster' ? [...new Set(result.panels.map(({ name }) => name))] : []
}

/** Groups in the order shown. With a `truth` panel: the wettest and then evenly down to the median; else the first ones. */
export function shownGroups(raster: Raster, { samples, panels }: FigureOptions): RasterGroup[] {
  const found = chosen.get(raster) ?? new Map<string, RasterGroup[]>()
  chosen.set(raster, found)
  const key = JSON.stringify([samples, panels])
  const groups = found.get(key) ?? chooseGroups(raster, { samples, panels })
  found.set(key, groups)
  return groups
}

/** Choosing looks at all data, and is asked for at each size that a layout tries. */
const chosen = new WeakMap<Raster, Map<string, RasterGroup[]>>()

function chooseGroups(raster: Raster, { samples, panels }: FigureOptions): RasterGroup[] {
  const wanted = namedIn('panels', panels, panelNames(raster))
  const byName = new Map<string, RasterPanel[]>()
  raster.panels.forEach((panel, index) => {
    if (wanted && !wanted.includes(panel.name)) return
    const group = panel.group ?? ''
    byName.set(group, [...(byName.get(group) ?? []), { ...panel, ...range(raster, panel.name, index), index }])
  })
  const groups = [...byName].map(([name, own]) => ({ name, panels: own }))
  const count = Math.max(1, typeof samples === 'number' ? samples : defaultGroups)
  if (groups.length <= count) return groups
  const truth = groups.map((group) => group.panels.find(({ name }) => /truth|true/i.test(name)))
  if (!truth.every(Boolean)) return groups.slice(0, count)
  const wettest = groups.map((group, i) => ({ group, mean: mean(panelData(raster, truth[i]?.index ?? 0)) })).sort((a, b) => b.mean - a.mean)
  const last = Math.floor((wettest.length - 1) / 2)
  const ranks = count === 1 ? [last] : Array.from({ length: count }, (_, i) => Math.round((i * last) / (count - 1)))
  return [...new Set(ranks)].map((rank) => ({ ...wettest[rank].group, reason: rank === 0 && last > 0 ? 'wettest' : rank === last ? 'median' : undefined }))
}

/** The panel as PNG, enlarged by whole pixels so that no viewer blurs it. */
export function panelPng(raster: Raster, { index, palette, low, high }: RasterPanel): Uint8Array {
  const { width, height } = raster
  const data = panelData(raster, index)
  const scale = Math.max(1, Math.ceil(shortestSidePixels / Math.min(width, height)))
  const cells = new Uint8Array(width * height)
  for (let i = 0; i < cells.length; i++) cells[i] = Number.isFinite(data[i]) ? shadeOf((data[i] - low) / (high - low || 1)) : missingCell
  const colours = rampTable(palette, missingCell)
  colours.set(rampColour(palette, Number.NaN), missingCell * 3)
  return encodeCells(cells, colours, width, height, scale)
}

/** Shades of a ramp are 0 to 254; the last of a palette of 256 is for cells without a value. */
const missingCell = 255

function shadeOf(share: number): number {
  return Math.round((missingCell - 1) * Math.min(1, Math.max(0, share)))
}

export function panelData({ data, width, height }: Raster, index: number): Float32Array {
  return data.subarray(index * width * height, (index + 1) * width * height)
}

/** As the panel says; else the least and greatest value of all panels of that name. */
function range(raster: Raster, name: string, index: number): { low: number; high: number } {
  const { low, high } = raster.panels[index]
  if (low !== undefined && high !== undefined) return { low, high }
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  raster.panels.forEach((panel, i) => {
    if (panel.name !== name) return
    for (const value of panelData(raster, i)) {
      if (value < least) least = value
      if (value > greatest) greatest = value
    }
  })
  if (least > greatest) return { low: low ?? 0, high: high ?? 1 }
  return { low: low ?? least, high: high ?? greatest }
}

export function mean(values: Float32Array): number {
  let [total, count] = [0, 0]
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    total += value
    count++
  }
  return count ? total / count : 0
}
