/** The whole world: tiles, storms, water, written as a folder of pairs. */
import { writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { coreVersion } from '@phd/core'
import { replaceFolder } from '../dataset/replace-folder.js'
import { drawTiles, loadTerrain, terrainSource } from './terrain-map.js'
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
  terrain: { name: string; sha256: string }
  versions: Record<string, string>
  events: EventReport[]
}

/** One seed gives the same bytes, whatever the number of threads. Errors: RADAR_WORLD_TILES, RADAR_OUT_EXISTS, RADAR_STOPPED. */
export async function buildWorld(options: WorldOptions): Promise<World> {
  const { tiles = 12, storms = 2, size = 64, cellMetres = 90, hours = 5, seed = 1, threads = availableParallelism() } = options
  const drawn = drawTiles(loadTerrain(cellMetres), tiles, size, seed)
  const specs = drawn.flatMap((tile) => Array.from({ length: storms }, (_, i) => ({ tile, storm: i + 1, size, hours, seed })))
  return replaceFolder(options.out, options.force ?? false, worldFile, async (folder) => {
    options.progress?.(0, specs.length, '')
    const events = await simulateAll(specs, {
      cellMetres,
      folder,
      threads,
      signal: options.signal,
      done: (report, count) => options.progress?.(count, specs.length, report.name),
    })
    const { name, sha256 } = terrainSource()
    const world: World = { tiles, storms, size, cellMetres, hours, seed, terrain: { name, sha256 }, versions: { phd: coreVersion }, events }
    await writeFile(join(folder, worldFile), `${JSON.stringify(world, null, 1)}\n`)
    return world
  })
}
