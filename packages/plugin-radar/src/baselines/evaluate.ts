/** The baselines of a dataset, each with its exact confusion matrix on one split. */
import { setImmediate } from 'node:timers/promises'
import type { DatasetFolder, Sample, SampleIndex, Split } from '../dataset/index.js'
import { addCells, type Confusion2x2, emptyConfusion, wetMask } from '../metrics/index.js'
import { trainClimatology, unknownPlaces } from './climatology.js'
import { persistence } from './persistence.js'
import { trainRegression } from './regression.js'

export interface BaselineResult {
  /** `counts[truth][predicted]` */
  confusion: Confusion2x2
  /** True where it is told the water of an earlier time, which a model is not. */
  seesWater: boolean
  note?: string
}

/** (y, x), 1 where wet. */
export type Predict = (index: SampleIndex, sample: Sample) => Uint8Array | Promise<Uint8Array>

interface Baseline {
  predict?: Predict
  seesWater?: boolean
  note?: string
}

/**
 * By name, over the cells that have terrain; a baseline that the dataset does not allow is left out, and `absentBaselines` says why. Deterministic.
 * Errors: those of `readSample` and `readPlace`; the reason of `signal` soon after it aborts.
 */
export async function evaluateBaselines(
  whole: DatasetFolder,
  split: Split,
  wetThresholdMetres: number,
  signal?: AbortSignal,
): Promise<Record<string, BaselineResult>> {
  const dataset = interruptible(whole, signal)
  const all: Record<string, Baseline> = {
    'all-dry': { predict: (_index, sample) => new Uint8Array(sample.depthMetres.length), note: 'calls every cell dry' },
    climatology: await trainClimatology(dataset, split, wetThresholdMetres),
    'logistic-terrain': await trainRegression(dataset, 'terrain', wetThresholdMetres),
    'logistic-terrain-rain': await trainRegression(dataset, 'terrain and rain', wetThresholdMetres),
    persistence: persistence(dataset, split, wetThresholdMetres),
  }
  const results: Record<string, BaselineResult> = {}
  for (const [name, { predict, seesWater = false, note }] of Object.entries(all)) if (predict) results[name] = { confusion: emptyConfusion(), seesWater, note }
  for (const index of dataset.samples(split)) {
    const sample = await dataset.readSample(index)
    const { heightMetres } = await dataset.readPlace(index.place)
    const onLand = landOnly(heightMetres)
    const truth = onLand(wetMask(sample.depthMetres, wetThresholdMetres))
    for (const [name, { confusion }] of Object.entries(results)) {
      const predicted = await all[name].predict?.(index, sample)
      if (predicted) addCells(confusion, truth, onLand(predicted))
    }
  }
  return results
}

/** Lets signals in before each sample: a sample in the cache is there at once, and nothing else would wait. */
function interruptible(dataset: DatasetFolder, signal?: AbortSignal): DatasetFolder {
  return {
    ...dataset,
    async readSample(index) {
      await setImmediate()
      signal?.throwIfAborted()
      return dataset.readSample(index)
    },
  }
}

/** Leaves out cells without terrain, as the scores of a model do. */
function landOnly(heightMetres: Float32Array): (mask: Uint8Array) => Uint8Array {
  const isWhole = !heightMetres.some(Number.isNaN)
  return (mask) => (isWhole ? mask : mask.filter((_, cell) => !Number.isNaN(heightMetres[cell])))
}

/** Baselines that the dataset does not allow, each with the reason. */
export function absentBaselines(dataset: DatasetFolder, split: Split): Record<string, string> {
  const why = unknownPlaces(dataset, split)
  return why ? { climatology: why } : {}
}
