/** Rain and terrain into a store of water. */
import { requirePlainCpu } from './compute.js'
import { execute, type SimulateReport } from './execute.js'
import type { ParamsOptions, SimulateOptions } from './options.js'

/** Errors: see the room's door. */
export async function simulate(options: SimulateOptions | ParamsOptions): Promise<SimulateReport> {
  if ('params' in options || options.compat) requirePlainCpu(options.compute ?? {})
  if ('params' in options) return execute(await (await import('./plan-params.js')).planParams(options), options)
  if (options.compat) return execute(await (await import('./plan-hail-caesar.js')).planHailCaesar(options, options.compat), options)
  return execute(await (await import('./plan-solver.js')).planSolver(options), options)
}
