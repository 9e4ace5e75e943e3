/** The spans of a simulation: which frame of rain holds when, and where there is none. */
import { PhdError } from '@phd/core'

export interface Span {
  startMs: number
  endMs: number
  /** Index of the frame that holds; `missing` in a gap of the record, `dry` after its end. */
  rain: number | 'missing' | 'dry'
}

export interface Period {
  /** Rain from and to here; default all of it. */
  fromMs?: number
  toMs?: number
  /** The simulation ends here, in dry weather where it is after the rain. */
  untilMs?: number
  /** Dry weather after the last rain; not with `untilMs`. */
  drainMinutes?: number
}

const minuteMs = 60_000
/** Frames that miss each other by less than this share of their length are taken as one after the other. */
const jitterShare = 0.1

/** Spans one after the other from the start to the end of a simulation. Errors: RADAR_SIMULATE_TIME, RADAR_SIMULATE_OVERLAP. */
export function timeline(rain: { name: string; timesMs: number[]; minutes: number[] }, period: Period): Span[] {
  const frames = intervals(rain)
  const [first, last] = [frames[0].startMs, frames[frames.length - 1].endMs]
  const { fromMs = first, toMs = last, drainMinutes = 0 } = period
  if (fromMs < first || toMs > last || fromMs >= toMs) {
    throw new PhdError('RADAR_SIMULATE_TIME', 'The rain does not cover the time that was asked for.', {
      expected: `times between ${iso(first)} and ${iso(last)}, the one before the other`,
      received: `from ${iso(fromMs)} to ${iso(toMs)}`,
      remedy: 'another --from and --to, or more rain; --until and --drain-minutes go on in dry weather',
      usage: true,
    })
  }
  const endMs = period.untilMs ?? toMs + drainMinutes * minuteMs
  if (endMs <= fromMs) {
    throw new PhdError('RADAR_SIMULATE_TIME', 'The simulation ends before it starts.', {
      expected: `an end after ${iso(fromMs)}`,
      received: iso(endMs),
      usage: true,
    })
  }
  const spans: Span[] = []
  let now = fromMs
  const go = (toTimeMs: number, what: Span['rain']) => {
    const end = Math.min(toTimeMs, endMs)
    if (end > now) spans.push({ startMs: now, endMs: end, rain: what })
    now = Math.max(now, end)
  }
  for (const [index, frame] of frames.entries()) {
    if (frame.endMs <= fromMs) continue
    go(Math.min(frame.startMs, toMs), 'missing')
    if (frame.startMs >= toMs) break
    go(Math.min(frame.endMs, toMs), index)
  }
  go(endMs, 'dry')
  return spans
}

function intervals({ name, timesMs, minutes }: { name: string; timesMs: number[]; minutes: number[] }): { startMs: number; endMs: number }[] {
  let before = Number.NEGATIVE_INFINITY
  return timesMs.map((endMs, i) => {
    const length = minutes[i] * minuteMs
    let startMs = endMs - length
    if (Math.abs(startMs - before) <= jitterShare * length) startMs = before
    if (!(length > 0) || startMs < before) {
      throw new PhdError('RADAR_SIMULATE_OVERLAP', `Frames of ${name} overlap in time.`, {
        expected: `rain of intervals one after the other: after ${iso(before)}`,
        received: `${minutes[i]} minutes that end at ${iso(endMs)}`,
        remedy: 'import running sums at their own length: one a sum, not one a time step',
      })
    }
    before = endMs
    return { startMs, endMs }
  })
}

/** `2007-06-25T00:05Z`; with seconds where they are not 0. */
export function iso(timeMs: number): string {
  if (!Number.isFinite(timeMs)) return String(timeMs)
  const text = new Date(timeMs).toISOString()
  return text.endsWith(':00.000Z') ? text.replace(':00.000Z', 'Z') : text.replace('.000Z', 'Z')
}
