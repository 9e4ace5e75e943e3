/**
 * `radar/predict`: a trained run looks at samples: rain, terrain, truth, probability and error side by side.
 *
 * Writes the raster result `prediction` (one group of five panels a sample) and, where a plugin draws rasters, one PNG a
 * sample: `panels/PLACE-EVENT-MINUTE.png`. The probability is that of water at or above the run's threshold.
 */
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Context, experiment, isPhdError, PhdError, type Raster, type Run, Store } from '@phd/core'
import { z } from 'zod'
import { type DatasetFolder, openDataset, type SampleIndex } from '../dataset/index.js'
import { checkChannels, checkUnseen } from '../training/fits-run.js'
import { sampleReader } from '../training/reader.js'
import { choosePredictions } from './choose.js'
import { placeAndEvent, predictionRaster } from './raster.js'

const params = z.object({
  run: z.string().describe('The run that was trained: its id, its folder, or latest.'),
  data: z.string().describe('Dataset folder.'),
  split: z.enum(['train', 'validate']).default('validate').describe('Which samples.'),
  count: z.int().min(1).default(3).describe('How many samples: of each place in turn, the wettest first.'),
  place: z.string().optional().describe('Only samples of this place.'),
})

export interface PredictResult {
  of: string
  model: string
  samples: { place: string; event: string; minute: number }[]
  panels: string[]
}

export default experiment<z.infer<typeof params>, PredictResult>({
  about: 'Predict where water stands, as panels of rain, terrain, truth, probability and error.',
  params,
  device: true,
  check,
  run: predict,
})

async function check({ device, runs }: Pick<Context, 'device'> & { runs: string }, { run, data, split, place }: z.infer<typeof params>): Promise<void> {
  const dataset = await openDataset(data)
  ofPlace(dataset, split, place)
  const { trained, dir } = trainedRun(runs, run)
  checkUnseen(trained, dir, dataset, split)
  const { checkTensorFlow } = await import('@phd/core/tensor')
  checkTensorFlow(device)
}

async function predict(phd: Context, { run: trainedId, data, split, count, place }: z.infer<typeof params>): Promise<PredictResult> {
  const { trained, dir } = trainedRun(dirname(phd.dir), trainedId)
  const dataset = await openDataset(data)
  const chosen = await choosePredictions(dataset, ofPlace(dataset, split, place), count)
  const { openTensorFlow } = await import('@phd/core/tensor')
  const { trainedNetwork } = await import('../training/network.js')
  const { segment, wetProbability } = await import('../training/segment.js')
  const { device, versions } = await openTensorFlow(phd.device)
  phd.tookDevice(device, versions)
  const { layer, shape, segmenter } = await trainedNetwork(trained, dir, { get: phd.get })
  const reader = await sampleReader(dataset, segmenter.terrain, shape.wetThresholdMetres)
  checkChannels(reader.channels, shape, dataset)

  const probabilityOf = wetProbability(layer)
  const rasters: Raster[] = []
  for (const [done, index] of chosen.entries()) {
    const sample = await reader.read(index)
    const [probability] = await segment([sample], { probability: probabilityOf, ...shape })
    const { rain } = await dataset.readSample(index)
    rasters.push(predictionRaster(index, dataset.metadata, await dataset.readPlace(index.place), { rain, truth: sample.wet, probability }))
    phd.progress(done + 1, chosen.length)
  }
  const whole = joined(rasters, `Predictions of ${shape.model} on ${split === 'validate' ? 'validation' : 'training'} samples`)
  phd.result('prediction', { ...whole, about: `Water from ${shape.wetThresholdMetres} m; run ${trained.id}.` })
  const panels = await drawPanels(phd, rasters, chosen)
  return { of: trained.id, model: shape.model, samples: chosen.map(({ place: at, event, minute }) => ({ place: at, event, minute })), panels }
}

function trainedRun(runs: string, id: string): { trained: Run; dir: string } {
  const store = new Store(runs)
  const trained = store.open(id, { experiment: 'radar/train' })
  return { trained, dir: store.dir(trained.id) }
}

function ofPlace(dataset: DatasetFolder, split: 'train' | 'validate', place: string | undefined): SampleIndex[] {
  const samples = dataset.samples(split).filter((sample) => place === undefined || sample.place === place)
  if (samples.length > 0) return samples
  const places = [...new Set(dataset.samples(split).map((sample) => sample.place))]
  throw new PhdError('RADAR_NO_SAMPLES', `The dataset ${dataset.dir} has no samples to predict.`, {
    expected: `samples of the ${split} split; its places: ${places.join(', ') || 'none'}`,
    received: place ?? split,
    usage: place !== undefined,
  })
}

function joined(rasters: Raster[], title: string): Raster {
  const data = new Float32Array(rasters.reduce((sum, raster) => sum + raster.data.length, 0))
  let at = 0
  for (const raster of rasters) {
    data.set(raster.data, at)
    at += raster.data.length
  }
  return { ...rasters[0], title, panels: rasters.flatMap((raster) => raster.panels), data }
}

/** One PNG a sample, by whichever plugin draws rasters; none, with a line, where no plugin does. */
async function drawPanels(phd: Context, rasters: Raster[], chosen: SampleIndex[]): Promise<string[]> {
  const figure = await phd.get('figure', 'raster').catch((error) => {
    if (!isPhdError(error) || error.code !== 'UNKNOWN_NAME') throw error
    phd.log('No plugin draws rasters: the panels are in the result "prediction" alone.')
    return undefined
  })
  if (!figure) return []
  mkdirSync(join(phd.dir, 'panels'), { recursive: true })
  const files: string[] = []
  for (const [i, raster] of rasters.entries()) {
    const name = `panels/${placeAndEvent(chosen[i]).join('-')}-${String(chosen[i].minute).padStart(4, '0')}min.png`
    const { data } = await figure.draw([{ id: phd.id, result: raster }], { format: 'png' })
    files.push(phd.artifact(name, data))
  }
  return files
}
