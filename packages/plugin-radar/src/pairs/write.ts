/** Writing a pair in the units of the layout: rain in 0.1 mm/h, depth in mm, terrain in dm. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { packArray } from './arrays.js'
import type { Pair } from './read.js'

/** What a pair holds before it has been stored. */
export type NewPair = Omit<Pair, 'sha256'>

/** Numbers as the files hold them. Depths beyond 65.535 m and rain beyond 6553.5 mm/h are cut there. */
export const quantise = {
  rain: (mmPerHour: ArrayLike<number>) => toInteger(new Uint16Array(mmPerHour.length), mmPerHour, 10, 0, 65535),
  depth: (metres: ArrayLike<number>) => toInteger(new Uint16Array(metres.length), metres, 1000, 0, 65535),
  dem: (metres: ArrayLike<number>) => toInteger(new Int16Array(metres.length), metres, 10, -32767, 32767),
}

/** Write the folder `dir`; `about` joins meta.json, for example where rain and terrain come from. */
export async function writePair(dir: string, pair: NewPair, about: Record<string, unknown> = {}): Promise<void> {
  await mkdir(dir, { recursive: true })
  const [rows, columns] = pair.depthShape.slice(1)
  const meta = {
    place: pair.place,
    event: pair.event,
    dem: { file: 'dem_dm.i16.bin.gz', shape: [rows, columns], dtype: 'int16 LE', unit: 'dm', cell_m: pair.cellMetres },
    rain: { file: 'rain_mmh_x10.u16.bin.gz', shape: pair.rainShape, dtype: 'uint16 LE', unit: 'mm/h x10', step_min: pair.rainStepMinutes },
    depth: { file: 'depth_mm.u16.bin.gz', shape: pair.depthShape, dtype: 'uint16 LE', unit: 'mm', minutes: pair.depthMinutes },
    ...about,
  }
  await Promise.all([
    writeFile(join(dir, meta.dem.file), packArray(quantise.dem(pair.heightMetres))),
    writeFile(join(dir, meta.rain.file), packArray(quantise.rain(pair.rainMmPerHour))),
    writeFile(join(dir, meta.depth.file), packArray(quantise.depth(pair.depthMetres))),
    writeFile(join(dir, 'meta.json'), `${JSON.stringify(meta, null, 1)}\n`),
  ])
}

function toInteger<T extends Uint16Array | Int16Array>(out: T, values: ArrayLike<number>, perUnit: number, low: number, high: number): T {
  for (let i = 0; i < out.length; i++) out[i] = Number.isNaN(values[i]) ? -32768 : Math.min(high, Math.max(low, Math.round(values[i] * perUnit)))
  return out
}
