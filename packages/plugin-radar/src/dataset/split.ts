/**
 * Who trains and who validates, decided before anything is read.
 *
 * By place (default): every event of a place is on one side. By time: in every event, labels from a minute on validate, and
 * the labels whose span would overlap theirs are left out, so that neither rain nor water is shared.
 */
import { PhdError, permutation, random } from '@phd/core'
import { spanMinutes } from './leakage.js'
import type { DatasetMetadata, Split } from './metadata.js'

export interface SplitPlan {
  by: 'place' | 'time'
  /** Undefined: the sample is left out. */
  splitOf(place: string, minute: number): Split | undefined
  /** A sentence for the user. */
  note: string
}

export interface SplitOptions {
  validate?: string[]
  validateFromMinute?: number
  seed: number
  allowLeakage: boolean
}

/** `events` have the minutes of their labels. Errors: RADAR_SPLIT_EMPTY, RADAR_LEAKAGE. */
export function planSplit(events: { place: string; minutes: number[] }[], rain: DatasetMetadata['rain'], options: SplitOptions): SplitPlan {
  const { validateFromMinute } = options
  return validateFromMinute === undefined ? byPlace(events, options) : byTime(events, rain, validateFromMinute, options.allowLeakage)
}

function byPlace(events: { place: string }[], { validate, seed }: SplitOptions): SplitPlan {
  const places = [...new Set(events.map((event) => event.place))]
  const held = new Set(validate ?? drawPlaces(places, seed))
  if (held.size === 0 || places.every((place) => held.has(place))) {
    throw new PhdError('RADAR_SPLIT_EMPTY', `Nothing is left to ${held.size === 0 ? 'validate' : 'train'} on.`, {
      expected: 'at least one place on each side',
      received: `${places.length} place${places.length === 1 ? '' : 's'} (${places.join(', ')}), ${held.size} held out`,
      remedy: 'more places, or a split in time: --validate-from MINUTE',
    })
  }
  const how = validate ? '' : ` (a fifth of ${places.length}, drawn with seed ${seed})`
  return {
    by: 'place',
    splitOf: (place) => (held.has(place) ? 'validate' : 'train'),
    note: `Validation holds out whole places: ${places.filter((place) => held.has(place)).join(', ')}${how}.`,
  }
}

function drawPlaces(places: string[], seed: number): string[] {
  if (places.length < 2) return []
  const order = permutation(random(seed, 'validation places'), places.length)
  return [...order.subarray(0, Math.max(1, Math.round(places.length / 5)))].map((i) => places[i])
}

function byTime(events: { minutes: number[] }[], rain: DatasetMetadata['rain'], from: number, allowLeakage: boolean): SplitPlan {
  const span = spanMinutes({ rain })
  const lastTrain = allowLeakage ? from : from - span
  const splitOf = (minute: number): Split | undefined => (minute >= from ? 'validate' : minute <= lastTrain ? 'train' : undefined)
  const minutes = events.flatMap((event) => event.minutes)
  const has = (split: Split) => minutes.some((minute) => splitOf(minute) === split)
  const range = `labels from minute ${Math.min(...minutes)} to ${Math.max(...minutes)}`
  if (!has('validate') || !minutes.some((minute) => minute < from)) {
    throw new PhdError('RADAR_SPLIT_EMPTY', `Minute ${from} does not part the events in two.`, {
      expected: `a minute inside: ${range}`,
      received: String(from),
      usage: true,
    })
  }
  if (!has('train')) {
    throw new PhdError('RADAR_LEAKAGE', `Windows of ${span} minutes cannot be disjoint in events this short.`, {
      expected: `training labels until minute ${lastTrain}, one window before minute ${from}`,
      received: range,
      remedy: 'hold out whole places with --validate, shorten the window with --pattern, or build with --allow-leakage, which is recorded',
    })
  }
  const gap = minutes.filter((minute) => splitOf(minute) === undefined).length
  return {
    by: 'time',
    splitOf: (_place, minute) => splitOf(minute),
    note: `Validation holds out the labels from minute ${from} of every event; ${allowLeakage ? 'no gap was left, so windows overlap (--allow-leakage)' : `${gap} labels in the gap of ${span} minutes before it are left out`}.`,
  }
}
