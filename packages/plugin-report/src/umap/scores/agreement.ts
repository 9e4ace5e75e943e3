/** Do neighbours in the picture have the same label, more than labels dealt at random would? */
import { integer, type Random } from '@phd/core'
import type { PictureNeighbours } from './picture.js'

export interface LabelAgreement {
  /** Mean share of neighbours with the point's own label. */
  agreement: number
  /** The same with the labels shuffled, mean of all shuffles: what chance gives with these class sizes. */
  shuffled: number
  /** Share of shuffles that agree as much, itself counted (Phipson & Smyth 2010, doi:10.2202/1544-6115.1585). */
  p: number
  shuffles: number
}

/** `labels` are class numbers of all n points. */
export function agreementTest(labels: Int32Array, neighbours: PictureNeighbours, random: Random, shuffles = 999): LabelAgreement {
  const agreement = agreementOf(labels, neighbours)
  const shuffled = labels.slice()
  let [sum, asMuch] = [0, 0]
  for (let round = 0; round < shuffles; round++) {
    shuffle(shuffled, random)
    const value = agreementOf(shuffled, neighbours)
    sum += value
    if (value >= agreement) asMuch++
  }
  return { agreement, shuffled: sum / shuffles, p: (asMuch + 1) / (shuffles + 1), shuffles }
}

function agreementOf(labels: Int32Array, { rows, k, indices }: PictureNeighbours): number {
  let same = 0
  for (let row = 0; row < rows.length; row++) {
    const own = labels[rows[row]]
    for (let c = row * k; c < (row + 1) * k; c++) if (labels[indices[c]] === own) same++
  }
  return same / (rows.length * k)
}

/** Fisher and Yates, in place. */
export function shuffle(values: Int32Array, random: Random): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = integer(random, i + 1)
    const kept = values[i]
    values[i] = values[j]
    values[j] = kept
  }
}
