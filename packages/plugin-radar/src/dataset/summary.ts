/** A dataset in numbers: samples and class balance by place and split. */
import { type DatasetMetadata, type DatasetSplit, splits } from './metadata.js'

export interface Balance {
  split: DatasetSplit
  events: number
  samples: number
  /** Share of cells at or above the dataset's threshold. */
  wetShare: number
}

export interface DatasetSummary {
  samples: number
  places: (Balance & { place: string })[]
  /** Training and validation always, the test where it has samples. */
  splits: Balance[]
}

export function summarise({ places, waterdepth: [height, width] }: DatasetMetadata): DatasetSummary {
  const balance = (shards: DatasetMetadata['places'][number]['shards'], split: DatasetSplit): Balance => {
    const own = shards.filter((shard) => shard.split === split)
    const samples = own.reduce((sum, shard) => sum + shard.records, 0)
    const wet = own.reduce((sum, shard) => sum + shard.wetCells, 0)
    return { split, events: new Set(own.map((shard) => shard.event)).size, samples, wetShare: samples === 0 ? 0 : wet / (samples * height * width) }
  }
  const all = places.flatMap((place) => place.shards)
  return {
    samples: all.reduce((sum, shard) => sum + shard.records, 0),
    places: places.flatMap(({ name, shards }) => splits.map((split) => ({ place: name, ...balance(shards, split) })).filter((row) => row.samples > 0)),
    splits: splits.map((split) => balance(all, split)).filter(({ split, samples }) => split !== 'test' || samples > 0),
  }
}
