/** The loop: from stop to stop, writing water, account and checkpoints. */
import { setImmediate } from 'node:timers/promises'
import { PhdError } from '@phd/core'
import { appendAccount } from './account-file.js'
import type { OpenRun } from './checkpoint.js'
import { errorOf, type WaterAccount, type WaterModel } from './model.js'
import type { ProgressNow } from './options.js'
import { asFloat32 } from './outputs.js'
import { type Stop, stops } from './stops.js'
import type { Span } from './timeline.js'

export interface LoopOptions {
  spans: Span[]
  outputMinutes: number
  massTolerance: number
  checkpointMinutes: number
  signal?: AbortSignal
  progress?: (now: ProgressNow) => void
}

export interface LoopResult {
  deepestMetres: number
  massErrorShare: number
  account: WaterAccount
}

/** All the water to the end, and a checkpoint there. Errors: RADAR_SOLVER_MASS, RADAR_STOPPED. */
export async function runModel(run: OpenRun, model: WaterModel, options: LoopOptions): Promise<LoopResult> {
  const { spans } = options
  const startMs = spans[0].startMs
  const endMs = spans[spans.length - 1].endMs
  const minuteOf = (timeMs: number) => (timeMs - startMs) / 60_000
  let saved = Date.now()
  let deepestMetres = 0
  for (const stop of stops(spans, options.outputMinutes, run.from?.timeMs)) {
    const before = model.steps
    await model.advance(stop)
    if (stop.output) deepestMetres = await writeOutput(run, model, stop, options, minuteOf(stop.endMs))
    const steps = model.steps - before
    options.progress?.({
      minutes: minuteOf(stop.endMs),
      totalMinutes: minuteOf(endMs),
      timeMs: stop.endMs,
      steps: model.steps,
      deepestMetres,
      stepSeconds: steps === 0 ? 0 : (stop.endMs - stop.startMs) / 1000 / steps,
    })
    await setImmediate() // signals come in here
    if (stop.endMs === endMs) break
    const due = Date.now() - saved >= options.checkpointMinutes * 60_000
    if (options.signal?.aborted) {
      await run.checkpoint(stop.endMs, model.state())
      throw stopped(stop.endMs, endMs)
    }
    if (due && (stop.output || options.checkpointMinutes > 0)) {
      await run.checkpoint(stop.endMs, model.state())
      saved = Date.now()
    }
  }
  const account = model.account()
  for (const [name, values] of Object.entries(asFloat32(model.finalFields()))) await run.writer.write(name, values)
  return { deepestMetres, account, massErrorShare: errorOf(account).share }
}

async function writeOutput(run: OpenRun, model: WaterModel, stop: Stop, { massTolerance }: LoopOptions, minute: number): Promise<number> {
  const fields = model.fields()
  const deepestMetres = greatest(fields.water_depth)
  const account = model.account()
  checkAccount(account, massTolerance, minute)
  await run.writer.append({ timeMs: stop.endMs, minutes: 0 }, asFloat32(fields))
  appendAccount(run.accountPath, { timeMs: stop.endMs, minute, account, deepestMetres, steps: model.steps })
  return deepestMetres
}

/** NaN does not count. */
function greatest(field: Float64Array): number {
  let most = 0
  for (const value of field) if (value > most) most = value
  return most
}

function checkAccount(account: WaterAccount, tolerance: number, minute: number): void {
  const { share, cubicMetres } = errorOf(account)
  if (share <= tolerance) return
  throw new PhdError('RADAR_SOLVER_MASS', `At minute ${Math.round(minute)} the water does not add up.`, {
    expected: `at most ${tolerance} of the water unaccounted for`,
    received: `${share.toPrecision(3)}: ${cubicMetres.toPrecision(4)} m3`,
    remedy: 'a smaller --courant, or a larger --mass-tolerance where that is known to be harmless',
  })
}

function stopped(timeMs: number, endMs: number): PhdError {
  const left = Math.round((endMs - timeMs) / 60_000)
  return new PhdError('RADAR_STOPPED', `Stopped with ${left} minutes left to simulate; all before is kept.`, {
    remedy: 'run the same command again: it goes on',
  })
}
