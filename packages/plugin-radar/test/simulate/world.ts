/** A small world on disk: a hilly square of terrain inside a larger square of rain, one kilometre a rain cell. */
import { join } from 'node:path'
import { createRasterStore, crsOf, type Grid, openRasterStore } from '@phd/plugin-radar'

const crs = crsOf('EPSG:27700')
export const start = Date.UTC(2007, 5, 25)
export const rainGrid: Grid = { rows: 6, columns: 6, west: 400_000, north: 406_000, cellX: 1000, cellY: 1000, crs }

export type RainOf = (row: number, column: number, frame: number) => number

export async function writeRain(dir: string, name: string, frames: number, rate: RainOf, skip: number[] = []): Promise<string> {
  const path = join(dir, name)
  const store = await createRasterStore(path, { grid: rainGrid, variables: [{ name: 'rain_rate', quantity: 'rain_rate', units: 'mm/h', inTime: true }] })
  for (let k = 0; k < frames; k++) {
    if (skip.includes(k)) continue
    await store.append(
      { timeMs: start + (k + 1) * 300_000, minutes: 5 },
      { rain_rate: Float32Array.from({ length: 36 }, (_, i) => rate(Math.floor(i / 6), i % 6, k)) },
    )
  }
  await store.close()
  return path
}

export const hills = (y: number, x: number) => 50 - 0.2 * y + 3 * Math.sin(x / 7) + 2 * Math.cos(y / 5 + x / 11)

export async function writeTerrain(dir: string, name: string, size: number, height = hills, grid: Partial<Grid> = {}): Promise<string> {
  const path = join(dir, name)
  const whole: Grid = { rows: size, columns: size, west: 400_600, north: 405_500, cellX: 50, cellY: 50, crs, ...grid }
  const store = await createRasterStore(path, { grid: whole, variables: [{ name: 'elevation', quantity: 'elevation', units: 'm', inTime: false }] })
  await store.write(
    'elevation',
    Float32Array.from({ length: whole.rows * whole.columns }, (_, i) => height(Math.floor(i / whole.columns), i % whole.columns)),
  )
  await store.close()
  return path
}

/** All frames of a variable, (time, y, x). */
export async function readAll(path: string, name: string): Promise<Float32Array[]> {
  const store = await openRasterStore(path)
  return Promise.all(store.timesMs.map((_, k) => store.frame(name, k)))
}
