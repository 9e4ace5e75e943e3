/** Five panels of one prediction on the grid of the water: rain, terrain, truth, probability, error. */
import type { Raster } from '@phd/core'
import type { DatasetMetadata, Place, SampleIndex } from '../dataset/index.js'
import { radarFactor } from '../dataset/radar-factor.js'

export interface PredictionMaps {
  /** (channel, y, x) on the radar grid, 0..1 of the dataset's maximum. */
  rain: Float32Array
  /** (y, x): 1 wet, 0 dry. */
  truth: Uint8Array
  /** (y, x) */
  probability: Float32Array
}

/** The event alone where its name begins with the place's. */
export function placeAndEvent({ place, event }: Pick<SampleIndex, 'place' | 'event'>): string[] {
  return event.startsWith(place) ? [event] : [place, event]
}

/** `error` is probability minus truth: -1 a miss, +1 a false alarm. Cells without terrain are NaN. */
export function predictionRaster(index: SampleIndex, metadata: DatasetMetadata, place: Place, { rain, truth, probability }: PredictionMaps): Raster {
  const { height, width, heightMetres, cellMetres } = place
  const cells = height * width
  const group = `${placeAndEvent(index).join(', ')}, ${index.minute} min`
  const data = new Float32Array(5 * cells)
  data.set(heaviestRain(rain, metadata, width, cells), 0)
  data.set(heightMetres, cells)
  for (let cell = 0; cell < cells; cell++) {
    const missing = Number.isNaN(heightMetres[cell])
    data[2 * cells + cell] = missing ? Number.NaN : truth[cell]
    data[3 * cells + cell] = missing ? Number.NaN : probability[cell]
    data[4 * cells + cell] = missing ? Number.NaN : probability[cell] - truth[cell]
  }
  const hours = metadata.rain.windowMinutes / 60
  return {
    shape: 'raster',
    title: `Prediction: ${group}`,
    height,
    width,
    cellMetres,
    panels: [
      { name: `Heaviest rain in ${hours} h`, unit: 'mm/h', palette: 'rain', group, low: 0 },
      { name: 'Terrain', unit: 'm', palette: 'terrain', group },
      { name: 'Water: truth', palette: 'mask', group, low: 0, high: 1 },
      { name: 'Water: probability', palette: 'probability', group, low: 0, high: 1 },
      { name: 'Error', unit: 'miss to false alarm', palette: 'error', group, low: -1, high: 1 },
    ],
    data,
  }
}

/** The largest of all rain channels, mm/h, on the grid of the water. */
function heaviestRain(rain: Float32Array, metadata: DatasetMetadata, width: number, cells: number): Float32Array {
  const [channels, rainHeight, rainWidth] = metadata.rainfallradar
  const factor = radarFactor([metadata.rainfallradar[1], metadata.rainfallradar[2]], [metadata.waterdepth[0], metadata.waterdepth[1]])
  const rainCells = rainHeight * rainWidth
  const out = new Float32Array(cells)
  for (let cell = 0; cell < cells; cell++) {
    const rainCell = Math.floor(Math.floor(cell / width) / factor) * rainWidth + Math.floor((cell % width) / factor)
    let heaviest = 0
    for (let channel = 0; channel < channels; channel++) heaviest = Math.max(heaviest, rain[channel * rainCells + rainCell])
    out[cell] = heaviest * metadata.rain.maximumMmPerHour
  }
  return out
}
