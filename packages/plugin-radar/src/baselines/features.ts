/** What a regression sees of a cell: the terrain there and, where asked for, the rain above it. */
import type { DatasetFolder, Sample } from '../dataset/index.js'
import { terrainChannelNames, terrainChannels } from '../terrain/index.js'

/** `terrain`: height above the local minimum, sink depth, slope. `terrain and rain`: all terrain and all rain that a model may see. */
export type Inputs = 'terrain' | 'terrain and rain'

const terrainOf: Record<Inputs, readonly string[]> = {
  terrain: ['heightAboveMinimum', 'sinkDepth', 'slope'],
  'terrain and rain': terrainChannelNames,
}

export interface CellFeatures {
  /** Features of the place: (feature, y, x). */
  terrain: Float32Array[]
  /** Features of the sample's rain: (feature, rain cell). */
  rain: Float32Array[]
  /** The rain cell above each water cell. */
  rainCell: Int32Array
  /** (y, x): 1 where there is terrain; the other cells count nowhere. */
  land: Uint8Array
}

/** The features of every cell of a sample; terrain is computed once a place. */
export function featureReader(dataset: DatasetFolder, inputs: Inputs): (place: string, sample: Sample) => Promise<CellFeatures> {
  const rainCell = rainCells(dataset)
  const places = new Map<string, Promise<Pick<CellFeatures, 'terrain' | 'land'>>>()
  const terrainAt = async (name: string) => {
    const { heightMetres, height, width, cellMetres } = await dataset.readPlace(name)
    const channels = terrainChannels(heightMetres, height, width, cellMetres)
    const cells = height * width
    const rows = terrainOf[inputs].map((channel) => terrainChannelNames.indexOf(channel as never))
    return {
      terrain: rows.map((i) => channels.subarray(i * cells, (i + 1) * cells)),
      land: Uint8Array.from(heightMetres, (metres) => (Number.isNaN(metres) ? 0 : 1)),
    }
  }
  return async (place, sample) => {
    const kept = places.get(place) ?? terrainAt(place)
    places.set(place, kept)
    return { ...(await kept), rain: inputs === 'terrain' ? [] : rainFeatures(sample.rain, dataset), rainCell }
  }
}

/** The channels as they are, and the logarithm of the window's total, as the effect of rain on wetness levels off. */
function rainFeatures(rain: Float32Array, dataset: DatasetFolder): Float32Array[] {
  const [channels, rows, columns] = dataset.metadata.rainfallradar
  const { pattern, stepMinutes, maximumMmPerHour } = dataset.metadata.rain
  const cells = rows * columns
  const byChannel = Array.from({ length: channels }, (_, i) => rain.subarray(i * cells, (i + 1) * cells))
  const totalMm = new Float32Array(cells)
  byChannel.forEach((values, channel) => {
    const hours = (pattern[channels - 1 - channel] * stepMinutes) / 60
    values.forEach((value, cell) => {
      totalMm[cell] += value * maximumMmPerHour * hours
    })
  })
  return [...byChannel, totalMm.map((mm) => Math.log1p(mm) / 4)]
}

function rainCells({ metadata }: DatasetFolder): Int32Array {
  const [, rainRows, rainColumns] = metadata.rainfallradar
  const [height, width] = metadata.waterdepth
  return Int32Array.from({ length: height * width }, (_, cell) => {
    const y = Math.floor((Math.floor(cell / width) * rainRows) / height)
    const x = Math.floor(((cell % width) * rainColumns) / width)
    return y * rainColumns + x
  })
}
