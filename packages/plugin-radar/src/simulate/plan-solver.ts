/** Our solver on rain and terrain. */
import { availableParallelism } from 'node:os'
import { PhdError } from '@phd/core'
import { sameGrid } from '../raster/index.js'
import type { SolverOptions } from '../solver/index.js'
import { requireWholeRain } from './check-rain.js'
import { checkGrid, takeCompute } from './compute.js'
import { hashOf } from './input-files.js'
import { openInputs } from './inputs.js'
import { type SimulateOptions, type SolverParameters, solverDefaults } from './options.js'
import type { Plan } from './plan.js'
import { createSolverModel } from './solver-model.js'
import { openField, type Terrain } from './terrain.js'

export async function planSolver(options: SimulateOptions): Promise<Plan> {
  const { outputMinutes = 5, outputs = [], missingRain = 'fail', arrivalDepthMetres = 0.1, massTolerance = 1e-3 } = options
  const { rainMode: mode = { kind: 'direct' }, infiltration = { kind: 'none' }, evaporationMmPerHour = 0 } = options
  checkOptions(options)
  const parameters: SolverParameters = { ...solverDefaults, ...options.solver }
  const computing = await takeCompute(options.compute ?? {}, options.threads, options.log)
  const { terrain, rain, spans, map, about } = await openInputs(options)
  checkGrid(computing, terrain.grid)
  const { solver, sha256 } = await solverOptions(terrain, parameters, options)
  const threads = computing.solver === 'wasm' ? threadsFor(terrain, options.threads) : 1
  return {
    computing,
    ...{ grid: terrain.grid, elevationMetres: terrain.elevationMetres, spans, outputMinutes, outputs, massTolerance, threads, cellsOutsideRain: map.outside },
    about: {
      ...about,
      settings: {
        ...{ missingRain, rainMode: mode, infiltration, evaporationMmPerHour, arrivalDepthMetres },
        // The paths of rasters say nothing about their contents.
        solver: {
          ...parameters,
          ...(typeof parameters.manning === 'string' ? { manning: 'a raster' } : {}),
          initialDepth: parameters.initialDepth ? 'a raster' : 'dry',
          sha256,
        },
      },
    },
    check: async () => {
      if (missingRain === 'fail') await requireWholeRain(rain, map, spans, options.signal)
    },
    createModel: (state) =>
      createSolverModel(
        {
          ...{ solver: { ...solver, massErrorLimit: massTolerance }, terrain: terrain.grid, rain, map, missingRain, mode, infiltration },
          ...{ evaporationMmPerHour, outputs, arrivalDepthMetres, computing, threads },
        },
        state,
      ),
  }
}

/** Below this many cells a thread, threads wait for one another longer than they compute. */
const cellsPerThread = 20_000

function threadsFor({ grid: { rows, columns } }: Terrain, asked: number | undefined): number {
  const worthwhile = asked ?? Math.min(availableParallelism(), Math.floor((rows * columns) / cellsPerThread))
  return Math.max(1, Math.min(worthwhile, Math.floor(rows / 2)))
}

async function solverOptions(
  terrain: Terrain,
  parameters: SolverParameters,
  options: SimulateOptions,
): Promise<{ solver: SolverOptions; sha256: Record<string, string> }> {
  const { rows, columns } = terrain.grid
  const { manning, edge, edgeSlope: slope, edgeSides: sides, initialDepth, ...rest } = parameters
  const onGrid = async (path: string) => {
    const { grid, values } = await openField(path, 'any', options)
    if (!sameGrid({ ...grid, crs: terrain.grid.crs }, terrain.grid)) throw otherGrid(path, `${grid.rows} x ${grid.columns} cells of ${grid.cellX}`)
    return values
  }
  const manningField = typeof manning === 'string' ? await onGrid(manning) : manning
  const depthField = initialDepth ? await onGrid(initialDepth) : undefined
  return {
    solver: {
      ...{ rows, columns, cellMetres: terrain.cellMetres, elevationMetres: terrain.elevationMetres, ...rest, manning: manningField },
      edge: edge === 'closed' ? { kind: 'closed' } : { kind: 'free', slope, sides },
      ...(depthField ? { initialDepthMetres: depthField.map((depth) => (Number.isFinite(depth) ? depth : 0)) } : {}),
    },
    sha256: {
      ...(typeof manning === 'string' ? { manning: await hashOf([manning]) } : {}),
      ...(initialDepth ? { initialDepth: await hashOf([initialDepth]) } : {}),
    },
  }
}

function checkOptions({ outputMinutes = 5, rainMode, infiltration, untilMs, drainMinutes, evaporationMmPerHour = 0 }: SimulateOptions): void {
  const wrong = (expected: string, received: string, remedy?: string) => {
    throw new PhdError('RADAR_SIMULATE_OPTION', 'These settings make no simulation.', { expected, received, remedy, usage: true })
  }
  if (!(outputMinutes > 0)) wrong('minutes between outputs above 0', String(outputMinutes))
  if (!(evaporationMmPerHour >= 0)) wrong('an evaporation of 0 mm/h or more', String(evaporationMmPerHour))
  if (drainMinutes !== undefined && !(drainMinutes >= 0)) wrong('0 minutes of drainage or more', String(drainMinutes))
  if (untilMs !== undefined && drainMinutes !== undefined) wrong('--until or --drain-minutes', 'both')
  if (rainMode?.kind === 'topmodel' && !(rainMode.recessionMetres > 0)) wrong('a TOPMODEL m above 0 metres', String(rainMode.recessionMetres))
  if (rainMode?.kind === 'topmodel' && infiltration && infiltration.kind !== 'none')
    wrong('one model of the soil', `TOPMODEL and ${infiltration.kind} infiltration`, '--rain-mode direct, or --infiltration none')
}

function otherGrid(path: string, received: string): PhdError {
  return new PhdError('RADAR_SIMULATE_TERRAIN', `${path} lies on another grid than the terrain.`, {
    expected: 'the same rows, columns and corner',
    received,
    remedy: 'phd radar import --grid puts it on the grid of the terrain',
    usage: true,
  })
}
