/** Rain and terrain into a store of water. */
import { availableParallelism } from 'node:os'
import { PhdError } from '@phd/core'
import { sameGrid } from '../raster/index.js'
import type { SolverOptions } from '../solver/index.js'
import { requireWholeRain } from './check-rain.js'
import { openRun } from './checkpoint.js'
import { waterManifest } from './manifest.js'
import { percent } from './missing-rain.js'
import type { WaterAccount, WaterModel } from './model.js'
import { type SimulateOptions, type SolverParameters, solverDefaults } from './options.js'
import { outputVariables } from './outputs.js'
import { mapRain, type RainMap } from './rain-map.js'
import { openRain, type RainSeries } from './rain-series.js'
import { runModel } from './run.js'
import { createSolverModel } from './solver-model.js'
import { openField, openTerrain, type Terrain } from './terrain.js'
import { iso, timeline } from './timeline.js'

export interface SimulateReport {
  out: string
  start: string
  end: string
  rows: number
  columns: number
  cellMetres: number
  frames: number
  steps: number
  /** What the radar has over the extent of the terrain. */
  radarCubicMetres: number
  account: WaterAccount
  massErrorShare: number
  /** At the end. */
  deepestMetres: number
  /** Minutes of rain that were missing and filled, as the mean over the terrain. */
  filledMinutes: number
  cellsOutsideRain: number
  threads: number
  resumedAt?: string
}

/** Errors: see the room's door. */
export async function simulate(options: SimulateOptions): Promise<SimulateReport> {
  const { outputMinutes = 5, outputs = [], missingRain = 'fail', arrivalDepthMetres = 0.1, massTolerance = 1e-3 } = options
  const { rainMode: mode = { kind: 'direct' }, infiltration = { kind: 'none' }, evaporationMmPerHour = 0, checkpointMinutes = 10 } = options
  checkOptions(options)
  const parameters: SolverParameters = { ...solverDefaults, ...options.solver }
  const terrain = await openTerrain(options.terrain, options.holes ?? 'fail', options)
  const rain = await openRain(options.rain, options)
  const spans = timeline(rain, options)
  const map = mapRain(terrain.grid, terrain.elevationMetres, rain.grid)
  checkCoverage(map, missingRain)
  checkProjections(terrain, rain, options.log)
  const { solver, sha256 } = await solverOptions(terrain, parameters, options)
  const manifest = waterManifest(rain, terrain, map, spans, {
    ...{
      outputMinutes,
      outputs,
      missingRain,
      holes: options.holes ?? 'fail',
      rainMode: mode,
      infiltration,
      evaporationMmPerHour,
      arrivalDepthMetres,
      massTolerance,
    },
    solver: { ...parameters, ...sha256 },
  })
  const run = await openRun(
    options.out,
    { grid: terrain.grid, variables: outputVariables(outputs), manifest, force: options.force, attributes: { title: 'Water on the ground, simulated' } },
    options.restart ?? false,
  )
  if (run.finished) {
    await run.finish(run.finished)
    return { ...(run.finished.report as SimulateReport), out: options.out }
  }
  if (run.from) options.log?.(`Going on at ${iso(run.from.timeMs)} with what ${options.out}.partial holds.`)
  const threads = Math.max(1, Math.min(options.threads ?? availableParallelism(), terrain.grid.rows))
  let model: WaterModel | undefined
  try {
    if (missingRain === 'fail' && !run.from) await requireWholeRain(rain, map, spans, options.signal)
    model = await createSolverModel(
      {
        ...{ solver: { ...solver, massErrorLimit: massTolerance }, terrain: terrain.grid, rain, map, missingRain, mode, infiltration },
        ...{ evaporationMmPerHour, outputs, arrivalDepthMetres, threads },
      },
      run.from?.state,
    )
    const result = await runModel(run, model, { spans, outputMinutes, massTolerance, checkpointMinutes, signal: options.signal, progress: options.progress })
    const { radarCubicMetres, filledMinutes, steps } = model
    const water = { account: result.account, massErrorShare: result.massErrorShare, radarCubicMetres, filledMinutes, steps }
    const { rows, columns } = terrain.grid
    const report: SimulateReport = {
      ...{ out: options.out, start: manifest.start as string, end: manifest.end as string, rows, columns, cellMetres: terrain.cellMetres },
      ...{ frames: run.writer.frames, ...water, deepestMetres: result.deepestMetres, cellsOutsideRain: map.outside, threads },
      ...(run.from ? { resumedAt: iso(run.from.timeMs) } : {}),
    }
    await run.finish({ manifest: { ...manifest, ...water }, report })
    return report
  } catch (error) {
    if (!run.kept) await run.writer.abort()
    throw error
  } finally {
    await model?.close()
  }
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
  const { hashOf } = await import('./input-files.js')
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

function checkCoverage({ cells, outside }: RainMap, missingRain: string): void {
  if (outside === 0 || missingRain === 'zero') return
  throw new PhdError('RADAR_SIMULATE_COVERAGE', `The rain does not cover ${percent(outside / cells)} of the terrain.`, {
    expected: 'rain over every cell with a height',
    received: `${outside} of ${cells} cells outside`,
    remedy: 'cut the terrain with phd radar import --bounds, or --missing-rain zero: no rain falls there',
  })
}

function checkProjections({ grid }: Terrain, rain: RainSeries, log?: (line: string) => void): void {
  if ((grid.crs === undefined) === (rain.grid.crs === undefined)) return
  log?.(`The ${grid.crs ? 'rain' : 'terrain'} does not say its projection; it is taken as that of the ${grid.crs ? 'terrain' : 'rain'}.`)
}

function otherGrid(path: string, received: string): PhdError {
  return new PhdError('RADAR_SIMULATE_TERRAIN', `${path} lies on another grid than the terrain.`, {
    expected: 'the same rows, columns and corner',
    received,
    remedy: 'phd radar import --grid puts it on the grid of the terrain',
    usage: true,
  })
}
