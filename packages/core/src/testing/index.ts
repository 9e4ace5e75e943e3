/**
 * For the tests of plugins: run an experiment in a folder of its own, or the command line as a user does.
 */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Experiment } from '../kinds.js'
import { execute, type RunOptions } from '../run/execute.js'
import type { Run } from '../run/record.js'
import { Store } from '../run/store.js'

/** Execute `it` in a new temporary store; throws what the experiment threw. */
export async function tryExperiment(
  it: Experiment,
  params: unknown,
  options: RunOptions = {},
): Promise<{ run: Run; dir: string; metrics: Record<string, number>[]; store: Store }> {
  const store = new Store(mkdtempSync(join(tmpdir(), 'phd-test-')))
  const { run, error } = await execute(store, 'test/experiment', it, params, options)
  if (error) throw error
  return { run, dir: store.dir(run.id), metrics: store.metrics(run.id), store }
}
