/** Gaps in a series, and the frames that are written for it. */
import { PhdError } from '@phd/core'
import type { TimedFrame } from './series.js'
import { utc } from './time.js'

export type GapTreatment = 'report' | 'mask' | 'interpolate' | 'fail'

/** Between two frames that are there: `missing` steps. */
export interface Gap {
  fromMs: number
  toMs: number
  missing: number
}

export interface OutputFrame {
  timeMs: number
  minutes: number
  /** The frame that is read; undefined for one that fills a gap. */
  read?: TimedFrame
  fill?: 'missing' | 'interpolated'
}

/** Minutes from frame to frame that occur most often, of several the least; undefined for a single frame. */
export function stepOf(timesMs: number[]): number | undefined {
  const counts = new Map<number, number>()
  for (let k = 1; k < timesMs.length; k++) {
    const step = timesMs[k] - timesMs[k - 1]
    counts.set(step, (counts.get(step) ?? 0) + 1)
  }
  const [mode] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])
  return mode ? mode[0] / 60_000 : undefined
}

/** Times of radars are off by seconds: the share of a step that they may be off. */
const stepTolerance = 0.02

/** A step that someone says: frames come a whole number of steps apart, and a finer step is no shorter than what a frame holds for. RADAR_NUMBER. */
export function checkStep(frames: TimedFrame[], stepMinutes: number): void {
  const own = stepOf(frames.map(({ timeMs }) => timeMs))
  const steps = own === undefined ? undefined : own / stepMinutes
  const whole = steps === undefined ? undefined : Math.round(steps)
  if (steps !== undefined && whole !== undefined && (whole < 1 || Math.abs(steps - whole) > stepTolerance)) {
    throw wrongStep(`${own} min, or that divided by a whole number`, stepMinutes)
  }
  const holds = Math.max(...new Set(frames.map(({ minutes }) => minutes ?? 0)))
  if (whole !== 1 && holds > stepMinutes * (1 + stepTolerance)) throw wrongStep(`at least the ${holds} min that a frame holds for`, stepMinutes)
}

function wrongStep(expected: string, stepMinutes: number): PhdError {
  return new PhdError('RADAR_NUMBER', '--step-minutes is not the step of these files.', {
    expected,
    received: `${stepMinutes} min`,
    remedy: 'leave out --step-minutes',
    usage: true,
  })
}

/** More than one and a half steps apart. */
export function gapsOf(timesMs: number[], stepMinutes: number): Gap[] {
  const gaps: Gap[] = []
  for (let k = 1; k < timesMs.length; k++) {
    const steps = (timesMs[k] - timesMs[k - 1]) / (stepMinutes * 60_000)
    if (steps > 1.5) gaps.push({ fromMs: timesMs[k - 1], toMs: timesMs[k], missing: Math.ceil(steps - 0.5) - 1 })
  }
  return gaps
}

export interface GapOptions {
  treatment: GapTreatment
  stepMinutes: number
  /** `interpolate` fills gaps up to this long from frame to frame, and masks longer ones. */
  limitMinutes: number
}

/** The frames to write, in order. RADAR_GAPS with `fail`. */
export function fillGaps(frames: TimedFrame[], gaps: Gap[], { treatment, stepMinutes, limitMinutes }: GapOptions): OutputFrame[] {
  if (treatment === 'fail' && gaps.length > 0) throw failed(gaps)
  const after = new Map(gaps.map((gap) => [gap.fromMs, gap]))
  return frames.flatMap((frame) => {
    const own: OutputFrame = { timeMs: frame.timeMs, minutes: frame.minutes ?? stepMinutes, read: frame }
    const gap = after.get(frame.timeMs)
    if (!gap || treatment === 'report') return [own]
    const fill = treatment === 'interpolate' && gap.toMs - gap.fromMs <= limitMinutes * 60_000 ? ('interpolated' as const) : ('missing' as const)
    const filled = Array.from({ length: gap.missing }, (_, k) => ({ timeMs: gap.fromMs + (k + 1) * stepMinutes * 60_000, minutes: stepMinutes, fill }))
    return [own, ...filled]
  })
}

/** Linear in time between two frames; missing where either is. */
export function between(one: { timeMs: number; values: Float32Array }, other: { timeMs: number; values: Float32Array }, timeMs: number): Float32Array {
  const share = (timeMs - one.timeMs) / (other.timeMs - one.timeMs)
  return one.values.map((value, cell) => value + share * (other.values[cell] - value))
}

function failed(gaps: Gap[]): PhdError {
  const shown = gaps.slice(0, 5).map(({ fromMs, toMs, missing }) => `${missing} between ${utc(fromMs)} and ${utc(toMs)}`)
  return new PhdError('RADAR_GAPS', `The series has ${gaps.length} gap${gaps.length === 1 ? '' : 's'}.`, {
    expected: 'a frame at every step',
    received: `${shown.join('; ')} missing${gaps.length > 5 ? `, and ${gaps.length - 5} gaps more` : ''}`,
    remedy: 'get the missing files, or choose --gaps report, mask or interpolate',
  })
}
