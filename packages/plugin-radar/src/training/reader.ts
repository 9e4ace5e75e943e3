/** Samples as maps on the grid of the water, read from a dataset folder. */
import type { DatasetFolder, SampleIndex } from '../dataset/index.js'
import { radarFactor } from '../dataset/radar-factor.js'
import { wetMask } from '../metrics/index.js'
import type { Segmenter } from '../models/segmenter.js'
import { type PlaceInputs, placeInputs, rainLevels } from './inputs.js'
import type { SampleMaps } from './window.js'

export interface SampleReader {
  /** Channels of the network's input: rain, then terrain. */
  channels: number
  read(index: SampleIndex): Promise<SampleMaps>
}

/** Terrain of every place in the dataset is read once, here. */
export async function sampleReader(dataset: DatasetFolder, terrain: Segmenter['terrain'], wetThresholdMetres: number): Promise<SampleReader> {
  const { metadata } = dataset
  const factor = radarFactor([metadata.rainfallradar[1], metadata.rainfallradar[2]], [metadata.waterdepth[0], metadata.waterdepth[1]])
  const places = new Map<string, PlaceInputs>()
  for (const { name } of metadata.places) places.set(name, await placeInputs(dataset, name, terrain))
  const rainChannels = metadata.rainfallradar[0]
  return {
    channels: rainChannels + [...places.values()][0].terrain.length,
    async read(index) {
      const { rain, depthMetres } = await dataset.readSample(index)
      return {
        place: places.get(index.place)!,
        rain: rainLevels(rain, metadata.rain.maximumMmPerHour),
        rainChannels,
        rainFactor: factor,
        wet: wetMask(depthMetres, wetThresholdMetres),
      }
    },
  }
}
