/** The same sample, or the same rain, on both sides of a split. */
import { PhdError } from '@phd/core'
import type { DatasetSplit } from '../metadata.js'
import type { FileNotes } from './record-notes.js'

interface Sighting {
  place: string
  event: string
  minute: number
  split: DatasetSplit
}

/**
 * Remembers samples by hash, to find a place that stands under two names. What is alike by nature does not count: wholly dry
 * samples, and the standing water of one place at two times.
 */
export class Duplicates {
  readonly acrossSplits: [Sighting, Sighting][] = []
  readonly #first = new Map<string, Sighting>()

  add({ place, event, split, minutes, hashes, depthSums }: FileNotes): void {
    hashes.forEach((hash, i) => {
      if (depthSums[i] === 0) return
      const first = this.#first.get(hash)
      if (!first) this.#first.set(hash, { place, event, minute: minutes[i], split })
      else if (first.split !== split && first.place !== place) this.acrossSplits.push([first, { place, event, minute: minutes[i], split }])
    })
  }
}

export function duplicateError(duplicates: [Sighting, Sighting][]): PhdError {
  const [[a, b]] = duplicates
  const name = ({ place, event, minute, split }: Sighting) => `${place}, event ${event}, minute ${minute} (${split})`
  return new PhdError('RADAR_LEAKAGE', 'Training and validation share samples.', {
    expected: 'no sample on both sides',
    received: `${duplicates.length} the same, for example ${name(a)} and ${name(b)}`,
    remedy: 'remove the copy, or hold out other places with --validate, or build with --allow-leakage, which is recorded',
  })
}

/** A sentence for each rain that falls on both sides: not the same sample, but not independent weather either. */
export function sharedRain(rains: { name: string; sha256: string; splits: Set<string> }[]): string[] {
  const byRain = new Map<string, typeof rains>()
  for (const rain of rains) byRain.set(rain.sha256, [...(byRain.get(rain.sha256) ?? []), rain])
  return [...byRain.values()]
    .filter((same) => same.length > 1 && new Set(same.flatMap(({ splits }) => [...splits])).size > 1)
    .map((same) => `${same.map((rain) => rain.name).join(' and ')} have the same rain, on both sides of the split.`)
}
