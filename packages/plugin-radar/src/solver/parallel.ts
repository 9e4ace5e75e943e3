/**
 * The solver on several threads: strips of rows in one shared memory, which meet three times a step.
 *
 * Threads are asked once an `advance` and then go from step to step by themselves; this thread only waits for messages, so it
 * can do other things. What each cell and sum is does not depend on the number of threads.
 */
import { Worker } from 'node:worker_threads'
import { PhdError } from '@phd/core'
import { checkMass } from './mass.js'
import { checkSeconds, type SolverOptions } from './options.js'
import { setCapacity, setRain } from './rain.js'
import { openGrid, type Readings, readings } from './readings.js'
import type { SolverState } from './state.js'
import type { Strip } from './strip.js'
import type { ThreadStart } from './strip-worker.js'

export interface ParallelSolver extends Readings {
  readonly threads: number
  /**
   * As `Solver.advance`; one at a time. RADAR_SOLVER_THREAD where a thread ends before it has: the water is then of no use, and
   * all threads are ended. RADAR_SOLVER_CLOSED after `close`, and while another advance is running.
   */
  advance(seconds: number, rainMmPerHour?: ArrayLike<number>): Promise<void>
  /** Ends the threads; what was computed can still be read. */
  close(): Promise<void>
}

/** On `threads` threads, or fewer where the grid has less than two rows for each. Close it, or the process stays. */
export async function createParallelSolver(options: SolverOptions, threads: number, state?: SolverState): Promise<ParallelSolver> {
  if (!(Number.isInteger(threads) && threads >= 1)) {
    throw new PhdError('RADAR_SOLVER_INPUT', 'The solver cannot start with these parameters.', { expected: '1 thread or more', received: String(threads) })
  }
  const { grid, set } = openGrid(options, state)
  const strips = stripsOf(set.rows, threads)
  const read = readings(grid, set)
  const running = strips.map((strip) => startThread({ memory: grid.memory, set, strip, threads: strips.length }))
  let phase: 'ready' | 'running' | 'closed' = 'ready'

  const close = async () => {
    phase = 'closed'
    await Promise.all(running.map(({ worker }) => worker.terminate()))
  }
  const allAnswer = () => Promise.all(running.map(answer))
  const advance = async (seconds: number, rainMmPerHour?: ArrayLike<number>) => {
    if (phase !== 'ready') {
      throw new PhdError('RADAR_SOLVER_CLOSED', phase === 'closed' ? 'This solver is closed.' : 'This solver is still running.', {
        expected: 'one advance after the other, before close',
        received: phase,
        remedy: 'await each advance; to go on after close, create a solver from state()',
      })
    }
    checkSeconds(seconds)
    setRain(grid, rainMmPerHour)
    if (set.infiltrates) setCapacity(grid, options.infiltrationMmPerHour)
    phase = 'running'
    try {
      const answers = allAnswer()
      for (const { worker } of running) worker.postMessage(seconds)
      await answers
    } catch (error) {
      await close()
      throw error
    }
    if (phase === 'running') phase = 'ready'
    checkMass(read.mass().errorShare, read.timeSeconds, set.massErrorLimit)
  }
  try {
    await allAnswer()
  } catch (error) {
    await close()
    throw error
  }
  return Object.assign(read, { threads: strips.length, advance, close })
}

/** Rows shared out evenly, two at least. */
function stripsOf(rows: number, threads: number): Strip[] {
  const count = Math.max(1, Math.min(threads, Math.floor(rows / 2)))
  return Array.from({ length: count }, (_, k) => ({ first: Math.floor((k * rows) / count) + 1, last: Math.floor(((k + 1) * rows) / count) }))
}

/** A thread, and how it ended if it has: it may end between two advances, when nobody waits for it. */
interface Thread {
  worker: Worker
  ended?: string
}

function startThread(workerData: ThreadStart): Thread {
  const worker = new Worker(new URL('./strip-worker.js', import.meta.url), { workerData })
  const thread: Thread = { worker }
  worker.on('error', (error) => {
    thread.ended ??= error instanceof Error ? error.message : String(error)
  })
  worker.on('exit', (code) => {
    thread.ended ??= `exit code ${code}`
  })
  return thread
}

/** The next message of a thread, or its end. */
function answer(thread: Thread): Promise<void> {
  const { worker } = thread
  return new Promise((resolve, reject) => {
    const stopListening = () => worker.off('message', onMessage).off('exit', onExit)
    const onMessage = () => {
      stopListening()
      resolve()
    }
    const onExit = () => {
      stopListening()
      const detail = { expected: 'an answer from every thread', received: thread.ended }
      reject(new PhdError('RADAR_SOLVER_THREAD', 'A thread of the solver ended before its work.', detail))
    }
    if (thread.ended !== undefined) onExit()
    else worker.on('message', onMessage).on('exit', onExit)
  })
}
