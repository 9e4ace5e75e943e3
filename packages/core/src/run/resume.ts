/**
 * Taking up a stopped or failed run again, in its own folder, from its last checkpoint.
 *
 * Metrics written after the checkpoint are cut off, since they will be written again: the file ends as if the run
 * had never been interrupted. Only one process may take a run up: it claims `resume-N.json`, which can be made once.
 */
import { existsSync, linkSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PhdError } from '../errors.js'
import { checkpointFile, readCheckpoint } from './checkpoint.js'
import { codeState } from './code.js'
import { removeTemporary } from './files.js'
import { isAlive, type Owner, thisProcess } from './liveness.js'
import type { Run } from './record.js'
import type { Store } from './store.js'

/** What a checkpoint of a run holds beside the experiment's own state. */
export interface WithMetrics<S = unknown> {
  state: S
  /** Length of metrics.jsonl when it was saved. */
  metricBytes: number
}

/** RUN_NOT_RESUMABLE for a running or done run; RUN_OTHER_CODE where the git commit is another one, unless `force`. */
export function checkResumable(run: Run, { cwd = process.cwd(), force = false } = {}): void {
  if (run.status === 'running' || run.status === 'done') throw notResumable(run.id, run.status)
  const { commit } = codeState(cwd)
  if (!force && run.code.commit !== commit) {
    throw new PhdError('RUN_OTHER_CODE', `Run ${run.id} was made by other code.`, {
      expected: `git commit ${run.code.commit ?? '(none)'}`,
      received: commit ?? '(no git checkout)',
      remedy: `git checkout ${run.code.commit ?? 'the code it was made by'}, or pass --force to go on with this code`,
    })
  }
}

/** Claims the run for this process and cuts its files back to the last checkpoint; answers the run as running. */
export function takeUp(run: Run, store: Store): Run {
  const dir = store.dir(run.id)
  if (run.status === 'running' || run.status === 'done') throw notResumable(run.id, run.status)
  const metricBytes = readCheckpoint<WithMetrics>(dir)?.state.metricBytes ?? 0
  const metrics = join(dir, 'metrics.jsonl')
  const found = existsSync(metrics) ? statSync(metrics).size : 0
  if (found < metricBytes) {
    throw new PhdError('RUN_DAMAGED', `Run ${run.id} has lost metrics that its checkpoint counts on.`, {
      expected: `${metrics} of at least ${metricBytes} bytes`,
      received: `${found} bytes`,
      remedy: 'put back a copy of the file, or start the run anew',
    })
  }
  const resumed = claim(run, dir)
  const { status } = store.open(run.id) // another process may have ended it since `run` was read
  if (status === 'running' || status === 'done') throw notResumable(run.id, status)
  if (found > metricBytes) truncateSync(metrics, metricBytes)
  for (const folder of [dir, dirname(checkpointFile(dir)), join(dir, 'results')]) removeTemporary(folder)
  const { error: _error, ended: _ended, result: _result, ...kept } = run
  return { ...kept, ...thisProcess(), status: 'running', resumed }
}

/** The number of this resumption. Making the claim file fails where it exists, so no two processes hold one number. */
function claim(run: Run, dir: string): number {
  const own = join(dir, `.claim-${process.pid}`)
  writeFileSync(own, `${JSON.stringify(thisProcess())}\n`)
  try {
    for (let n = (run.resumed ?? 0) + 1; ; n++) {
      const file = join(dir, `resume-${n}.json`)
      try {
        linkSync(own, file)
        return n
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
        const owner: Owner = JSON.parse(readFileSync(file, 'utf8'))
        if (isAlive(owner, dir)) throw notResumable(run.id, 'running')
      }
    }
  } finally {
    rmSync(own, { force: true })
  }
}

function notResumable(id: string, status: 'running' | 'done'): PhdError {
  return new PhdError('RUN_NOT_RESUMABLE', `Run ${id} is ${status}.`, {
    expected: 'a stopped or failed run',
    received: status,
    remedy: status === 'done' ? `phd runs show ${id}` : 'wait for it, or stop it first',
  })
}
