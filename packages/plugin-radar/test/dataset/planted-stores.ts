/** Stores made by hand, so that a test knows what every sample must hold. */
import { join } from 'node:path'
import { createRasterStore, crsOf, type Grid } from '@phd/plugin-radar'

export const startMs = Date.UTC(2007, 5, 25, 22)
export const minuteMs = 60_000

export interface StorePlanting {
  /** Rain frames, and their length; frame k ends (k + 1) steps after `startMs`. */
  frames?: number
  stepMinutes?: number
  /** mm/h by frame, cell (row, column); everything else is 0. */
  rain?: { frame: number; row: number; column: number; mmPerHour: number }[]
  /** Frames that are not in the store. */
  gaps?: number[]
  /** Depths at these minutes after `startMs`. */
  waterMinutes?: number[]
  water?: { minute: number; row: number; column: number; metres: number }[]
  waterSize?: number
  factor?: number
  /** Rain reaches so many radar cells beyond the water on every side. */
  margin?: number
  height?: (row: number, column: number) => number
  /** Moves the radar grid, in metres. */
  shift?: number
}

export const steps = (count: number, minutes: number, from = minutes) => Array.from({ length: count }, (_, k) => from + k * minutes)

/** `NAME-rain.zarr`, `NAME-water.zarr`, `NAME-terrain.zarr` in the folder; water cells of 50 m. */
export async function plantStores(folder: string, name: string, planting: StorePlanting = {}): Promise<{ rain: string; water: string; terrain: string }> {
  const { frames = 200, stepMinutes = 5, waterSize = 8, factor = 2, margin = 1, shift = 0, gaps = [] } = planting
  const { waterMinutes = steps(frames, stepMinutes), height = (row, column) => 100 + row - column / 10 } = planting
  const crs = crsOf('EPSG:27700')
  const radarSize = waterSize / factor + 2 * margin
  const water: Grid = { rows: waterSize, columns: waterSize, west: 400_000, north: 300_000, cellX: 50, cellY: 50, crs }
  const radarCell = 50 * factor
  const rain: Grid = {
    rows: radarSize,
    columns: radarSize,
    west: water.west - margin * radarCell + shift,
    north: water.north + margin * radarCell,
    cellX: radarCell,
    cellY: radarCell,
    crs,
  }
  const paths = { rain: join(folder, `${name}-rain.zarr`), water: join(folder, `${name}-water.zarr`), terrain: join(folder, `${name}-terrain.zarr`) }

  const rainStore = await createRasterStore(paths.rain, {
    grid: rain,
    variables: [{ name: 'rain_rate', quantity: 'rain_rate', units: 'mm/h', inTime: true }],
    attributes: { source: 'planted rain, of a test' },
  })
  for (let k = 0; k < frames; k++) {
    if (gaps.includes(k)) continue
    const values = new Float32Array(radarSize ** 2)
    for (const wet of planting.rain ?? []) if (wet.frame === k) values[(wet.row + margin) * radarSize + wet.column + margin] = wet.mmPerHour
    await rainStore.append({ timeMs: startMs + (k + 1) * stepMinutes * minuteMs, minutes: stepMinutes }, { rain_rate: values })
  }
  await rainStore.close()

  const waterStore = await createRasterStore(paths.water, {
    grid: water,
    variables: [{ name: 'depth', quantity: 'water_depth', units: 'm', inTime: true }],
  })
  for (const minute of waterMinutes) {
    const values = new Float32Array(waterSize ** 2)
    for (const wet of planting.water ?? []) if (wet.minute === minute) values[wet.row * waterSize + wet.column] = wet.metres
    await waterStore.append({ timeMs: startMs + minute * minuteMs, minutes: 0 }, { depth: values })
  }
  await waterStore.close()

  const terrainStore = await createRasterStore(paths.terrain, {
    grid: water,
    variables: [{ name: 'elevation', quantity: 'elevation', units: 'm', inTime: false }],
  })
  await terrainStore.write(
    'elevation',
    Float32Array.from({ length: waterSize ** 2 }, (_, cell) => height(Math.floor(cell / waterSize), cell % waterSize)),
  )
  await terrainStore.close()
  return paths
}
