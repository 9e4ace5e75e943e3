/** Simulate one event and write it as a pair folder. */
import { join } from 'node:path'
import { writePair } from '../pairs/index.js'
import { type EventSpec, eventName, simulateEvent, solverSettings } from './event.js'
import { type TerrainKind, type TerrainMap, terrainSource } from './terrain-map.js'

/** What became of an event. */
export interface EventReport {
  name: string
  place: string
  rainMm: number
  peakMmPerHour: number
  deepestMetres: number
  /** Of the cells at the end, at 0.1 m. */
  wetShareAtEnd: number
  outflowShare: number
  massErrorShare: number
  steps: number
}

export async function writeEvent(map: TerrainMap, terrain: TerrainKind, spec: EventSpec, folder: string): Promise<EventReport> {
  const { pair, mass, steps } = simulateEvent(map, spec)
  const name = eventName(spec)
  await writePair(join(folder, name), pair, {
    dem_source:
      terrain === 'jacksboro' ? jacksboro(map, spec) : `synthetic terrain, seed ${spec.seed}, rows from ${spec.tile.row}, columns from ${spec.tile.column}`,
    rain_source: `synthetic ${spec.kind ? `${spec.kind} rain` : 'storms'}, seed ${spec.seed}, ${name}`,
    simulator: { name: 'phd radar solver', ...solverSettings, steps, mass },
  })
  const cells = spec.size * spec.size
  const last = pair.depthMetres.subarray(-cells)
  return {
    name,
    place: pair.place,
    rainMm: (pair.rainMmPerHour.reduce((sum, rate) => sum + rate, 0) * pair.rainStepMinutes) / 60 / (pair.rainShape[1] * pair.rainShape[2]),
    peakMmPerHour: pair.rainMmPerHour.reduce((most, rate) => Math.max(most, rate), 0),
    deepestMetres: pair.depthMetres.reduce((most, depth) => Math.max(most, depth), 0),
    wetShareAtEnd: last.reduce((sum, depth) => sum + (depth >= 0.1 ? 1 : 0), 0) / cells,
    outflowShare: mass.rainCubicMetres === 0 ? 0 : mass.outflowCubicMetres / mass.rainCubicMetres,
    massErrorShare: mass.errorShare,
    steps,
  }
}

function jacksboro(map: TerrainMap, { tile }: EventSpec): string {
  const source = terrainSource()
  return `${source.name.split(',')[0]} (real), ${source.name}, SRTM 3 arc-seconds (sha256 ${source.sha256}), bilinear to ${map.cellMetres} m, rows from ${tile.row}, columns from ${tile.column}`
}
