/** A plan into a store of water. */
import { openRun } from './checkpoint.js'
import type { Computing } from './compute.js'
import { waterManifest } from './manifest.js'
import type { WaterAccount, WaterModel } from './model.js'
import type { RunOptions } from './options.js'
import { outputVariables, terrainVariable } from './outputs.js'
import type { Plan } from './plan.js'
import { runModel } from './run.js'
import { iso } from './timeline.js'

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
  computing?: Computing
  threads: number
  resumedAt?: string
}

/** What an error leaves is a checkpoint that the same command goes on with, or nothing. */
export async function execute(plan: Plan, options: RunOptions): Promise<SimulateReport> {
  const { grid, spans, outputMinutes, outputs, massTolerance, cellsOutsideRain, threads, computing } = plan
  const manifest = waterManifest(plan)
  const { out, force, signal, progress, checkpointMinutes = 10 } = options
  const store = { grid, variables: outputVariables(outputs), manifest, force, attributes: { title: 'Water on the ground, simulated' } }
  const run = await openRun(out, store, options.restart ?? false)
  if (run.finished) {
    await run.finish(run.finished)
    return { ...(run.finished.report as SimulateReport), out }
  }
  if (run.from) options.log?.(`Going on at ${iso(run.from.timeMs)} with what ${out}.partial holds.`)
  let model: WaterModel | undefined
  try {
    if (!run.from) await plan.check?.()
    model = await plan.createModel(run.from?.state)
    const result = await runModel(run, model, { spans, outputMinutes, massTolerance, checkpointMinutes, signal, progress })
    await run.writer.write(terrainVariable.name, Float32Array.from(plan.elevationMetres))
    const { radarCubicMetres, filledMinutes, steps } = model
    const water = { account: result.account, massErrorShare: result.massErrorShare, radarCubicMetres, filledMinutes, steps }
    const report: SimulateReport = {
      ...{ out, start: manifest.start, end: manifest.end, rows: grid.rows, columns: grid.columns, cellMetres: (grid.cellX + grid.cellY) / 2 },
      ...{ frames: run.writer.frames, ...water, deepestMetres: result.deepestMetres, cellsOutsideRain, threads },
      ...(computing ? { computing } : {}),
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
