/**
 * What the network sees of one sample: rain and terrain on the grid of the water.
 *
 * Rain (channel, y, x), 0..1 of 100 mm/h, becomes ln(1 + mm/h) / ln(101), so that drizzle and cloudburst are both in
 * sight. A radar cell covers `factor` x `factor` water cells. Cells without terrain are left out of loss and
 * scores.
 */
import type { DatasetFolder, Place } from '../dataset/index.js'
import type { Segmenter } from '../models/segmenter.js'
import { terrainChannels } from '../terrain/index.js'

export interface PlaceInputs {
  height: number
  width: number
  /** One (y, x) grid a channel. */
  terrain: Float32Array[]
  /** (y, x): 1 where there is terrain. */
  valid: Uint8Array
}

const heightScaleMetres = 50

export async function placeInputs(dataset: DatasetFolder, name: string, terrain: Segmenter['terrain']): Promise<PlaceInputs> {
  const place = await dataset.readPlace(name)
  const { height, width, heightMetres } = place
  const valid = Uint8Array.from(heightMetres, (metres) => (Number.isNaN(metres) ? 0 : 1))
  const channels = terrain === 'height' ? centredHeight(place) : terrainChannels(heightMetres, height, width, place.cellMetres)
  return { height, width, terrain: planes(channels, height * width), valid }
}

function planes(channels: Float32Array, cells: number): Float32Array[] {
  return Array.from({ length: channels.length / cells }, (_, channel) => channels.subarray(channel * cells, (channel + 1) * cells))
}

/** Height above the place's mean, in units of 50 m; 0 where there is no terrain. */
function centredHeight({ heightMetres }: Place): Float32Array {
  let sum = 0
  let count = 0
  for (const metres of heightMetres) {
    if (Number.isNaN(metres)) continue
    sum += metres
    count++
  }
  return heightMetres.map((metres) => (Number.isNaN(metres) ? 0 : (metres - sum / count) / heightScaleMetres))
}

/** ln(1 + mm/h) / ln(101), from 0..1 of `maximumMmPerHour`. */
export function rainLevels(rain: Float32Array, maximumMmPerHour: number): Float32Array {
  const scale = 1 / Math.log(101)
  return rain.map((share) => Math.log1p(share * maximumMmPerHour) * scale)
}
