/**
 * For the tests of plugins: run an experiment in a folder of its own.
 */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Experiment } from '../kinds.js'
import { execute, type RunOptions } from '../run/execute.js'
import type { Run } from '../run/record.js'
import { Store } from '../run/store.js'

export interface Tried<R> {
  run: Run
  /** What the experiment returned. */
  result: R
  /** The run's folder. */
  dir: string
  metrics: Record<string, number>[]
  store: Store
}

/** Execute `it` in a new temporary store; throws what the experiment threw. */
export async function tryExperiment<R>(it: Experiment<never, R>, params: unknown, options: RunOptions = {}): Promise<Tried<R>> {
  const store = new Store(mkdtempSync(join(tmpdir(), 'phd-test-')))
  const { run, error } = await execute(store, 'test/experiment', it as Experiment, params, options)
  if (error) throw error
  return { run, result: run.result as R, dir: store.dir(run.id), metrics: store.metrics(run.id), store }
}
