/** How an experiment ends on the command line: what a person reads, what `--json` answers, how a stop is told. */
import { PhdError } from '../errors.js'
import type { Experiment } from '../kinds.js'
import { duration, streamProgress } from '../progress/index.js'
import { execute } from '../run/execute.js'
import type { Run } from '../run/record.js'
import { Store } from '../run/store.js'
import { installedRegistry } from './installed.js'
import { type PhdCommand, stopSignal } from './phd-command.js'
import { commandLine } from './run-text.js'

export interface Ending<R = unknown> {
  /** Name of the experiment. */
  name: string
  /** What progress counts, for example `samples`. */
  unit?: string
  /** The answer of `--json`; without it the result itself, with `id` and `dir`. */
  json?(run: Run, dir: string, result: R): unknown
  /** What a person reads at the end. */
  print?(run: Run, dir: string, result: R): string
}

/** Execute `it` with progress on stderr, stopping at signals, and answer as `ending` says. RUN_STOPPED where it was stopped. */
export async function executeExperiment<R>(
  command: PhdCommand,
  ending: Ending<R>,
  it: Experiment,
  params: unknown,
  { store, seed, device, resume }: { store: Store; seed?: number; device?: string; resume?: Run },
): Promise<unknown> {
  const { run, error } = await execute(store, ending.name, it, params, {
    seed,
    device,
    resume,
    registry: installedRegistry(command.config),
    progress: streamProgress(process.stderr, ending.unit),
    signal: stopSignal(),
    argv: process.argv.slice(2),
    log: (message) => (command.jsonEnabled() ? process.stderr.write(`${message}\n`) : command.log(message)),
  })
  if (error) {
    process.stderr.write(`Run ${run.id} failed. Once mended: ${resumeLine(run, store)}\n`)
    throw error
  }
  if (run.status === 'stopped') throw stopped(run, store)
  const dir = store.dir(run.id)
  const result = run.result as R
  if (!command.jsonEnabled()) command.log(ending.print?.(run, dir, result) ?? `Run ${run.id} done in ${duration(run.seconds ?? 0)}.\n${dir}`)
  return ending.json?.(run, dir, result) ?? { id: run.id, dir, ...(result as object) }
}

export function stopped(run: Run, store?: Store): PhdError {
  return new PhdError('RUN_STOPPED', `Run ${run.id} was stopped before its end.`, { remedy: resumeLine(run, store) })
}

function resumeLine({ id }: Run, store: Store = new Store()): string {
  return store.root === new Store().root ? `phd resume ${id}` : `phd resume ${id} --runs ${commandLine([store.root])}`
}
