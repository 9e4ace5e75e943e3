/**
 * Do two methods differ, measured on the same items or seeds? The signs of the differences are flipped at random.
 *
 * Fisher 1935, The Design of Experiments, section 21; a drawn p-value is never 0: Phipson & Smyth 2010,
 * doi:10.2202/1544-6115.1585.
 */
import { type Random, random as seeded } from '@phd/core'
import { mean } from 'simple-statistics'
import { checkSample, refused } from './sample.js'

export interface PermutationTest {
  /** Mean of a minus mean of b. */
  difference: number
  /** Two-sided. */
  p: number
  n: number
  /** True where every flip was counted: the p-value has no chance in it. */
  exact: boolean
  /** Flips counted. */
  flips: number
}

/** `flips` is how many are counted at most: with 2^n of them or fewer, every one is. */
export function pairedPermutationTest(
  a: number[],
  b: number[],
  { flips = 9999, random = seeded(1, 'permutation') }: { flips?: number; random?: Random } = {},
): PermutationTest {
  if (a.length !== b.length) throw refused('a paired test', 'as many values on both sides', `${a.length} and ${b.length}`)
  checkSample(a, 2, 'a paired test')
  checkSample(b, 2, 'a paired test')
  const differences = a.map((value, i) => value - b[i])
  const n = differences.length
  const observed = Math.abs(sum(differences))
  // Sums of the same numbers in another order differ in their last digits.
  const threshold = observed - 1e-13 * differences.reduce((total, value) => total + Math.abs(value), 0)
  const exact = n <= 40 && 2 ** n <= flips
  const counted = exact ? 2 ** n : flips
  let extreme = 0
  for (let flip = 0; flip < counted; flip++) {
    let total = 0
    for (let i = 0; i < n; i++) total += (exact ? Math.floor(flip / 2 ** i) % 2 : random() < 0.5) ? -differences[i] : differences[i]
    if (Math.abs(total) >= threshold) extreme++
  }
  return { difference: mean(a) - mean(b), p: exact ? extreme / counted : (extreme + 1) / (counted + 1), n, exact, flips: counted }
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
