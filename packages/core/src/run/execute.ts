/**
 * Execute an experiment as a recorded run.
 *
 * Order of writes, so that a kill at any moment leaves a readable folder: folder, run.json (running), then whatever
 * the experiment writes, then run.json (done, failed or stopped). The first signal asks the experiment to save and
 * return; the second ends the process at once.
 */
import { appendFileSync, existsSync, truncateSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { isPhdError, PhdError } from '../errors.js'
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
import { writeAtomic } from './files.js'
import { heartbeatMs, processStart } from './liveness.js'
import type { Run } from './record.js'
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
  const run = options.resume ? resumedRun(options.resume) : newRun(store, name, resolved, options)
  const dir = store.dir(run.id)
  store.write(run)
  const progress = options.progress ?? silentProgress
  const heartbeat = setInterval(() => writeFileSync(join(dir, 'heartbeat'), ''), heartbeatMs)
  heartbeat.unref()
  const signal = options.signal ?? new AbortController().signal
  const checkpoint = readCheckpoint<WithMetrics>(dir)
  if (options.resume) dropMetricsAfter(dir, checkpoint?.state.metricBytes ?? 0)
  let metricBytes = checkpoint?.state.metricBytes ?? 0

  const context: Context = {
    id: run.id,
    dir,
    seed: run.seed,
    device: options.device ?? 'auto',
    signal,
    random: (stream) => random(run.seed, stream),
    metric(values) {
      store.appendMetric(run.id, values)
      metricBytes += Buffer.byteLength(JSON.stringify(values)) + 1
    },
    progress: (done, total, note) => progress.update(done, total, note),
    log(message) {
      appendFileSync(join(dir, 'log.txt'), `${message}\n`)
      progress.interrupt(() => options.log?.(message))
    },
    result: (resultName, result) => writeResult(dir, resultName, result),
    artifact(artifactName, data) {
      const path = join(dir, artifactName)
      writeAtomic(path, data)
      return path
    },
    save: ({ tensors, state }) => writeCheckpoint(dir, { tensors, state: { state, metricBytes } }),
    load: <S>() => {
      const saved = readCheckpoint<WithMetrics<S>>(dir)
      return saved && ({ tensors: saved.tensors, state: saved.state.state } satisfies Checkpoint<S>)
    },
    tookDevice(device, versions) {
      run.device = device
      Object.assign(run.versions, versions)
      store.write(run)
    },
    get: (kind, itemName) => (options.registry ?? emptyRegistry).get(kind, itemName),
    open: (datasetName) => (options.registry ?? emptyRegistry).openDataset(datasetName),
  }

  let error: unknown
  try {
    run.result = await it.run(context, resolved)
    run.status = signal.aborted ? 'stopped' : 'done'
  } catch (caught) {
    error = caught
    run.status = signal.aborted ? 'stopped' : 'failed'
    run.error = isPhdError(caught) ? { code: caught.code, message: caught.message } : { code: 'UNEXPECTED', message: String(caught) }
    appendFileSync(join(dir, 'log.txt'), `${caught instanceof Error ? (caught.stack ?? caught.message) : String(caught)}\n`)
  } finally {
    clearInterval(heartbeat)
    progress.end()
  }
  run.ended = new Date().toISOString()
  store.write(run)
  return { run, error }
}

interface WithMetrics<S = unknown> {
  state: S
  metricBytes: number
}

function newRun(store: Store, name: string, params: unknown, options: RunOptions): Run {
  const { diff, ...code } = codeState()
  const run: Run = {
    id: store.create(),
    experiment: name,
    status: 'running',
    params,
    seed: options.seed ?? 1,
    device: options.device ?? 'auto',
    started: new Date().toISOString(),
    code,
    versions: { phd: coreVersion, node: process.versions.node },
    host: hostname(),
    process: thisProcess(),
    argv: options.argv ?? [],
  }
  if (diff) writeFileSync(join(store.dir(run.id), 'code.diff'), diff)
  return run
}

function resumedRun(stopped: Run): Run {
  if (stopped.status === 'running' || stopped.status === 'done') {
    throw new PhdError('RUN_NOT_RESUMABLE', `Run ${stopped.id} is ${stopped.status}.`, {
      expected: 'a stopped or failed run',
      received: stopped.status,
      remedy: stopped.status === 'done' ? `phd runs show ${stopped.id}` : 'wait for it, or stop it first',
    })
  }
  const { error: _error, ended: _ended, ...kept } = stopped
  return { ...kept, status: 'running', resumed: (stopped.resumed ?? 0) + 1, host: hostname(), process: thisProcess() }
}

function thisProcess(): Run['process'] {
  return { pid: process.pid, started: processStart(process.pid) }
}

/** Metrics written after the checkpoint will be written again. */
function dropMetricsAfter(dir: string, bytes: number): void {
  const file = join(dir, 'metrics.jsonl')
  if (existsSync(file)) truncateSync(file, bytes)
}
