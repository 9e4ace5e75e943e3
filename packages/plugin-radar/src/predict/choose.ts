/** Which samples to show: places in turn, of each the wettest first, so that there is something to see. */
import type { DatasetFolder, SampleIndex } from '../dataset/index.js'
import { wetMask } from '../metrics/index.js'

export async function choosePredictions(dataset: DatasetFolder, samples: SampleIndex[], count: number): Promise<SampleIndex[]> {
  const byPlace = new Map<string, { index: SampleIndex; wetCells: number }[]>()
  for (const index of samples) {
    const { depthMetres } = await dataset.readSample(index)
    const wetCells = wetMask(depthMetres, dataset.metadata.wetThresholdMetres).reduce((sum, wet) => sum + wet, 0)
    byPlace.set(index.place, [...(byPlace.get(index.place) ?? []), { index, wetCells }])
  }
  const ranked = [...byPlace.values()].map((of) => oneOfEachEvent(of.sort((a, b) => b.wetCells - a.wetCells || a.index.minute - b.index.minute)))
  const chosen: SampleIndex[] = []
  for (let round = 0; chosen.length < Math.min(count, samples.length); round++) {
    for (const of of ranked) if (of[round] && chosen.length < count) chosen.push(of[round].index)
  }
  return chosen
}

/** The wettest of every event first, then the others: neighbours in time look alike. */
function oneOfEachEvent<T extends { index: SampleIndex }>(ranked: T[]): T[] {
  const seen = new Set<string>()
  const first = ranked.filter(({ index }) => !seen.has(index.event) && seen.add(index.event))
  return [...first, ...ranked.filter((item) => !first.includes(item))]
}
