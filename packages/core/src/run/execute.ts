/**
 * Execute an experiment as a recorded run.
 *
 * Order of writes, so that a kill at any moment leaves a readable folder: folder, run.json (running), then whatever
 * the experiment writes, then run.json (done, failed or stopped). The first signal asks the experiment to save and
 * return; the second ends the process at once.
 */
import { appendFileSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { isPhdError } from '../errors.js'
import type { Experiment } from '../kinds.js'
import { validate } from '../params/validate.js'
import { type Progress, silentProgress } from '../progress/progress.js'
import { random } from '../random.js'
import { emptyRegistry, type Registry } from '../registry/registry.js'
import { writeResult } from '../results/index.js'
import { coreVersion } from '../version.js'
import { type Checkpoint, readCheckpoint, writeCheckpoint } from './checkpoint.js'
import { codeState } from './code.js'
import type { Context } from './context.js'
import { flush, writeAtomic } from './files.js'
import { heartbeat, thisProcess } from './liveness.js'
import type { Run } from './record.js'
import { takeUp, type WithMetrics } from './resume.js'
import type { Store } from './store.js'

export interface RunOptions {
  seed?: number
  device?: string
  /** Take up this stopped or failed run again instead of starting one. */
  resume?: Run
  registry?: Registry
  progress?: Progress
  signal?: AbortSignal
  argv?: string[]
  /** Lines for the user; log.txt has them too. */
  log?: (message: string) => void
}

/** Runs `it` with `params` validated against its schema; resolves to the ended run, also where it failed. */
export async function execute(store: Store, name: string, it: Experiment, params: unknown, options: RunOptions = {}): Promise<{ run: Run; error?: unknown }> {
  const resolved = options.resume ? options.resume.params : await validate(it.params, params)
  const device = options.device ?? options.resume?.device ?? 'auto'
  const registry = options.registry ?? emptyRegistry
  const seed = options.resume?.seed ?? options.seed ?? 1
  await it.check?.({ runs: store.root, device, seed, get: (kind, itemName) => registry.get(kind, itemName) }, resolved)
  const run = options.resume ? takeUp(options.resume, store) : newRun(store, name, resolved, it, options)
  const dir = store.dir(run.id)
  const metricsFile = join(dir, 'metrics.jsonl')
  store.write(run)
  const began = performance.now()
  const progress = options.progress ?? silentProgress
  const heart = heartbeat(dir)
  const signal = options.signal ?? new AbortController().signal

  const context: Context = {
    id: run.id,
    dir,
    seed: run.seed,
    device,
    signal,
    random: (stream) => random(run.seed, stream),
    metric(values) {
      heart.beat()
      store.appendMetric(run.id, values)
    },
    progress(done, total, note) {
      heart.beat()
      progress.update(done, total, note)
    },
    async pause() {
      await setImmediate()
    },
    log(message) {
      appendFileSync(join(dir, 'log.txt'), `${message}\n`)
      progress.interrupt(() => options.log?.(message))
    },
    result: (resultName, result) => writeResult(dir, resultName, result),
    artifact(artifactName, data) {
      const path = join(dir, artifactName)
      mkdirSync(dirname(path), { recursive: true })
      writeAtomic(path, data)
      return path
    },
    save({ tensors, state }) {
      heart.beat()
      flush(metricsFile)
      const metricBytes = existsSync(metricsFile) ? statSync(metricsFile).size : 0
      writeCheckpoint(dir, { tensors, state: { state, metricBytes } satisfies WithMetrics })
    },
    load: <S>() => {
      const saved = readCheckpoint<WithMetrics<S>>(dir)
      return saved && ({ tensors: saved.tensors, state: saved.state.state } satisfies Checkpoint<S>)
    },
    tookDevice(took, versions) {
      run.device = took
      Object.assign(run.versions, versions)
      store.write(run)
    },
    get: (kind, itemName) => registry.get(kind, itemName),
    open: (datasetName) => registry.openDataset(datasetName),
  }

  let error: unknown
  try {
    run.result = await it.run(context, resolved)
    run.status = signal.aborted ? 'stopped' : 'done'
  } catch (caught) {
    if (signal.aborted && isAbort(caught, signal)) run.status = 'stopped'
    else {
      error = caught
      run.status = 'failed'
      run.error = isPhdError(caught) ? { code: caught.code, message: caught.message } : { code: 'UNEXPECTED', message: String(caught) }
      appendFileSync(join(dir, 'log.txt'), `${caught instanceof Error ? (caught.stack ?? caught.message) : String(caught)}\n`)
    }
  } finally {
    heart.end()
    progress.end()
  }
  run.ended = new Date().toISOString()
  run.seconds = (run.seconds ?? 0) + Math.round(performance.now() - began) / 1000
  flush(metricsFile)
  store.write(run)
  return { run, error }
}

/** What `signal.throwIfAborted()` and aborted system calls throw. */
function isAbort(caught: unknown, signal: AbortSignal): boolean {
  return caught === signal.reason || (caught instanceof Error && caught.name === 'AbortError')
}

function newRun(store: Store, name: string, params: unknown, it: Experiment, options: RunOptions): Run {
  const { diff, ...code } = codeState()
  const run: Run = {
    id: store.create(),
    experiment: name,
    status: 'running',
    params,
    seed: options.seed ?? 1,
    device: it.device ? (options.device ?? 'auto') : 'cpu',
    started: new Date().toISOString(),
    code,
    versions: { phd: coreVersion, node: process.versions.node },
    ...thisProcess(),
    argv: options.argv ?? [],
    cwd: process.cwd(),
  }
  if (diff) writeFileSync(join(store.dir(run.id), 'code.diff'), diff)
  return run
}
