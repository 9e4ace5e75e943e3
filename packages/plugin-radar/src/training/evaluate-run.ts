/** A trained run against a split of any dataset of the same shape. */
import { PhdError, type Registry, type Run } from '@phd/core'
import { evaluateBaselines } from '../baselines/index.js'
import { openDataset, type Split } from '../dataset/index.js'
import type { NetworkShape } from './network.js'
import { sampleReader } from './reader.js'
import { type EvaluationReport, evaluationReport } from './report.js'

export async function evaluateRun(
  run: Run,
  dir: string,
  registry: Pick<Registry, 'get'>,
  { data, split, device }: { data: string; split: Split; device: string },
): Promise<EvaluationReport & { model: string }> {
  const dataset = await openDataset(data)
  const samples = dataset.samples(split)
  if (samples.length === 0)
    throw new PhdError('RADAR_NO_SAMPLES', `The dataset ${data} has no samples to ${split}.`, { remedy: 'name the other split: --split train' })
  const { openTensorFlow } = await import('@phd/core/tensor')
  await openTensorFlow(device)
  const { trainedNetwork } = await import('./network.js')
  const { evaluateNetwork } = await import('./evaluate.js')
  const { layer, shape, segmenter } = await trainedNetwork(run, dir, registry)
  const reader = await sampleReader(dataset, segmenter.terrain, shape.wetThresholdMetres)
  checkChannels(reader.channels, shape, data)
  const { confusion } = await evaluateNetwork(samples, reader, { network: layer, ...shape })
  const baselines = await evaluateBaselines(dataset, split, shape.wetThresholdMetres)
  return { model: shape.model, ...evaluationReport(run.id, split, samples.length, confusion, baselines) }
}

/** RADAR_CHANNELS where the dataset has other channels than the network was trained on. */
export function checkChannels(channels: number, shape: NetworkShape, data: string): void {
  if (channels === shape.channels) return
  throw new PhdError('RADAR_CHANNELS', `The dataset ${data} does not fit the model.`, {
    expected: `${shape.channels} channels of rain and terrain`,
    received: `${channels}`,
    remedy: 'use a dataset built with the same --pattern',
  })
}
