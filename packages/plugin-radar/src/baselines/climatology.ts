/** Per-pixel climatology: wet where the cell was wet in at least half of the place's training samples. */
import type { DatasetFolder, Split } from '../dataset/index.js'
import { wetMask } from '../metrics/index.js'
import type { Predict } from './evaluate.js'

/** Without `predict` where some place of the split has no training samples. */
export async function trainClimatology(dataset: DatasetFolder, split: Split, wetThresholdMetres: number): Promise<{ predict?: Predict; note: string }> {
  const places = new Set(dataset.samples(split).map((index) => index.place))
  const training = dataset.samples('train').filter((index) => places.has(index.place))
  const why = unknownPlaces(dataset, split)
  if (why) return { note: why }
  const wetTimes = new Map<string, { cells: Float64Array; samples: number }>()
  for (const index of training) {
    const mask = wetMask((await dataset.readSample(index)).depthMetres, wetThresholdMetres)
    const place = wetTimes.get(index.place) ?? { cells: new Float64Array(mask.length), samples: 0 }
    wetTimes.set(index.place, place)
    place.samples++
    mask.forEach((wet, cell) => {
      place.cells[cell] += wet
    })
  }
  const masks = new Map([...wetTimes].map(([name, { cells, samples }]) => [name, Uint8Array.from(cells, (times) => (2 * times >= samples ? 1 : 0))]))
  return {
    predict: (index, sample) => masks.get(index.place) ?? new Uint8Array(sample.depthMetres.length),
    note: 'wet where the cell was wet in at least half of the training samples of its place',
  }
}

/** A sentence where some place of the split has no training samples. */
export function unknownPlaces(dataset: DatasetFolder, split: Split): string | undefined {
  const known = new Set(dataset.samples('train').map((index) => index.place))
  const unknown = [...new Set(dataset.samples(split).map((index) => index.place))].filter((place) => !known.has(place))
  if (unknown.length > 0) return `no training samples of ${unknown.join(', ')}: how often its cells are wet is unknown`
}
