/** Our solver as a model: rain by frames onto the terrain, stores and losses, and the whole account. */

import type { Grid } from '../raster/index.js'
import type { SolverOptions, SolverState } from '../solver/index.js'
import type { Computing } from './compute.js'
import { createRainFiller, type MissingRain } from './missing-rain.js'
import type { ModelState, OutputName, WaterModel } from './model.js'
import { openSolver } from './open-solver.js'
import { type RainMap, spread, weighted } from './rain-map.js'
import type { RainSeries } from './rain-series.js'
import { createLosses, createRainToRunoff, type Infiltration, type RainMode } from './runoff/index.js'
import { areaUnder } from './source-volume.js'
import type { Stop } from './stops.js'

export interface SolverModelOptions {
  solver: SolverOptions
  terrain: Grid
  rain: RainSeries
  map: RainMap
  missingRain: MissingRain
  mode: RainMode
  infiltration: Infiltration
  evaporationMmPerHour: number
  outputs: OutputName[]
  /** Depth at which water has arrived, metres. */
  arrivalDepthMetres: number
  computing: Computing
  threads: number
}

export async function createSolverModel(options: SolverModelOptions, state?: ModelState): Promise<WaterModel> {
  const { rain, map, outputs } = options
  const cells = options.solver.rows * options.solver.columns
  const area = options.solver.cellMetres ** 2
  const losses = createLosses(cells, options.infiltration, options.evaporationMmPerHour)
  const store = createRainToRunoff(options.mode, map.terrainCellsUnder.length)
  const filler = createRainFiller(options.missingRain, map)
  let pieceSeconds = 60
  const solverOptions: SolverOptions = {
    ...options.solver,
    ...(losses ? { infiltrationMmPerHour: () => losses.capacityMmPerHour(pieceSeconds) } : {}),
    track: {
      maximumDepth: outputs.includes('maximum'),
      maximumHazard: outputs.includes('hazard'),
      ...(outputs.includes('arrival') ? { arrivalDepthMetres: options.arrivalDepthMetres } : {}),
    },
  }
  const from = state && solverState(state)
  const solver = await openSolver(solverOptions, options.computing, options.threads, from)
  const radarArea = areaUnder(options.terrain, rain.grid, map)
  let radarCubicMetres = 0
  let rainMetres = 0
  let runoffMetres = 0
  if (state) {
    const { arrays, numbers } = state
    radarCubicMetres = numbers['rain.radarCubicMetres']
    rainMetres = numbers['rain.rainMetres']
    runoffMetres = numbers['rain.runoffMetres']
    filler.filledMinutes = numbers['rain.filledMinutes']
    filler.lastSeen.set(arrays['rain.lastSeen'])
    store.discharge.set(arrays['rain.discharge'])
    losses?.restore({
      infiltratedMetres: arrays['losses.infiltrated'] as Float64Array,
      evaporatedMetres: numbers['losses.evaporatedMetres'],
      takenMetres: solver.infiltratedMetres(),
    })
  }
  const onTerrain = new Float64Array(cells)
  let held: { index: number; rates: Float32Array } | undefined

  const ratesOf = async (stop: Stop): Promise<Float32Array | undefined> => {
    const index = stop.span.rain
    if (index === 'dry') return undefined
    if (index === 'missing') return filler.fill(undefined, stop)
    if (held?.index !== index) held = { index, rates: await rain.frame(index) }
    return filler.fill(held.rates, stop)
  }

  return {
    get seconds() {
      return solver.timeSeconds
    },
    get steps() {
      return solver.steps
    },
    get filledMinutes() {
      return filler.filledMinutes
    },
    get radarCubicMetres() {
      return radarCubicMetres
    },
    async advance(stop) {
      pieceSeconds = (stop.endMs - stop.startMs) / 1000
      const rates = await ratesOf(stop)
      const falls = rates ?? new Float32Array(map.terrainCellsUnder.length)
      const runoff = rates || options.mode.kind === 'topmodel' ? store.runoffMmPerHour(falls, pieceSeconds) : undefined
      if (rates) radarCubicMetres += (dot(radarArea, rates) * pieceSeconds) / 3_600_000
      if (runoff) {
        spread(map, runoff, onTerrain)
        rainMetres += (weighted(map, falls) * pieceSeconds) / 3_600_000
        runoffMetres += (weighted(map, runoff) * pieceSeconds) / 3_600_000
      }
      await solver.advance(pieceSeconds, runoff ? onTerrain : undefined)
      if (losses?.byCell) losses.book(solver.infiltratedMetres())
    },
    fields() {
      const depth = { water_depth: solver.depthMetres() }
      if (!outputs.includes('velocity')) return depth
      const { eastMetresPerSecond, southMetresPerSecond } = solver.velocity()
      return { ...depth, velocity_x: eastMetresPerSecond, velocity_y: southMetresPerSecond.map((south) => (south === 0 ? 0 : -south)) }
    },
    finalFields: () => ({
      ...(outputs.includes('maximum') ? { maximum_depth: solver.maximumDepthMetres() } : {}),
      ...(outputs.includes('arrival') ? { arrival_time: solver.arrivalSeconds().map((seconds) => seconds / 60) } : {}),
      ...(outputs.includes('hazard') ? { maximum_hazard: solver.maximumHazard() } : {}),
    }),
    account() {
      const mass = solver.mass()
      const taken = mass.infiltrationCubicMetres
      const evaporated = losses ? losses.evaporatedOf(taken / area) * area : 0
      return {
        rainCubicMetres: rainMetres * area,
        initialCubicMetres: mass.initialCubicMetres,
        storeCubicMetres: (rainMetres - runoffMetres) * area,
        infiltrationCubicMetres: taken - evaporated,
        evaporationCubicMetres: evaporated,
        outflowCubicMetres: mass.outflowCubicMetres,
        unplacedCubicMetres: 0,
        storedCubicMetres: mass.storedCubicMetres,
      }
    },
    state() {
      const numbers: Record<string, number> = {
        'rain.radarCubicMetres': radarCubicMetres,
        'rain.rainMetres': rainMetres,
        'rain.runoffMetres': runoffMetres,
        'rain.filledMinutes': filler.filledMinutes,
      }
      const arrays: ModelState['arrays'] = { 'rain.lastSeen': filler.lastSeen, 'rain.discharge': store.discharge }
      if (losses) {
        const lost = losses.state()
        numbers['losses.evaporatedMetres'] = lost.evaporatedMetres
        arrays['losses.infiltrated'] = lost.infiltratedMetres
      }
      for (const [name, value] of Object.entries(solver.state())) {
        if (typeof value === 'number') numbers[`solver.${name}`] = value
        else arrays[`solver.${name}`] = value
      }
      return { numbers, arrays }
    },
    close: () => solver.close(),
  }
}

function solverState({ numbers, arrays }: ModelState): SolverState {
  const own = (record: Record<string, unknown>) =>
    Object.entries(record)
      .filter(([name]) => name.startsWith('solver.'))
      .map(([name, value]) => [name.slice(7), value])
  return Object.fromEntries([...own(numbers), ...own(arrays)]) as unknown as SolverState
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}
