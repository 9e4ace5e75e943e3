/** From a time on, or in blocks of time. */
import { PhdError } from '@phd/core'
import { spanMinutes } from '../leakage.js'
import type { DatasetMetadata, DatasetSplit } from '../metadata.js'
import { drawSides } from './draw.js'
import type { SplitCandidate, SplitOptions, SplitPlan, TimePoint } from './plan.js'

export function byTime(candidates: SplitCandidate[], rain: DatasetMetadata['rain'], options: SplitOptions): SplitPlan {
  return options.blockHours === undefined ? fromTimes(candidates, spanMinutes({ rain }), options) : inBlocks(candidates, spanMinutes({ rain }), options)
}

/** Training before validation before test, a gap of one span before each. */
function fromTimes(candidates: SplitCandidate[], span: number, options: SplitOptions): SplitPlan {
  const { allowLeakage } = options
  const { validateFrom, testFrom } = borders(candidates, options)
  const starts = startsOf(candidates)
  if (options.testFrom) checkOrder(validateFrom, options.testFrom, candidates)
  const gap = allowLeakage ? 0 : span
  const splitOf = (_place: string, event: string, minute: number): DatasetSplit | undefined => {
    const from = inMinutes(validateFrom, starts.get(event))
    const until = testFrom ? inMinutes(testFrom, starts.get(event)) : Number.POSITIVE_INFINITY
    if (minute >= until) return 'test'
    if (minute >= from) return until - minute >= gap ? 'validate' : undefined
    return from - minute >= gap ? 'train' : undefined
  }
  const all = candidates.flatMap(({ place, event, minutes }) => minutes.map((minute) => ({ minute, split: splitOf(place, event, minute), event })))
  const has = (split: DatasetSplit) => all.some((label) => label.split === split)
  const least = all.reduce((low, { minute }) => Math.min(low, minute), Number.POSITIVE_INFINITY)
  const most = all.reduce((high, { minute }) => Math.max(high, minute), 0)
  const range = `labels from minute ${least} to ${most}`
  const name = nameOf(validateFrom)
  const before = all.some(({ minute, event }) => minute < inMinutes(validateFrom, starts.get(event)))
  if (!has('validate') || !before || (testFrom && !has('test'))) {
    throw new PhdError('RADAR_SPLIT_EMPTY', `${name[0].toUpperCase()}${name.slice(1)} does not part the events in two.`, {
      expected: `a ${'minute' in validateFrom ? 'minute' : 'time'} inside: ${range}`,
      received: 'minute' in validateFrom ? String(validateFrom.minute) : name,
      usage: true,
    })
  }
  if (!has('train')) {
    throw new PhdError('RADAR_LEAKAGE', `Windows of ${span} minutes cannot be disjoint in events this short.`, {
      expected: `training labels one window of ${span} minutes before ${name}`,
      received: range,
      remedy: 'hold out whole places with --validate, shorten the window with --pattern, or build with --allow-leakage, which is recorded',
    })
  }
  const left = all.filter(({ split }) => split === undefined).length
  const how = allowLeakage ? 'no gap was left, so windows overlap (--allow-leakage)' : `${left} labels in the gap of ${span} minutes before it are left out`
  const tested = testFrom ? ` The test holds out those from ${nameOf(testFrom)}, with a gap likewise.` : ''
  return { by: 'time', splitOf, note: `Validation holds out the labels from ${name} of every event; ${how}.${tested}` }
}

/** The test must come after the validation in every event. */
function checkOrder(validateFrom: TimePoint, testFrom: TimePoint, candidates: SplitCandidate[]): void {
  if (candidates.every(({ startMs }) => inMinutes(testFrom, startMs) > inMinutes(validateFrom, startMs))) return
  throw new PhdError('RADAR_SPLIT_OPTION', 'The test must begin after the validation.', {
    expected: `--test-from after ${nameOf(validateFrom)}`,
    received: nameOf(testFrom),
    usage: true,
  })
}

/** As asked for, or the last shares of all labels on the calendar. */
function borders(candidates: SplitCandidate[], options: SplitOptions): { validateFrom: TimePoint; testFrom?: TimePoint } {
  const { validateFrom, testFrom, validateShare = 0.2, testShare = 0 } = options
  if (validateFrom) return { validateFrom, testFrom }
  const times = candidates.flatMap(({ startMs = 0, minutes }) => minutes.map((minute) => startMs + minute * 60_000)).sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.max(0, Math.floor(times.length * share)))]
  const dated = candidates.every(({ startMs }) => startMs !== undefined)
  const point = (time: number): TimePoint => (dated ? { utcMs: time } : { minute: time / 60_000 })
  const last = testFrom ?? (testShare > 0 ? point(at(1 - testShare)) : undefined)
  return { validateFrom: point(at(1 - testShare - validateShare)), testFrom: last }
}

/** Blocks of absolute time where events are dated, of their own minutes otherwise. */
function inBlocks(candidates: SplitCandidate[], span: number, options: SplitOptions): SplitPlan {
  const { blockHours = 0, seed, validateShare, testShare, allowLeakage } = options
  const length = blockHours * 60
  const starts = startsOf(candidates)
  const timeOf = (event: string, minute: number) => (starts.get(event) ?? 0) / 60_000 + minute
  const numbers = [...new Set(candidates.flatMap(({ event, minutes }) => minutes.map((minute) => Math.floor(timeOf(event, minute) / length))))].sort(
    (a, b) => a - b,
  )
  const sides = drawSides(numbers.length, seed, 'validation blocks of time', validateShare, testShare)
  const sideOf = new Map(numbers.map((number, i) => [number, sides[i]]))
  if (!sides.includes('validate')) {
    throw new PhdError('RADAR_SPLIT_EMPTY', `All labels lie in one block of ${blockHours} hours.`, {
      expected: 'two blocks or more',
      received: `${numbers.length}`,
      remedy: 'a smaller --block-hours',
      usage: true,
    })
  }
  const splitOf = (_place: string, event: string, minute: number): DatasetSplit | undefined => {
    const time = timeOf(event, minute)
    const side = sideOf.get(Math.floor(time / length))
    if (allowLeakage) return side
    for (let number = Math.floor((time - span) / length); number < Math.floor(time / length); number++) {
      const earlier = sideOf.get(number)
      if (earlier !== undefined && earlier !== side) return undefined
    }
    return side
  }
  const left = candidates.reduce((sum, { place, event, minutes }) => sum + minutes.filter((minute) => splitOf(place, event, minute) === undefined).length, 0)
  const count = (side: DatasetSplit) => sides.filter((one) => one === side).length
  return {
    by: 'time',
    splitOf,
    note: `Of ${numbers.length} blocks of ${blockHours} hours ${count('validate')} validate and ${count('test')} test (drawn with seed ${seed}); ${
      allowLeakage
        ? 'no gap was left, so windows overlap (--allow-leakage)'
        : `${left} labels whose ${span} minutes reach into a block of another side are left out`
    }.`,
  }
}

function startsOf(candidates: SplitCandidate[]): Map<string, number | undefined> {
  return new Map(candidates.map(({ event, startMs }) => [event, startMs]))
}

function inMinutes(point: TimePoint, startMs: number | undefined): number {
  if ('minute' in point) return point.minute
  if (startMs !== undefined) return (point.utcMs - startMs) / 60_000
  throw new PhdError('RADAR_SPLIT_OPTION', 'These events have no place in time.', {
    expected: 'a minute of the event, such as 300',
    received: new Date(point.utcMs).toISOString(),
    usage: true,
  })
}

function nameOf(point: TimePoint): string {
  return 'minute' in point ? `minute ${point.minute}` : new Date(point.utcMs).toISOString()
}
