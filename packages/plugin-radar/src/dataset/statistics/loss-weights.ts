/** Weights of samples by how wet they are: common ones light, rare ones heavy. */
export const weightBins = 100

export interface LossWeight {
  /** Wet cells, from and up to but not including; the last bin includes its end. */
  from: number
  to: number
  samples: number
  weight: number
}

/** `wetCells`: number of samples by number of wet cells. Bins of one width from 0 to the wettest sample. */
export function lossWeights(wetCells: Map<number, number>): LossWeight[] {
  const most = [...wetCells.keys()].reduce((high, cells) => Math.max(high, cells), 0)
  if (wetCells.size === 0) return []
  const width = Math.max(1, most) / weightBins
  const counts = new Float64Array(weightBins)
  for (const [cells, samples] of wetCells) counts[Math.min(weightBins - 1, Math.floor(cells / width))] += samples
  const fullest = counts.reduce((high, count) => Math.max(high, count), 0)
  return Array.from(counts, (samples, bin) => ({ from: bin * width, to: (bin + 1) * width, samples, weight: 0.1 + 0.9 * (1 - samples / fullest) }))
}
