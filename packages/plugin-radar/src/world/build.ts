/** The whole world: tiles, storms, water, written as a folder of pairs. */
import { writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { coreVersion } from '@phd/core'
import { replaceFolder } from '../dataset/replace-folder.js'
import type { StormKind } from './climate.js'
import { storeAll } from './store-event.js'
import { drawTiles, type TerrainKind, terrainSource, worldTerrain } from './terrain-map.js'
import { simulateAll } from './threads.js'
import type { EventReport } from './write-event.js'

export const worldFile = 'world.json'

export interface WorldOptions {
  out: string
  tiles?: number
  /** Storms over each tile. */
  storms?: number
  /** Cells along the edge of a tile. */
  size?: number
  cellMetres?: number
  hours?: number
  seed?: number
  /** Rain by random fields with the statistics of radar (climate.ts); default the storms of Gaussian cells. */
  storm?: StormKind
  /** Default jacksboro. */
  terrain?: TerrainKind
  /** Write stores in place of pairs, one storm after the other, the solver on all threads: for large tiles. */
  zarr?: boolean
  /** Default: as many as there are processors. */
  threads?: number
  force?: boolean
  signal?: AbortSignal
  progress?: (done: number, total: number, note: string) => void
}

export interface World {
  tiles: number
  storms: number
  size: number
  cellMetres: number
  hours: number
  seed: number
  terrain: { name: string; sha256?: string }
  storm?: StormKind
  versions: Record<string, string>
  events: EventReport[]
}

/** One seed gives the same bytes, whatever the number of threads. Errors: RADAR_WORLD_TILES, RADAR_OUT_EXISTS, RADAR_STOPPED. */
export async function buildWorld(options: WorldOptions): Promise<World> {
  const { tiles = 12, storms = 2, size = 64, cellMetres = 90, hours = 5, seed = 1, threads = availableParallelism() } = options
  const { terrain = 'jacksboro', storm: kind } = options
  const land = { kind: terrain, cellMetres, tiles, size, seed }
  const drawn = drawTiles(worldTerrain(land), tiles, size, seed)
  const specs = drawn.flatMap((tile) => Array.from({ length: storms }, (_, i) => ({ tile, storm: i + 1, size, hours, seed, kind })))
  return replaceFolder(options.out, options.force ?? false, worldFile, async (folder) => {
    options.progress?.(0, specs.length, '')
    const done = (report: EventReport, count: number) => options.progress?.(count, specs.length, report.name)
    const how = { terrain: land, folder, threads, signal: options.signal, done }
    const events = options.zarr ? await storeAll(specs, { ...how, threads: options.threads }) : await simulateAll(specs, how)
    const { name, sha256 } = terrainSource()
    const source = terrain === 'jacksboro' ? { name, sha256 } : { name: 'synthetic' }
    const world: World = {
      tiles,
      storms,
      size,
      cellMetres,
      hours,
      seed,
      ...(kind ? { storm: kind } : {}),
      terrain: source,
      versions: { phd: coreVersion },
      events,
    }
    await writeFile(join(folder, worldFile), `${JSON.stringify(world, null, 1)}\n`)
    return world
  })
}
