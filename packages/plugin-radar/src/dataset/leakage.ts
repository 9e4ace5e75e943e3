/**
 * Leakage: what a model saw in training must not be what it is judged on.
 *
 * A sample spans the time from the oldest rain of its window to its label. Two samples of one place and event whose
 * spans overlap share rain or water; on both sides of a split that is leakage.
 */
import { PhdError } from '@phd/core'
import type { DatasetMetadata } from './metadata.js'

export interface Leak {
  place: string
  event: string
  /** Label minutes of a pair that overlaps, and how many pairs do. */
  trainMinute: number
  validateMinute: number
  pairs: number
}

/** Minutes from the oldest rain of a window to its label. */
export function spanMinutes({ rain }: Pick<DatasetMetadata, 'rain'>): number {
  return rain.windowMinutes + rain.offsetMinutes
}

/** One entry for each place and event with overlapping samples on both sides. */
export function findLeaks(metadata: Pick<DatasetMetadata, 'rain' | 'places'>): Leak[] {
  const span = spanMinutes(metadata)
  const leaks: Leak[] = []
  for (const { name, shards } of metadata.places) {
    for (const event of new Set(shards.map((shard) => shard.event))) {
      const minutes = (split: string) =>
        shards
          .filter((shard) => shard.event === event && shard.split === split)
          .flatMap((shard) => shard.minutes)
          .sort((a, b) => a - b)
      const leak = overlap(minutes('train'), minutes('validate'), span)
      if (leak) leaks.push({ place: name, event, ...leak })
    }
  }
  return leaks
}

/** Both in ascending order. The pair that lies closest, and how many pairs lie closer than `span`. */
function overlap(train: number[], validate: number[], span: number): Omit<Leak, 'place' | 'event'> | undefined {
  let pairs = 0
  let closest: [number, number] | undefined
  let from = 0
  for (const validateMinute of validate) {
    while (from < train.length && train[from] <= validateMinute - span) from++
    for (let i = from; i < train.length && train[i] < validateMinute + span; i++) {
      pairs++
      if (!closest || Math.abs(train[i] - validateMinute) < Math.abs(closest[0] - closest[1])) closest = [train[i], validateMinute]
    }
  }
  return closest && { trainMinute: closest[0], validateMinute: closest[1], pairs }
}

export function leakageError(leaks: Leak[], span: number): PhdError {
  const [first] = leaks
  return new PhdError('RADAR_LEAKAGE', 'Training and validation share rain or water.', {
    expected: `at least ${span} minutes (window and offset) between samples of one place on the two sides`,
    received: `${first.place}, event ${first.event}: minute ${first.trainMinute} in training, minute ${first.validateMinute} in validation${
      leaks.length > 1 ? `; and ${leaks.length - 1} more places or events` : ''
    }`,
    remedy: 'hold out whole places with --validate, or build with --allow-leakage, which is recorded',
  })
}
