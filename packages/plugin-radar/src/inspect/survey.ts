/** All frames of all inputs, once. */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { PhdError } from '@phd/core'
import { type Extent, extentIn, latitudeLongitude, transformBetween } from '../geo/index.js'
import { type Damage, expandInputs, type Gap, gapsOf, type InputOptions, inputFrames, stepOf } from '../import/index.js'
import { type Grid, gridBounds, type Quantity } from '../raster/index.js'
import { type Statistics, statisticsCounter, totalCounter } from './statistics.js'

export interface FieldSurvey extends Statistics {
  name: string
  quantity: Quantity
  units: string
  grid: Grid
  extent: Extent
  /** Degrees; undefined where the projection is not known. */
  latLon?: Extent
  frames: number
  /** Ascending, each once. */
  timesMs: number[]
  stepMinutes?: number
  gaps: Gap[]
  /** Where it was found first. */
  file: string
  attributes?: Record<string, string | number>
  /** Sum of rain, mm: (y, x), NaN where no frame has a value. Undefined where the length of the intervals is not known. */
  totalMm?: Float32Array
  /** The frame with the greatest mean; of terrain the only one. */
  wettest: { values: Float32Array; timeMs?: number; mean: number }
}

export interface Survey {
  paths: string[]
  bytes: number
  readers: string[]
  fields: FieldSurvey[]
  damaged: Damage[]
  ignored: string[]
}

export interface SurveyOptions extends Pick<InputOptions, 'readers' | 'format' | 'readerOptions' | 'crs'> {
  progress?: (frames: number) => void
}

/** RADAR_INSPECT_FIELD where nothing is found. What cannot be read among several files is listed, alone it is an error. */
export async function survey(words: string[], options: SurveyOptions): Promise<Survey> {
  const inputs = await expandInputs(words)
  const found = new Map<string, ReturnType<typeof fieldCounter>>()
  const readers = new Set<string>()
  const damaged: Survey['damaged'] = []
  const ignored: string[] = []
  let frames = 0
  for (const input of inputs) {
    const skip = (file: string, { code, message, expected, received }: PhdError) => damaged.push({ file, code, message, expected, received })
    for await (const { frame, file, reader } of inputFrames(input, {
      ...options,
      ignored: (name) => ignored.push(name),
      ...(inputs.length > 1 ? { damaged: skip } : {}),
    })) {
      readers.add(reader)
      const key = fieldKey(frame)
      if (!found.has(key)) found.set(key, fieldCounter(frame, file))
      found.get(key)?.add(frame)
      options.progress?.(++frames)
    }
  }
  if (found.size === 0) {
    throw new PhdError('RADAR_INSPECT_FIELD', 'There is no field to look at.', {
      expected: 'files of radar or terrain, or a store',
      received: damaged[0] ? `${damaged[0].file}: ${damaged[0].message}` : ignored.length > 0 ? `${ignored.join(', ')}: not rasters` : 'files without fields',
    })
  }
  let bytes = 0
  for (const { path, store, bytes: own } of inputs) bytes += store ? await folderBytes(path) : own
  return { paths: inputs.map(({ path }) => path), bytes, readers: [...readers].sort(), fields: [...found.values()].map((one) => one.whole()), damaged, ignored }
}

async function folderBytes(folder: string): Promise<number> {
  let bytes = 0
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name))).size
  }
  return bytes
}

export function fieldKey({ name, quantity, units, grid }: { name: string; quantity: Quantity; units: string; grid: Grid }): string {
  return JSON.stringify([name, quantity, units, grid])
}

type SurveyedFrame = Pick<FieldSurvey, 'name' | 'quantity' | 'units' | 'grid' | 'attributes'> & { values: Float32Array; timeMs?: number; minutes?: number }

function fieldCounter({ name, quantity, units, grid, attributes }: SurveyedFrame, file: string) {
  const statistics = statisticsCounter(quantity)
  const times = new Set<number>()
  const total = quantity === 'rain_rate' ? totalCounter(grid.rows * grid.columns) : undefined
  let frames = 0
  let wettest: FieldSurvey['wettest'] | undefined
  return {
    add({ values, timeMs, minutes }: SurveyedFrame) {
      frames++
      const mean = statistics.add(values)
      if (timeMs !== undefined) times.add(timeMs)
      if (!wettest || mean > wettest.mean) wettest = { values, timeMs, mean: Number.isNaN(mean) ? -Infinity : mean }
      total?.add(values, minutes)
    },
    whole(): FieldSurvey {
      const timesMs = [...times].sort((a, b) => a - b)
      const stepMinutes = stepOf(timesMs)
      const extent = gridBounds(grid)
      const latLon = grid.crs && extentIn(extent, transformBetween(grid.crs, latitudeLongitude))
      const gaps = stepMinutes ? gapsOf(timesMs, stepMinutes) : []
      const own = { name, quantity, units, grid, extent, latLon, frames, timesMs, stepMinutes, gaps, file, attributes }
      return { ...own, ...statistics.whole(), totalMm: total?.whole(stepMinutes), wettest: wettest! }
    },
  }
}
