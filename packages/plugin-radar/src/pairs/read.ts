/** Reading a folder of pairs. */
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PhdError } from '@phd/core'
import { readArray, units } from './arrays.js'
import { type PairHeader, readHeader } from './meta.js'

export interface Pair {
  place: string
  event: string
  /** (time, y, x) mm/h. Frame k covers the minutes from k to k + 1 steps; before frame 0 there was no rain. */
  rainMmPerHour: Float32Array
  rainShape: [number, number, number]
  rainStepMinutes: number
  /** (time, y, x) metres at `depthMinutes`. */
  depthMetres: Float32Array
  depthShape: [number, number, number]
  depthMinutes: number[]
  /** (y, x) metres; NaN where there is no terrain. */
  heightMetres: Float32Array
  cellMetres: number
  /** Of each array's numbers. */
  sha256: { rain: string; depth: string; dem: string }
}

/** What int16 and float32 terrain files may hold where there is no terrain. */
const noDataStored = [-32768, -9999]

/** The pairs of a folder, in order of place and event. Errors: RADAR_PAIRS_MISSING, RADAR_PAIR_META. */
export async function listPairs(dir: string): Promise<PairHeader[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => [])
  const folders = entries.filter((entry) => entry.isDirectory() && existsSync(join(dir, entry.name, 'meta.json')))
  if (folders.length === 0) {
    throw new PhdError('RADAR_PAIRS_MISSING', `There are no pairs of rain and water in ${dir}.`, {
      expected: 'folders with a meta.json each',
      remedy: `make a synthetic world: phd radar world --out ${dir}`,
    })
  }
  const headers = await Promise.all(folders.map(({ name }) => readHeader(join(dir, name))))
  return headers.sort((a, b) => compare(a.place, b.place) || compare(a.event, b.event))
}

/** (y, x) metres, NaN where there is no terrain. Errors: RADAR_PAIR_MISSING, RADAR_PAIR_SIZE. */
export async function readTerrain({ dir, meta }: PairHeader): Promise<{ heightMetres: Float32Array; sha256: string }> {
  const { values, sha256 } = await readArray(join(dir, meta.dem.file), meta.dem.dtype, meta.dem.shape, units.metres[meta.dem.unit])
  const noData = noDataStored.map((value) => Math.fround(value * units.metres[meta.dem.unit]))
  return { heightMetres: values.map((height) => (noData.includes(height) ? Number.NaN : height)), sha256 }
}

/** Errors: RADAR_PAIR_MISSING, RADAR_PAIR_SIZE. */
export async function readPair(header: PairHeader): Promise<Pair> {
  const { dir, place, event, meta, rainShape, depthShape } = header
  const [rain, depth, dem] = await Promise.all([
    readArray(join(dir, meta.rain.file), meta.rain.dtype, rainShape, units.mmPerHour[meta.rain.unit]),
    readArray(join(dir, meta.depth.file), meta.depth.dtype, depthShape, units.metres[meta.depth.unit]),
    readTerrain(header),
  ])
  return {
    place,
    event,
    rainMmPerHour: rain.values,
    rainShape,
    rainStepMinutes: meta.rain.step_min,
    depthMetres: depth.values,
    depthShape,
    depthMinutes: meta.depth.minutes,
    heightMetres: dem.heightMetres,
    cellMetres: meta.dem.cell_m,
    sha256: { rain: rain.sha256, depth: depth.sha256, dem: dem.sha256 },
  }
}

/** By code unit, so that the order is the same in every locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
