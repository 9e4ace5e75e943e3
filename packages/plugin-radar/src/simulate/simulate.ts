/** Rain and terrain into a store of water. */
import { resolve } from 'node:path'
import { PhdError } from '@phd/core'
import { claimed } from '../zarr/index.js'
import { requirePlainCpu } from './compute.js'
import { execute, type SimulateReport } from './execute.js'
import type { ParamsOptions, SimulateOptions } from './options.js'

/** Errors: see the room's door. */
export async function simulate(options: SimulateOptions | ParamsOptions): Promise<SimulateReport> {
  checkNoInput(options)
  return claimed(options.out, options, () => simulateAlone(options))
}

/** An input is never written to, whatever is forced. */
function checkNoInput(options: SimulateOptions | ParamsOptions): void {
  const inputs = 'params' in options ? [options.params] : [...options.rain, options.terrain]
  if (!inputs.some((input) => resolve(input) === resolve(options.out))) return
  throw new PhdError('RADAR_STORE_EXISTS', `${options.out} is an input.`, { expected: 'another --out', received: options.out, usage: true })
}

async function simulateAlone(options: SimulateOptions | ParamsOptions): Promise<SimulateReport> {
  if ('params' in options || options.compat) requirePlainCpu(options.compute ?? {})
  if ('params' in options) return execute(await (await import('./plan-params.js')).planParams(options), options)
  if (options.compat) return execute(await (await import('./plan-hail-caesar.js')).planHailCaesar(options, options.compat), options)
  return execute(await (await import('./plan-solver.js')).planSolver(options), options)
}
