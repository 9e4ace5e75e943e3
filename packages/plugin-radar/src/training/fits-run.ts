/** Whether a dataset may be put before a trained run: made the same way, and not what it was trained on. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PhdError, type Run } from '@phd/core'
import type { DatasetFolder, DatasetMetadata, Split } from '../dataset/index.js'
import type { NetworkShape } from './network.js'

/** What the channels of rain mean. */
export type RainChannels = Pick<DatasetMetadata['rain'], 'stepMinutes' | 'pattern' | 'pooling' | 'offsetMinutes'>

export function rainChannels({ rain: { stepMinutes, pattern, pooling, offsetMinutes } }: DatasetMetadata): RainChannels {
  return { stepMinutes, pattern, pooling, offsetMinutes }
}

/** RADAR_CHANNELS where the dataset has other channels than the network was trained on, in number or in meaning. */
export function checkChannels(channels: number, shape: NetworkShape, dataset: DatasetFolder): void {
  const [trained, given] = [inWords(shape.channels, shape.rain), inWords(channels, rainChannels(dataset.metadata))]
  if (trained === given) return
  throw new PhdError('RADAR_CHANNELS', `The dataset ${dataset.dir} does not fit the model.`, {
    expected: trained,
    received: given,
    remedy: 'build the dataset with the same --pattern, --pooling and --offset-minutes',
  })
}

function inWords(channels: number, rain: RainChannels): string {
  return `${channels} channels; rain the ${rain.pooling} of ${rain.pattern.join(',')} steps of ${rain.stepMinutes} min, water ${rain.offsetMinutes} min later`
}

export const filesFile = 'files.json'

/** The shards of each split, for `files.json`. */
export function fileLists({ metadata }: DatasetFolder): Record<Split, { place: string; file: string; records: number; sha256: string }[]> {
  const of = (split: Split) =>
    metadata.places.flatMap((place) =>
      place.shards.filter((shard) => shard.split === split).map(({ file, records, sha256 }) => ({ place: place.name, file, records, sha256 })),
    )
  return { train: of('train'), validate: of('validate') }
}

/** RADAR_LEAKAGE where the run was trained on shards that are to judge it; the same shards under their own name, `train`, are welcome. */
export function checkUnseen(run: Run, dir: string, dataset: DatasetFolder, split: Split): void {
  const file = join(dir, filesFile)
  if (split === 'train' || !existsSync(file)) return
  const { train }: ReturnType<typeof fileLists> = JSON.parse(readFileSync(file, 'utf8'))
  const trainedOn = new Set(train.map(({ sha256 }) => sha256))
  const seen = fileLists(dataset).validate.filter(({ sha256 }) => trainedOn.has(sha256))
  if (seen.length === 0) return
  throw new PhdError('RADAR_LEAKAGE', `Run ${run.id} was trained on what is to judge it.`, {
    expected: 'a validation split of which the run saw nothing',
    received: `${seen.length} shards that it was trained on, of ${[...new Set(seen.map(({ place }) => place))].join(', ')}`,
    remedy: 'hold out the places that it was validated on: phd radar build --validate PLACE,PLACE',
  })
}
