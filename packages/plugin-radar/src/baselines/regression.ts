/** Logistic regression of wet cells, trained on the training split. */
import { integer, random } from '@phd/core'
import type { DatasetFolder, Sample, SampleIndex } from '../dataset/index.js'
import { type CellFeatures, featureReader, type Inputs } from './features.js'
import { fitLogistic, type LogisticModel } from './logistic.js'

export interface Regression {
  /** (y, x), 1 where wet. */
  predict(index: SampleIndex, sample: Sample): Promise<Uint8Array>
  note: string
}

const trainingCells = 300_000
const trainingSamples = 400
const percents = Array.from({ length: 99 }, (_, i) => i + 1)

/**
 * From small data all cells are taken; otherwise as many from each training sample, drawn with a fixed seed. The probability above which a cell is wet is 0.5 or,
 * where another percent gives a better wet IoU on training, that one.
 */
export async function trainRegression(dataset: DatasetFolder, inputs: Inputs, wetThresholdMetres: number): Promise<Regression> {
  const read = featureReader(dataset, inputs)
  const training = spread(dataset.samples('train'), trainingSamples)
  const model = await fit(dataset, training, read, wetThresholdMetres, inputs)
  const percent = await bestPercent(dataset, training, read, model, wetThresholdMetres)
  const cut = logit(percent / 100)
  return {
    predict: async ({ place }, sample) => {
      const scores = scoreCells(await read(place, sample), model)
      return Uint8Array.from(scores, (score) => (score >= cut ? 1 : 0))
    },
    note: `wet from a probability of ${percent} % on, ${percent === 50 ? 'the best of all percents by' : 'better than 50 % by'} wet IoU on training`,
  }
}

type Read = ReturnType<typeof featureReader>

async function fit(dataset: DatasetFolder, training: SampleIndex[], read: Read, wetThresholdMetres: number, inputs: Inputs): Promise<LogisticModel> {
  const [height, width] = dataset.metadata.waterdepth
  const perSample = Math.min(height * width, Math.ceil(trainingCells / training.length))
  const labels = new Uint8Array(training.length * perSample)
  const draw = random(1, `baseline, ${inputs}`)
  const columns: Float32Array[] = []
  let row = 0
  for (const index of training) {
    const sample = await dataset.readSample(index)
    const { terrain, rain, rainCell, land } = await read(index.place, sample)
    for (let k = 0; k < perSample; k++) {
      const cell = perSample === height * width ? k : integer(draw, height * width)
      if (!land[cell]) continue
      labels[row] = sample.depthMetres[cell] >= wetThresholdMetres ? 1 : 0
      const values = [...terrain.map((feature) => feature[cell]), ...rain.map((feature) => feature[rainCell[cell]])]
      values.forEach((value, j) => {
        columns[j] ??= new Float32Array(labels.length)
        columns[j][row] = value
      })
      row++
    }
  }
  return fitLogistic(
    columns.map((column) => column.subarray(0, row)),
    labels.subarray(0, row),
  )
}

/** Log-odds of every cell; rain is weighed on its own coarse cells first. */
function scoreCells({ terrain, rain, rainCell }: CellFeatures, { weights, bias }: LogisticModel): Float32Array {
  const fromRain = new Float64Array(rain[0]?.length ?? 0)
  rain.forEach((feature, j) => {
    for (let cell = 0; cell < fromRain.length; cell++) fromRain[cell] += weights[terrain.length + j] * feature[cell]
  })
  const scores = new Float32Array(rainCell.length)
  for (let cell = 0; cell < scores.length; cell++) {
    let score = bias + (rain.length > 0 ? fromRain[rainCell[cell]] : 0)
    for (let j = 0; j < terrain.length; j++) score += weights[j] * terrain[j][cell]
    scores[cell] = score
  }
  return scores
}

async function bestPercent(dataset: DatasetFolder, training: SampleIndex[], read: Read, model: LogisticModel, wetThresholdMetres: number): Promise<number> {
  const cuts = percents.map((percent) => logit(percent / 100))
  const wetFrom = new Float64Array(cuts.length + 1)
  const dryFrom = new Float64Array(cuts.length + 1)
  for (const index of training) {
    const sample = await dataset.readSample(index)
    const features = await read(index.place, sample)
    const scores = scoreCells(features, model)
    for (let cell = 0; cell < scores.length; cell++) {
      if (!features.land[cell]) continue
      const passed = countPassed(cuts, scores[cell])
      if (sample.depthMetres[cell] >= wetThresholdMetres) wetFrom[passed]++
      else dryFrom[passed]++
    }
  }
  const from = (counts: Float64Array, cut: number) => counts.subarray(cut + 1).reduce((sum, count) => sum + count, 0)
  const wet = wetFrom.reduce((sum, count) => sum + count, 0)
  const iou = (percent: number) => from(wetFrom, percent - 1) / (wet + from(dryFrom, percent - 1) || 1)
  return percents.reduce((best, percent) => (iou(percent) > iou(best) ? percent : best), 50)
}

/** How many of the ascending cuts a score reaches. */
function countPassed(cuts: number[], score: number): number {
  let low = 0
  let high = cuts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (score >= cuts[middle]) low = middle + 1
    else high = middle
  }
  return low
}

function logit(probability: number): number {
  return Math.log(probability / (1 - probability))
}

/** At most `most` of the samples, evenly spread. */
function spread(samples: SampleIndex[], most: number): SampleIndex[] {
  const step = Math.max(1, samples.length / most)
  return Array.from({ length: Math.min(samples.length, most) }, (_, i) => samples[Math.floor(i * step)])
}
