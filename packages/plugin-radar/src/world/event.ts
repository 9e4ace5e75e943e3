/** One storm over one tile, simulated. */
import { random } from '@phd/core'
import { type NewPair, quantise } from '../pairs/index.js'
import { createSolver, type MassBalance } from '../solver/index.js'
import type { StormKind } from './climate.js'
import { stormOfKind } from './rain-kinds.js'
import { drawStorm, stormRain } from './storm.js'
import { cutTile, type TerrainMap, type Tile } from './terrain-map.js'

export interface EventSpec {
  tile: Tile
  /** From 1. */
  storm: number
  size: number
  hours: number
  seed: number
  /** Of the random fields in climate.ts; absent: the Gaussian cells of storm.ts. */
  kind?: StormKind
}

export interface SimulatedEvent {
  pair: NewPair
  mass: MassBalance
  steps: number
}

export const stepMinutes = 5
export const solverSettings = { manning: 0.04, theta: 0.9, courant: 0.7, froudeLimit: 0.8, edge: { kind: 'free', slope: 0.005 } } as const

export function eventName({ tile, storm }: Pick<EventSpec, 'tile' | 'storm'>): string {
  return `${tile.name}-storm${storm}`
}

export interface EventInputs {
  frames: number
  /** Cells of rain along a side, and (time, y, x) mm/h. */
  rainSize: number
  rainMmPerHour: Float32Array
  /** (y, x). */
  heightMetres: Float32Array
}

/** Rain and terrain are rounded as the files hold them before the solver sees them, so that a reader can simulate the same. */
export function eventInputs(map: TerrainMap, spec: EventSpec): EventInputs {
  const { tile, size, hours, seed, kind } = spec
  const frames = Math.round((hours * 60) / stepMinutes)
  const rainSize = rainCellsAcross(size, map.cellMetres)
  const rainCellMetres = (size * map.cellMetres) / rainSize
  const draw = random(seed, `storm ${eventName(spec)}`)
  const exactRain = kind
    ? stormOfKind(kind, draw, frames, stepMinutes, rainSize, rainCellMetres)
    : stormRain(drawStorm(draw, hours), frames, stepMinutes * 60, rainSize, rainCellMetres)
  return {
    ...{ frames, rainSize, rainMmPerHour: Float32Array.from(quantise.rain(exactRain), (stored) => stored / 10) },
    heightMetres: Float32Array.from(quantise.dem(cutTile(map, tile, size)), (stored) => stored / 10),
  }
}

export function simulateEvent(map: TerrainMap, spec: EventSpec): SimulatedEvent {
  const { tile, size } = spec
  const { cellMetres } = map
  const { frames, rainSize, rainMmPerHour, heightMetres } = eventInputs(map, spec)
  const solver = createSolver({ rows: size, columns: size, cellMetres, elevationMetres: heightMetres, massErrorLimit: 1e-6, ...solverSettings })
  const depthMetres = new Float32Array((frames + 1) * size * size)
  const rainOnGrid = new Float32Array(size * size)
  for (let frame = 0; frame < frames; frame++) {
    spreadRain(rainMmPerHour.subarray(frame * rainSize * rainSize, (frame + 1) * rainSize * rainSize), rainSize, rainOnGrid, size)
    solver.advance(stepMinutes * 60, rainOnGrid)
    depthMetres.set(solver.depthMetres(), (frame + 1) * size * size)
  }
  const pair: NewPair = {
    place: tile.name,
    event: eventName(spec),
    rainMmPerHour,
    rainShape: [frames, rainSize, rainSize],
    rainStepMinutes: stepMinutes,
    depthMetres,
    depthShape: [frames + 1, size, size],
    depthMinutes: Array.from({ length: frames + 1 }, (_, i) => i * stepMinutes),
    heightMetres,
    cellMetres,
  }
  return { pair, mass: solver.mass(), steps: solver.steps }
}

/** How many rain cells span a tile: the divisor of `size` that makes them closest to one kilometre. */
export function rainCellsAcross(size: number, cellMetres: number): number {
  let best = 1
  for (let across = 1; across <= size; across++) {
    if (size % across !== 0) continue
    const off = (n: number) => Math.abs(Math.log((size * cellMetres) / n / 1000))
    if (off(across) < off(best)) best = across
  }
  return best
}

function spreadRain(coarse: Float32Array, rainSize: number, fine: Float32Array, size: number): void {
  const ratio = size / rainSize
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) fine[y * size + x] = coarse[Math.floor(y / ratio) * rainSize + Math.floor(x / ratio)]
  }
}
