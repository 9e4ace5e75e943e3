/** Neighbours to a picture. */
import { random } from '@phd/core'
import { fitCurve } from './curve.js'
import { fuzzyGraph } from './fuzzy-graph.js'
import { defaultEpochs, Layout } from './layout.js'
import type { Neighbours } from './neighbours/index.js'
import { comparable, type Metric, type Points } from './points.js'
import { principalStart } from './principal.js'

export interface UmapOptions {
  metric: Metric
  minDist: number
  seed: number
  /** Rounds of the layout; `defaultEpochs` where left out. */
  epochs?: number
  /** After every few rounds: how many of how many. Throw to stop. */
  onEpochs?: (done: number, epochs: number) => void | Promise<void>
}

const sliceMs = 50

/** (n, 2). */
export async function umap(points: Points, neighbours: Neighbours, options: UmapOptions): Promise<Float32Array> {
  const { metric, minDist, seed, epochs = defaultEpochs(points.n), onEpochs = () => {} } = options
  const start = await principalStart(comparable(points, metric), random(seed, 'umap/start'), async () => onEpochs(0, epochs))
  const layout = new Layout(start, fuzzyGraph(neighbours), fitCurve(minDist), epochs, random(seed, 'umap/layout'))
  let told = performance.now()
  while (layout.epoch < epochs) {
    layout.step()
    if (performance.now() - told < sliceMs && layout.epoch < epochs) continue
    await onEpochs(layout.epoch, epochs)
    told = performance.now()
  }
  return Float32Array.from(layout.places)
}
