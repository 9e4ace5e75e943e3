/** Persistence: the water of the last sample whose label lies before this one's, and not after the end of its rain window. */
import type { DatasetFolder, SampleIndex, Split } from '../dataset/index.js'
import { wetMask } from '../metrics/index.js'
import type { Predict } from './evaluate.js'

export function persistence(dataset: DatasetFolder, split: Split, wetThresholdMetres: number): { predict: Predict; seesWater: boolean; note: string } {
  const { offsetMinutes } = dataset.metadata.rain
  const byEvent = new Map<string, SampleIndex[]>()
  for (const index of [...dataset.samples('train'), ...dataset.samples('validate')]) {
    const same = byEvent.get(eventOf(index))
    if (same) same.push(index)
    else byEvent.set(eventOf(index), [index])
  }
  const before = new Map<string, SampleIndex>()
  for (const index of dataset.samples(split)) {
    const earlier = byEvent.get(eventOf(index))?.filter(({ minute }) => minute < index.minute && minute <= index.minute - offsetMinutes) ?? []
    if (earlier.length > 0)
      before.set(
        key(index),
        earlier.reduce((a, b) => (b.minute > a.minute ? b : a)),
      )
  }
  return {
    predict: async (index, sample) => {
      const last = before.get(key(index))
      return last ? wetMask((await dataset.readSample(last)).depthMetres, wetThresholdMetres) : new Uint8Array(sample.depthMetres.length)
    },
    seesWater: true,
    note: 'the water of the last sample before; dry where there is none',
  }
}

function eventOf({ place, event }: SampleIndex): string {
  return `${place}/${event}`
}

function key(index: SampleIndex): string {
  return `${eventOf(index)}/${index.minute}`
}
