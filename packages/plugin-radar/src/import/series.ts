/** Frames in order of time, each time once. */
import { PhdError } from '@phd/core'
import type { SelectedFrame } from './select.js'
import { utc } from './time.js'

export interface TimedFrame extends SelectedFrame {
  timeMs: number
}

export interface Series {
  frames: TimedFrame[]
  /** Same time and same values, dropped. */
  duplicates: number
}

/** Times from `fromMs` to `toMs`, both included. RADAR_TIME_MISSING, RADAR_TIME_CONFLICT, RADAR_TIME_RANGE. */
export function seriesOf(all: SelectedFrame[], { fromMs = -Infinity, toMs = Infinity }: { fromMs?: number; toMs?: number }): Series {
  const timed = all.map((frame): TimedFrame => {
    if (frame.timeMs !== undefined) return { ...frame, timeMs: frame.timeMs }
    throw new PhdError('RADAR_TIME_MISSING', `${frame.path} does not say the time of its frames.`, {
      expected: 'a time for every frame, as the other files have',
      received: `${frame.name} without a time`,
      remedy: 'some readers take it: --reader-option start=2010-08-26T00:00Z',
      usage: true,
    })
  })
  const sorted = timed
    .filter(({ timeMs }) => timeMs >= fromMs && timeMs <= toMs)
    .sort((a, b) => a.timeMs - b.timeMs || a.input - b.input || a.ordinal - b.ordinal)
  if (sorted.length === 0) throw nothingInRange(timed, fromMs, toMs)
  const frames: TimedFrame[] = []
  for (const frame of sorted) {
    const last = frames.at(-1)
    if (last?.timeMs !== frame.timeMs) frames.push(frame)
    else if (last.hash !== frame.hash || JSON.stringify(last.on) !== JSON.stringify(frame.on)) throw conflict(last, frame)
  }
  return { frames, duplicates: sorted.length - frames.length }
}

function conflict(one: TimedFrame, other: TimedFrame): PhdError {
  return new PhdError('RADAR_TIME_CONFLICT', `Two frames of ${utc(one.timeMs)} are not the same.`, {
    expected: 'one frame for each time, or the same one twice',
    received: one.path === other.path ? `frames ${one.ordinal} and ${other.ordinal} of ${one.path}` : `${one.path} and ${other.path}`,
    remedy: 'leave one of the two out',
  })
}

function nothingInRange(timed: TimedFrame[], fromMs: number, toMs: number): PhdError {
  const times = timed.map(({ timeMs }) => timeMs)
  const first = times.reduce((a, b) => Math.min(a, b), Infinity)
  const last = times.reduce((a, b) => Math.max(a, b), -Infinity)
  const shown = (timeMs: number) => (Number.isFinite(timeMs) ? utc(timeMs) : 'ever')
  return new PhdError('RADAR_TIME_RANGE', 'No frame lies in the range of time.', {
    expected: `times from ${utc(first)} to ${utc(last)}`,
    received: `--from ${shown(fromMs)} --to ${shown(toMs)}`,
    usage: true,
  })
}
