/** Frames of rain as slots of one length. */
import { PhdError } from '@phd/core'

export interface TimeAxis {
  /** UTC, the start of slot 0. */
  startMs: number
  stepMinutes: number
  /** Of each slot the index of its frame; -1 in a gap. */
  frames: Int32Array
}

const minuteMs = 60_000

/** `timesMs` are the ends of intervals of `minutes`. Errors: RADAR_RAIN_STEP, RADAR_RAIN_TIMES. */
export function timeAxis(timesMs: number[], minutes: number[], name: string): TimeAxis {
  if (timesMs.length === 0) throw new PhdError('RADAR_RAIN_TIMES', `${name} has no frame of rain.`, { expected: 'one or more' })
  const [stepMinutes] = minutes
  const other = minutes.findIndex((length) => Math.abs(length - stepMinutes) > 1e-6)
  if (other >= 0 || !(stepMinutes > 0)) {
    throw new PhdError('RADAR_RAIN_STEP', `The frames of ${name} do not all cover the same time.`, {
      expected: `frames of ${stepMinutes} minutes, as the first`,
      received: other >= 0 ? `one of ${minutes[other]} minutes that ends ${new Date(timesMs[other]).toISOString()}` : `${stepMinutes} minutes`,
      remedy: 'import rain of one product and time step',
    })
  }
  const stepMs = stepMinutes * minuteMs
  const startMs = timesMs[0] - stepMs
  const frames = new Int32Array(Math.round((timesMs[timesMs.length - 1] - startMs) / stepMs)).fill(-1)
  timesMs.forEach((timeMs, frame) => {
    const steps = (timeMs - startMs) / stepMs
    const slot = Math.round(steps) - 1
    if (Math.abs(steps - 1 - slot) > 0.1 || frames[slot] >= 0) {
      throw new PhdError('RADAR_RAIN_TIMES', `The frames of ${name} do not follow one another in steps of ${stepMinutes} minutes.`, {
        expected: `ends at ${new Date(startMs + stepMs).toISOString()} and whole steps later`,
        received: new Date(timeMs).toISOString(),
        remedy: 'import the rain with one time step',
      })
    }
    frames[slot] = frame
  })
  return { startMs, stepMinutes, frames }
}
