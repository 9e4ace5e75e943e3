/**
 * WaterDepths<minute>.asc, a file a minute or all behind each other in one stream, as frames of water depth.
 *
 * The files count minutes from the start of the run; `startMs` says when that was. A stream has no minutes: its grids are
 * `stepMinutes` apart, the first at `firstMinute`.
 */
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PhdError } from '@phd/core'
import type { Crs, Frame, Grid } from '../raster/index.js'
import { parseGrids } from '../readers/ascii-grid/parse.js'
import { readGridFile } from './grid-file.js'

export interface WaterDepthsOptions {
  startMs: number
  crs?: Crs
}

/** Minutes and paths, in the order of the minutes. RADAR_WATER_DEPTHS where a folder has none. */
export async function waterDepthFiles(folder: string, name = 'WaterDepths'): Promise<{ minute: number; path: string }[]> {
  let names: string[]
  try {
    names = await readdir(folder)
  } catch (cause) {
    throw none(folder, name, String(cause), cause)
  }
  const files = names
    .filter((file) => file.startsWith(name) && /^\d+\.asc$/.test(file.slice(name.length)))
    .map((file) => ({ minute: Number.parseInt(file.slice(name.length), 10), path: join(folder, file) }))
  if (files.length === 0) throw none(folder, name, `${names.length} other files`)
  return files.sort((a, b) => a.minute - b.minute)
}

/** The depths of a folder in the order of their minutes. RADAR_WATER_DEPTHS where two grids differ in place. */
export async function* readWaterDepths(folder: string, { startMs, crs, name }: WaterDepthsOptions & { name?: string }): AsyncGenerator<Frame> {
  let first: Grid | undefined
  for (const { minute, path } of await waterDepthFiles(folder, name)) {
    const { grid, values } = await readGridFile(path)
    first ??= grid
    yield frameOf(checked(path, grid, first), values, startMs + minute * 60_000, crs)
  }
}

/** The depths of one `.asc` stream. */
export async function* readWaterDepthStream(
  path: string,
  { startMs, crs, stepMinutes, firstMinute = stepMinutes }: WaterDepthsOptions & { stepMinutes: number; firstMinute?: number },
): AsyncGenerator<Frame> {
  let count = 0
  let first: Grid | undefined
  for await (const { grid, values } of parseGrids(path, createReadStream(path))) {
    first ??= grid
    yield frameOf(checked(`grid ${count + 1} of ${path}`, grid, first), values, startMs + (firstMinute + count * stepMinutes) * 60_000, crs)
    count++
  }
}

function frameOf(grid: Grid, values: Float32Array, timeMs: number, crs?: Crs): Frame {
  return { quantity: 'water_depth', units: 'm', name: 'water_depth', timeMs, grid: crs ? { ...grid, crs } : grid, values }
}

function checked(what: string, grid: Grid, first: Grid): Grid {
  const place = ({ rows, columns, west, north, cellX, cellY }: Grid) => `${rows} x ${columns} cells of ${cellX} x ${cellY} from ${west}, ${north}`
  if (place(grid) === place(first)) return grid
  throw new PhdError('RADAR_WATER_DEPTHS', `The grid of ${what} is not that of the first.`, { expected: place(first), received: place(grid) })
}

function none(folder: string, name: string, received: string, cause?: unknown): PhdError {
  return new PhdError('RADAR_WATER_DEPTHS', `There are no depths of HAIL-CAESAR in ${folder}.`, { expected: `${name}<minute>.asc`, received, cause })
}
