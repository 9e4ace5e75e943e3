/**
 * The same neighbours laid out by umap-js, to compare with: its own fuzzy graph, random start and rounds.
 *
 * Several times slower than ours (docs/results/umap.md); for the embeddings that others made with it. Errors: none of its own.
 */
import { random } from '@phd/core'
import { defaultEpochs } from './layout.js'
import type { Neighbours } from './neighbours/index.js'
import type { UmapOptions } from './umap.js'

const sliceMs = 50

/** (n, 2). The metric is that of the neighbours; umap-js sees no vectors. */
export async function umapJs(
  { n, k, indices, distances }: Neighbours,
  { minDist, seed, epochs = defaultEpochs(n), onEpochs = () => {} }: UmapOptions,
): Promise<Float32Array> {
  const { UMAP } = await import('umap-js')
  const peer = new UMAP({ nNeighbors: k + 1, minDist, nEpochs: epochs, random: random(seed, 'umap-js') })
  // umap-js counts a point among its own neighbours.
  const withSelf = (values: ArrayLike<number>, self: (i: number) => number) =>
    Array.from({ length: n }, (_, i) => [self(i), ...Array.from({ length: k }, (_unused, c) => values[i * k + c])])
  peer.setPrecomputedKNN(
    withSelf(indices, (i) => i),
    withSelf(distances, () => 0),
  )
  peer.initializeFit(Array.from({ length: n }, (_, i) => [i]))
  let told = performance.now()
  for (let epoch = 1; epoch <= epochs; epoch++) {
    peer.step()
    if (performance.now() - told < sliceMs && epoch < epochs) continue
    await onEpochs(epoch, epochs)
    told = performance.now()
  }
  return Float32Array.from(peer.getEmbedding().flat())
}
