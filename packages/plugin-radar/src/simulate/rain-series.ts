/** Rain in time, one frame in memory: a Zarr store, or radar files in any format that a reader knows. */
import { PhdError } from '@phd/core'
import { type Grid, sameGrid } from '../raster/index.js'
import { framesIn, type NamedReader } from '../readers/index.js'
import { openRasterStore } from '../zarr/index.js'
import { hashOf, isStore } from './input-files.js'

export interface RainSeries {
  name: string
  grid: Grid
  /** UTC, ends of the intervals, ascending; and their lengths. */
  timesMs: number[]
  minutes: number[]
  /** (y, x) mm/h, NaN missing. */
  frame(index: number): Promise<Float32Array>
  sha256: string
}

export interface InputOptions {
  readers: NamedReader[]
  log?: (line: string) => void
}

/** Errors: those of the store and of the readers; RADAR_SIMULATE_RAIN where there is no rain in it, or rain on several grids. */
export async function openRain(paths: string[], options: InputOptions): Promise<RainSeries> {
  const [path] = paths
  const series = paths.length === 1 && isStore(path) ? await rainOfStore(path) : await rainOfFiles(paths, options)
  if (series.timesMs.length > 0) return series
  throw new PhdError('RADAR_SIMULATE_RAIN', `${series.name} holds no rain.`, { expected: 'one frame or more', received: 'none' })
}

async function rainOfStore(path: string): Promise<RainSeries> {
  const store = await openRasterStore(path)
  const { name, inTime } = store.variable('rain_rate')
  if (!inTime) throw new PhdError('RADAR_SIMULATE_RAIN', `The rain of ${path} has no times.`, { expected: 'rain in time', received: 'one field' })
  const { grid, timesMs, minutes } = store
  return { name: path, grid, timesMs, minutes, frame: (index) => store.frame(name, index), sha256: await hashOf([path]) }
}

/** Files are read twice: for their times first, as frames of several files need an order. The last file's rain is kept. */
async function rainOfFiles(paths: string[], { readers, log }: InputOptions): Promise<RainSeries> {
  const found: { path: string; nth: number; timeMs: number; minutes: number }[] = []
  let grid: Grid | undefined
  for (const path of paths) {
    let nth = 0
    for await (const frame of rainFrames(path, readers, log)) {
      grid ??= frame.grid
      if (!sameGrid(grid, frame.grid)) throw severalGrids(path)
      if (frame.timeMs === undefined) throw noTime(path, frame.name)
      found.push({ path, nth: nth++, timeMs: frame.timeMs, minutes: frame.minutes ?? Number.NaN })
    }
  }
  found.sort((a, b) => a.timeMs - b.timeMs)
  const spacing = commonSpacing(found.map(({ timeMs }) => timeMs))
  const name = paths.length === 1 ? paths[0] : `${paths[0]} and ${paths.length - 1} more`
  let held: { path: string; frames: Float32Array[] } | undefined
  return {
    name,
    grid: grid ?? { rows: 0, columns: 0, west: 0, north: 0, cellX: 1, cellY: 1 },
    timesMs: found.map(({ timeMs }) => timeMs),
    minutes: found.map(({ minutes }) => (Number.isFinite(minutes) ? minutes : spacing)),
    sha256: await hashOf(paths),
    async frame(index) {
      const { path, nth } = found[index]
      if (held?.path !== path) {
        held = { path, frames: [] }
        for await (const { values } of rainFrames(path, readers)) held.frames.push(values)
      }
      return held.frames[nth]
    },
  }
}

async function* rainFrames(path: string, readers: NamedReader[], log?: (line: string) => void) {
  for await (const frame of framesIn(path, readers, { log })) if (frame.quantity === 'rain_rate') yield frame
}

/** Minutes between most frames; NaN for one. */
function commonSpacing(timesMs: number[]): number {
  const gaps = timesMs.slice(1).map((time, i) => (time - timesMs[i]) / 60_000)
  return gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? Number.NaN
}

function severalGrids(path: string): PhdError {
  return new PhdError('RADAR_SIMULATE_RAIN', `The rain of ${path} lies on another grid than that of the files before it.`, {
    expected: 'one grid',
    received: 'several',
    remedy: 'phd radar import --grid puts them on one',
  })
}

function noTime(path: string, field: string): PhdError {
  return new PhdError('RADAR_SIMULATE_RAIN', `The rain of ${path} has no time.`, {
    expected: 'frames with a time',
    received: `the field ${field} without one`,
    remedy: 'phd radar import --start and --minutes give it one',
  })
}
