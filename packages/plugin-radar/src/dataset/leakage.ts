/**
 * Leakage: what a model saw in training must not be what it is judged on, nor what it was chosen by what it is tested on.
 *
 * A sample spans the time from the oldest rain of its window to its label. Two samples of one place whose spans overlap in
 * one event, or in two events that lie on the calendar, share rain or water; on two sides of a split that is leakage. So it is
 * where two places are parts of one area and overlap.
 */
import { PhdError } from '@phd/core'
import { type DatasetMetadata, type DatasetSplit, type PlaceMetadata, splits } from './metadata.js'

export interface Leak {
  place: string
  event: string
  /** Label minutes of a pair that overlaps, and how many pairs do. */
  trainMinute: number
  validateMinute: number
  pairs: number
  /** The two sides, where they are not training and validation. */
  between?: [DatasetSplit, DatasetSplit]
}

type Checked = Pick<DatasetMetadata, 'rain' | 'places' | 'starts'>

/** Minutes from the oldest rain of a window to its label. */
export function spanMinutes({ rain }: Pick<DatasetMetadata, 'rain'>): number {
  return rain.windowMinutes + rain.offsetMinutes + (rain.lagMinutes ?? 0)
}

/** One entry for each area, event and two sides with overlapping samples. */
export function findLeaks(metadata: Checked): Leak[] {
  const span = spanMinutes(metadata)
  const leaks: Leak[] = []
  for (const places of areas(metadata.places)) {
    for (const { events, startsMinutes } of timelines(places, metadata.starts)) {
      const minutes = Object.fromEntries(splits.map((split) => [split, labels(places, events, startsMinutes, split)]))
      for (const [a, b] of [
        ['train', 'validate'],
        ['train', 'test'],
        ['validate', 'test'],
      ] as const) {
        const found = overlap(minutes[a], minutes[b], span)
        if (!found) continue
        const between: Pick<Leak, 'between'> = a === 'train' && b === 'validate' ? {} : { between: [a, b] }
        const first = startsMinutes.get(events[0]) ?? 0
        leaks.push({
          place: places[0].name,
          event: events[0],
          trainMinute: found.first - first,
          validateMinute: found.second - first,
          pairs: found.pairs,
          ...between,
        })
      }
    }
  }
  return leaks
}

/** Places that share ground, directly or by others between them. */
function areas(places: PlaceMetadata[]): PlaceMetadata[][] {
  const found: PlaceMetadata[][] = []
  for (const place of places) {
    const touching = found.filter((area) => area.some((other) => overlaps(place.part, other.part)))
    for (const area of touching) found.splice(found.indexOf(area), 1)
    found.push([...touching.flat(), place])
  }
  return found
}

export function overlaps(a: PlaceMetadata['part'], b: PlaceMetadata['part']): boolean {
  if (!a || !b || a.of !== b.of) return false
  return a.row < b.row + b.rows && b.row < a.row + a.rows && a.column < b.column + b.columns && b.column < a.column + a.columns
}

/** Events on the calendar are one timeline; every other event is its own. */
function timelines(places: PlaceMetadata[], starts: DatasetMetadata['starts'] = {}): { events: string[]; startsMinutes: Map<string, number> }[] {
  const events = [...new Set(places.flatMap(({ shards }) => shards.map(({ event }) => event)))]
  const dated = events.filter((event) => starts[event] !== undefined)
  const startsMinutes = new Map(dated.map((event) => [event, Date.parse(starts[event]) / 60_000]))
  const alone = events.filter((event) => !startsMinutes.has(event)).map((event) => ({ events: [event], startsMinutes }))
  return dated.length > 0 ? [{ events: dated, startsMinutes }, ...alone] : alone
}

function labels(places: PlaceMetadata[], events: string[], startsMinutes: Map<string, number>, split: DatasetSplit): Float64Array {
  const wanted = new Set(events)
  const found: number[] = []
  for (const { shards } of places) {
    for (const shard of shards) {
      if (shard.split !== split || !wanted.has(shard.event)) continue
      const start = startsMinutes.get(shard.event) ?? 0
      for (const minute of shard.minutes) found.push(start + minute)
    }
  }
  return Float64Array.from(found).sort()
}

/** Both in ascending order. The pair that lies closest, and how many pairs lie closer than `span`. */
function overlap(first: Float64Array, second: Float64Array, span: number): { first: number; second: number; pairs: number } | undefined {
  let pairs = 0
  let closest: { first: number; second: number } | undefined
  let from = 0
  let to = 0
  let below = 0
  for (const minute of second) {
    while (from < first.length && first[from] <= minute - span) from++
    while (to < first.length && first[to] < minute + span) to++
    pairs += to - from
    while (below < first.length && first[below] <= minute) below++
    for (const i of [below - 1, below]) {
      if (i < from || i >= to) continue
      if (!closest || Math.abs(first[i] - minute) < Math.abs(closest.first - closest.second)) closest = { first: first[i], second: minute }
    }
  }
  return closest && { ...closest, pairs }
}

const sideName = { train: 'training', validate: 'validation', test: 'test' } as const

export function leakageError(leaks: Leak[], span: number): PhdError {
  const [first] = leaks
  const [a, b] = first.between ?? ['train', 'validate']
  const sides = sideName[a][0].toUpperCase() + sideName[a].slice(1)
  return new PhdError('RADAR_LEAKAGE', `${sides} and ${sideName[b]} share rain or water.`, {
    expected: `at least ${span} minutes (window and offset) between samples of one place on the two sides`,
    received: `${first.place}, event ${first.event}: minute ${first.trainMinute} in ${sideName[a]}, minute ${first.validateMinute} in ${sideName[b]}${
      leaks.length > 1 ? `; and ${leaks.length - 1} more places or events` : ''
    }`,
    remedy: 'hold out whole places with --validate, or build with --allow-leakage, which is recorded',
  })
}
