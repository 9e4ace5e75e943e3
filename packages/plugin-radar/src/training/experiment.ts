/**
 * `radar/train`: a segmenter from a dataset to weights, scores and curves, beside the baselines.
 *
 * The run's folder has, besides what every run has: `summary.txt` (the network), `files.json` (which shards were trained
 * on and validated on), `weights.safetensors`, results `loss`, `iou`, `confusion` and `scores`.
 */
import { type Context, experiment } from '@phd/core'
import { evaluateBaselines } from '../baselines/index.js'
import { type DatasetFolder, openDataset } from '../dataset/index.js'
import { scores } from '../metrics/index.js'
import { stepsPerEpoch, trainingBatches } from './batches.js'
import { fileLists, filesFile, rainChannels } from './fits-run.js'
import { compileOptions, type TrainParams, trainParams } from './params.js'
import { planTraining, predictionSide } from './plan.js'
import { sampleReader } from './reader.js'
import { type EvaluationReport, evaluationReport } from './report.js'
import { writeTrainingResults } from './results.js'

export interface TrainResult extends EvaluationReport {
  model: string
  parameters: number
  /** Where rain, terrain and water come from. */
  origins: DatasetFolder['metadata']['origins']
  epochs: number
  seconds: number
}

export default experiment<TrainParams, TrainResult>({
  about: 'Train a segmentation model that maps hours of radar rain and a heightmap to where water stands.',
  params: trainParams,
  device: true,
  check,
  run: train,
})

async function check(phd: Pick<Context, 'device' | 'seed' | 'get'>, params: TrainParams): Promise<void> {
  compileOptions(params)
  const dataset = await openDataset(params.data, { allowLeakage: params.allowLeakage })
  const segmenter = await phd.get('segmenter', params.model)
  await phd.get('loss', params.loss)
  planTraining(dataset, params, segmenter, phd.seed)
  await sampleReader(dataset, segmenter.terrain, params.wetThresholdMetres)
  const { checkTensorFlow } = await import('@phd/core/tensor')
  checkTensorFlow(phd.device)
}

async function train(phd: Context, params: TrainParams): Promise<TrainResult> {
  const dataset = await openDataset(params.data, { allowLeakage: params.allowLeakage })
  const segmenter = await phd.get('segmenter', params.model)
  const loss = await phd.get('loss', params.loss)
  const plan = planTraining(dataset, params, segmenter, phd.seed)
  const reader = await sampleReader(dataset, segmenter.terrain, params.wetThresholdMetres)

  const tensor = await import('@phd/core/tensor')
  const { batchTensors, trainingStep } = await import('./step.js')
  const { evaluateNetwork } = await import('./evaluate.js')
  const { buildNetwork, packWeights, weightsFile } = await import('./network.js')
  const { device, why, versions } = await tensor.openTensorFlow(phd.device)
  phd.tookDevice(device, versions)

  const { batchSize, wetThresholdMetres } = params
  const side = predictionSide(dataset, plan.side, segmenter.multiple)
  const shape = { model: params.model, channels: reader.channels, rain: rainChannels(dataset.metadata), side, batchSize, wetThresholdMetres }
  const network = buildNetwork(segmenter, shape, phd.seed)
  const { weights, layer } = network
  const optimizer = tensor.adam(weights.trainable, { learningRate: params.learningRate, weightDecay: params.weightDecay })
  phd.artifact('summary.txt', tensor.summary(weights))
  phd.artifact(filesFile, `${JSON.stringify(fileLists(dataset), null, 1)}\n`)
  phd.log(`${params.model}, ${weights.count.toLocaleString('en')} parameters, on ${why}`)

  phd.log(`Baselines on ${dataset.samples('validate').length} validation samples …`)
  const baselines = await evaluateBaselines(dataset, 'validate', wetThresholdMetres, phd.signal)
  const validate = () => evaluateNetwork(dataset.samples('validate'), reader, { network: layer, ...shape })
  const batches = trainingBatches(reader, plan)
  const step = trainingStep(layer, weights, optimizer, loss)
  const schedule = params.schedule === 'cosine' ? tensor.cosineSchedule(params.learningRate) : tensor.constantSchedule(params.learningRate)
  const samplesPerEpoch = stepsPerEpoch(plan) * batchSize
  phd.log(`Training on ${plan.samples.length} samples, windows of ${plan.side} x ${plan.side} cells, ${stepsPerEpoch(plan)} steps an epoch`)
  const { history, seconds } = await tensor.fit(phd, {
    epochs: params.epochs,
    stepsPerEpoch: stepsPerEpoch(plan),
    samplesPerStep: batchSize,
    variables: weights.all(),
    optimizer,
    compile: compileOptions(params),
    batch: async (epoch, index) => batchTensors(await batches(epoch, index)),
    step: (maps, labels, mask) => step(maps, labels, mask),
    learningRate: schedule,
    async endEpoch(epoch, [lossSum, crossEntropySum, dryDry, dryWet, wetDry, wetWet]) {
      const trained = scores([
        [dryDry, dryWet],
        [wetDry, wetWet],
      ])
      const validated = await validate()
      const row = {
        loss: lossSum / samplesPerEpoch,
        crossEntropy: crossEntropySum / samplesPerEpoch,
        iouWet: trained.iouWet ?? 0,
        valCrossEntropy: validated.crossEntropy,
        ...prefixed('val', scores(validated.confusion)),
      }
      phd.log(epochLine(epoch + 1, params.epochs, row))
      return row
    },
  })
  phd.signal.throwIfAborted()

  phd.artifact(weightsFile, packWeights(network))
  const { confusion, samples } = await validate()
  const report = evaluationReport(phd.id, 'validate', samples, confusion, baselines)
  writeTrainingResults(phd, params.model, history, confusion, report)
  return { ...report, model: params.model, parameters: weights.count, origins: dataset.metadata.origins, epochs: params.epochs, seconds }
}

function prefixed(prefix: string, values: object): Record<string, number> {
  const entries = Object.entries(values).filter(([, value]) => value !== null)
  return Object.fromEntries(entries.map(([name, value]) => [`${prefix}${name[0].toUpperCase()}${name.slice(1)}`, value as number]))
}

function epochLine(epoch: number, epochs: number, row: Record<string, number>): string {
  const figure = (key: string) => (row[key] ?? Number.NaN).toFixed(3)
  return `epoch ${String(epoch).padStart(String(epochs).length)}/${epochs}  loss ${figure('loss')}  IoU wet: training ${figure('iouWet')}, validation ${figure('valIouWet')}`
}
