/** Several tests at once. */
import { refused } from './sample.js'

/** p-values adjusted so that the chance of any false finding stays below the level (Holm 1979, jstor:4615733), in their own order. */
export function holm(pValues: number[]): number[] {
  const wrong = pValues.find((p) => !(p >= 0 && p <= 1))
  if (wrong !== undefined) throw refused('a correction', 'p-values from 0 to 1', String(wrong))
  const order = pValues.map((_, i) => i).sort((i, j) => pValues[i] - pValues[j] || i - j)
  const adjusted = new Array<number>(pValues.length)
  let highest = 0
  order.forEach((i, position) => {
    highest = Math.max(highest, Math.min(1, (pValues.length - position) * pValues[i]))
    adjusted[i] = highest
  })
  return adjusted
}
