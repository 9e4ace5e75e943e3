/** A network with its weights, new or from a run. */

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Registry } from '@phd/core'
import { type Checkpoint, PhdError, packCheckpoint, type Run, unpackCheckpoint } from '@phd/core'
import { type Layer, readVariables, Weights, writeVariables } from '@phd/core/tensor'
import type { Segmenter } from '../models/segmenter.js'
import type { RainChannels } from './fits-run.js'

export interface Network {
  segmenter: Segmenter
  weights: Weights
  layer: Layer
  shape: NetworkShape
}

/** What is needed to build the same network again. */
export interface NetworkShape {
  model: string
  channels: number
  rain: RainChannels
  side: number
  batchSize: number
  wetThresholdMetres: number
}

export const weightsFile = 'weights.safetensors'
const classes = 2

export function buildNetwork(segmenter: Segmenter, shape: NetworkShape, seed: number): Network {
  const weights = new Weights(seed)
  return { segmenter, weights, layer: segmenter.build(weights, { channels: shape.channels, classes }), shape }
}

/** The bytes of `weights.safetensors`. */
export function packWeights({ weights, shape }: Network): Uint8Array {
  return packCheckpoint({ tensors: readVariables(weights.all()), state: shape })
}

/** The trained network of a run. RADAR_RUN_UNTRAINED where the run has no weights. */
export async function trainedNetwork(run: Run, dir: string, registry: Pick<Registry, 'get'>): Promise<Network> {
  const file = join(dir, weightsFile)
  if (!existsSync(file)) {
    throw new PhdError('RADAR_RUN_UNTRAINED', `Run ${run.id} has no trained weights.`, {
      expected: `${file}, as phd radar train leaves it at its end`,
      received: `a ${run.status} run of ${run.experiment}`,
      remedy: run.status === 'stopped' ? `phd resume ${run.id}` : 'phd radar train',
    })
  }
  const { tensors, state }: Checkpoint<NetworkShape> = unpackCheckpoint(readFileSync(file), file)
  const network = buildNetwork(await registry.get('segmenter', state.model), state, run.seed)
  writeVariables(network.weights.all(), tensors)
  return network
}
