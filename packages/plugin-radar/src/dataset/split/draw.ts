/** Sides drawn at random. */
import { permutation, random } from '@phd/core'
import type { DatasetSplit } from '../metadata.js'

/** A side for each of `count` things: at least one validates where there are two, the rest by share. */
export function drawSides(count: number, seed: number, stream: string, validateShare = 0.2, testShare = 0): DatasetSplit[] {
  const sides: DatasetSplit[] = Array(count).fill('train')
  if (count < 2) return sides
  const validates = Math.min(count - 1, validateShare > 0 ? Math.max(1, Math.round(count * validateShare)) : 0)
  const tests = Math.min(count - 1 - validates, testShare > 0 ? Math.max(1, Math.round(count * testShare)) : 0)
  const order = permutation(random(seed, stream), count)
  order.subarray(0, validates).forEach((i) => {
    sides[i] = 'validate'
  })
  order.subarray(validates, validates + tests).forEach((i) => {
    sides[i] = 'test'
  })
  return sides
}
