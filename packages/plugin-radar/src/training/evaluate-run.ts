/** A trained run against a split of any dataset of the same shape. */
import { PhdError, type Registry, type Run } from '@phd/core'
import { evaluateBaselines } from '../baselines/index.js'
import { openDataset, type Split } from '../dataset/index.js'
import { checkChannels, checkUnseen } from './fits-run.js'
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
  checkUnseen(run, dir, dataset, split)
  const { openTensorFlow } = await import('@phd/core/tensor')
  await openTensorFlow(device)
  const { trainedNetwork } = await import('./network.js')
  const { evaluateNetwork } = await import('./evaluate.js')
  const { layer, shape, segmenter } = await trainedNetwork(run, dir, registry)
  const reader = await sampleReader(dataset, segmenter.terrain, shape.wetThresholdMetres)
  checkChannels(reader.channels, shape, dataset)
  const { confusion } = await evaluateNetwork(samples, reader, { network: layer, ...shape })
  const baselines = await evaluateBaselines(dataset, split, shape.wetThresholdMetres)
  return { model: shape.model, ...evaluationReport(run.id, split, samples.length, confusion, baselines) }
}
