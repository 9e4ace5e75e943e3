/** Sums over the files of a dataset, as they come. */
import { type FileNotes, histogramBins } from '../build/record-notes.js'
import type { DatasetSplit } from '../metadata.js'

export interface SampleSums {
  split: DatasetSplit
  rainSum: number
  depthSum: number
}

export const maximumPoints = 3000

export class Statistics {
  readonly rain = new Map<DatasetSplit, Float64Array>()
  readonly depth = new Map<DatasetSplit, Float64Array>()
  /** Training samples by their number of wet cells. */
  readonly wetCells = new Map<number, number>()
  /** Those of the smallest hashes: a fair draw that does not depend on the order. */
  #points: { hash: string; sums: SampleSums }[] = []

  add({ split, hashes, wetCells, rainSums, depthSums, rainHistogram, depthHistogram }: FileNotes): void {
    addTo(this.rain, split, rainHistogram)
    addTo(this.depth, split, depthHistogram)
    if (split === 'train') for (const cells of wetCells) this.wetCells.set(cells, (this.wetCells.get(cells) ?? 0) + 1)
    hashes.forEach((hash, i) => {
      this.#points.push({ hash, sums: { split, rainSum: rainSums[i], depthSum: depthSums[i] } })
    })
    if (this.#points.length > 4 * maximumPoints) this.#points = smallest(this.#points)
  }

  points(): SampleSums[] {
    return smallest(this.#points).map(({ sums }) => sums)
  }
}

function smallest<T extends { hash: string }>(points: T[]): T[] {
  return points.sort((a, b) => (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0)).slice(0, maximumPoints)
}

function addTo(sums: Map<DatasetSplit, Float64Array>, split: DatasetSplit, histogram: number[]): void {
  const own = sums.get(split) ?? new Float64Array(histogramBins)
  histogram.forEach((count, bin) => {
    own[bin] += count
  })
  sums.set(split, own)
}
