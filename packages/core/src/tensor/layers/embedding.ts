/** Learned rows of a table: of words by their index, of positions by their order. */
import * as tf from '@tensorflow/tfjs-core'
import { type Initialiser, truncatedNormal } from './initialisers.js'
import type { Weights } from './weights.js'

export interface EmbeddingOptions {
  /** How many rows: words of the vocabulary, or positions. */
  count: number
  size: number
  initialise?: Initialiser
}

/** Indices (batch, length) int32 in [0, count) to (batch, length, size). */
export function embeddingLayer(weights: Weights, name: string, { count, size, initialise = truncatedNormal(0.02) }: EmbeddingOptions) {
  const table = weights.in(name).variable('table', [count, size], initialise)
  return (indices: tf.Tensor2D): tf.Tensor3D => tf.gather(table, indices) as tf.Tensor3D
}

/** A learned row for each position, added to (batch, length, size); length at most `count`. */
export function positionLayer(weights: Weights, name: string, { count, size, initialise = truncatedNormal(0.02) }: EmbeddingOptions) {
  const table = weights.in(name).variable('table', [count, size], initialise)
  return (x: tf.Tensor3D): tf.Tensor3D => tf.add(x, x.shape[1] === count ? table : tf.slice(table, 0, x.shape[1]))
}
