/** Zarr stores of rain and water, with terrain, as a source. */
import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { PhdError } from '@phd/core'
import { type GridWindow, isGeographic, windowOf } from '../../raster/index.js'
import { openRasterStore, type RasterStore } from '../../zarr/index.js'
import { commonGround } from './ground.js'
import { nameOf } from './name.js'
import type { EventSource, OpenSource, SourceSpec } from './source.js'
import { readTerrainFile } from './terrain-file.js'
import { timeAxis } from './time-axis.js'

export interface StorePaths {
  rain: string
  water: string
  /** A store, or an ESRI ASCII grid. */
  terrain: string
  /** Default: the name of the terrain. */
  place?: string
}

/** One source for each pair of stores. Errors: those of stores, RADAR_GRID, RADAR_RAIN_STEP, _TIMES, RADAR_HEIGHTMAP_INVALID, RADAR_WATER_TIMES. */
export async function listStoreSources(stores: StorePaths[]): Promise<{ sources: EventSource[]; lines: string[] }> {
  const sources: EventSource[] = []
  const lines: string[] = []
  for (const paths of stores) {
    const [rain, water, terrain] = [await openRasterStore(paths.rain), await openRasterStore(paths.water), await readTerrainFile(paths.terrain)]
    rain.variable('rain_rate')
    if (isGeographic(water.grid.crs ?? { projection: '' }) || Math.abs(water.grid.cellX - water.grid.cellY) > 1e-6 * water.grid.cellX) {
      throw new PhdError('RADAR_GRID', `The cells of ${paths.water} are not squares in metres.`, {
        expected: 'a projection in metres and square cells',
        received: `${water.grid.cellX} x ${water.grid.cellY}, ${water.grid.crs?.projection ?? 'no projection'}`,
        remedy: 'simulate on terrain in a projection in metres',
      })
    }
    const { windows, note } = commonGround(rain.grid, water.grid, terrain.grid, paths)
    if (note) lines.push(note)
    const axis = timeAxis(rain.timesMs, rain.minutes, paths.rain)
    if (water.timesMs.length === 0) throw new PhdError('RADAR_WATER_TIMES', `${paths.water} has no depth in time.`, { expected: 'one or more', usage: true })
    const place = paths.place ?? nameOf(paths.terrain)
    sources.push({
      place,
      event: eventName(
        paths.water,
        sources.map(({ event }) => event),
      ),
      startMs: axis.startMs,
      rainShape: [windows.rain.rows, windows.rain.columns],
      waterShape: [windows.water.rows, windows.water.columns],
      cellMetres: water.grid.cellX,
      rainStepMinutes: axis.stepMinutes,
      rainSlots: axis.frames.length,
      before: 'unknown',
      depthMinutes: water.timesMs.map((timeMs) => (timeMs - axis.startMs) / 60_000),
      grid: windowOf(water.grid, windows.water),
      name: `${paths.rain} with ${paths.water}`,
      inputs: { rain: await fingerprint(paths.rain), water: await fingerprint(paths.water), terrain: terrain.sha256 },
      stamp: '',
      origins: { rain: sourceOf(rain, paths.rain), terrain: terrain.origin ?? basename(paths.terrain), water: sourceOf(water, paths.water) },
      spec: { kind: 'stores', rain: paths.rain, water: paths.water, terrain: paths.terrain, windows },
      terrain: async () => cut(terrain.values, terrain.grid.columns, windows.terrain),
    })
  }
  return { sources, lines }
}

export async function openStores({
  rain,
  water,
  terrain: terrainPath,
  windows,
}: Extract<SourceSpec, { kind: 'stores' }>): Promise<OpenSource & { inputs: Record<string, string> }> {
  const [rainStore, waterStore] = [await openRasterStore(rain), await openRasterStore(water)]
  const { frames } = timeAxis(rainStore.timesMs, rainStore.minutes, rain)
  const rainName = rainStore.variable('rain_rate').name
  const depthName = depthVariable(waterStore)
  const terrain = await readTerrainFile(terrainPath)
  const heightMetres = cut(terrain.values, terrain.grid.columns, windows.terrain)
  const bare = [...heightMetres.keys()].filter((cell) => Number.isNaN(heightMetres[cell]))
  return {
    inputs: {},
    rain: async (slot) => {
      const frame = frames[slot] ?? -1
      return frame < 0 ? undefined : cut(await rainStore.frame(rainName, frame), rainStore.grid.columns, windows.rain)
    },
    depth: async (index) => {
      const depth = cut(await waterStore.frame(depthName, index), waterStore.grid.columns, windows.water)
      for (const cell of bare) depth[cell] = 0
      return depth
    },
  }
}

/** Depth in time; a store may hold the greatest depth beside it. */
function depthVariable(store: RasterStore): string {
  return (store.variables.find(({ quantity, inTime }) => quantity === 'water_depth' && inTime) ?? store.variable('water_depth')).name
}

function cut(values: Float32Array, width: number, { row, column, rows, columns }: GridWindow): Float32Array {
  if (columns === width && values.length === rows * columns) return values
  const out = new Float32Array(rows * columns)
  for (let y = 0; y < rows; y++) out.set(values.subarray((row + y) * width + column, (row + y) * width + column + columns), y * columns)
  return out
}

/** Of the store's own description and the sizes of its files: years of radar are not read twice. */
async function fingerprint(path: string): Promise<string> {
  const hash = createHash('sha256').update(await readFile(join(path, 'zarr.json')))
  const files = (await readdir(path, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  for (const file of files.sort()) hash.update(`${file.slice(path.length)} ${(await stat(file)).size}\n`)
  return hash.digest('hex')
}

/** The store's name; a second of the name gets a number. */
function eventName(path: string, taken: string[]): string {
  const name = nameOf(path)
  if (!taken.includes(name)) return name
  const number = Array.from({ length: taken.length + 1 }, (_, i) => i + 2).find((n) => !taken.includes(`${name}-${n}`))
  return `${name}-${number}`
}

function sourceOf(store: RasterStore, path: string): string {
  const { source, title } = store.attributes as { source?: string; title?: string }
  return source ?? title ?? basename(path)
}
