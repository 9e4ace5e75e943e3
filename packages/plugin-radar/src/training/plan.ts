/** What a training run will do, checked against its dataset before anything is computed. */
import { PhdError } from '@phd/core'
import type { DatasetFolder } from '../dataset/index.js'
import type { Segmenter } from '../models/segmenter.js'
import type { BatchPlan } from './batches.js'
import type { TrainParams } from './params.js'

/** Errors: RADAR_NO_SAMPLES, RADAR_BATCH_SIZE, RADAR_WINDOW. */
export function planTraining(dataset: DatasetFolder, { batchSize, window, augment }: TrainParams, segmenter: Segmenter, seed: number): BatchPlan {
  const samples = dataset.samples('train')
  for (const split of ['train', 'validate'] as const) {
    if (dataset.samples(split).length === 0) {
      throw new PhdError('RADAR_NO_SAMPLES', `The dataset ${dataset.dir} has no samples to ${split}.`, {
        expected: 'samples on both sides of the split',
        remedy: 'build it again with --validate PLACE,PLACE',
      })
    }
  }
  if (batchSize > samples.length) {
    throw new PhdError('RADAR_BATCH_SIZE', 'The batch is larger than the data.', {
      expected: `--batch-size of at most ${samples.length}, the number of training samples`,
      received: String(batchSize),
      usage: true,
    })
  }
  const side = windowSide(dataset, window ?? segmenter.window, segmenter.multiple)
  const [height, width] = dataset.metadata.waterdepth
  const windowsPerSample = Math.max(1, Math.round((height * width) / side ** 2))
  return { samples, batchSize, side, seed, augment, windowsPerSample }
}

/** The side of the windows for prediction: the whole tile up to 256 cells, so that context is not cut. */
export function predictionSide({ metadata: { waterdepth } }: DatasetFolder, trainedSide: number, multiple: number): number {
  const whole = Math.ceil(Math.max(...waterdepth) / multiple) * multiple
  return Math.max(trainedSide, Math.min(whole, Math.floor(256 / multiple) * multiple))
}

/** The window asked for, or the largest that the tiles hold. */
function windowSide({ metadata: { waterdepth } }: DatasetFolder, asked: number, multiple: number): number {
  const side = Math.floor(Math.min(asked, ...waterdepth) / multiple) * multiple
  if (side >= 2 * multiple) return side
  throw new PhdError('RADAR_WINDOW', 'The window is too small for the model.', {
    expected: `at least ${2 * multiple} water cells a side`,
    received: `--window ${asked} on tiles of ${waterdepth.join('x')}`,
    usage: true,
  })
}
