/** Where the data of a dataset come from, in short: figures and posters say it without being asked. */
import type { PairHeader } from '../pairs/index.js'
import type { DatasetMetadata } from './metadata.js'

/** The distinct origins of all pairs; of each, what stands before its first comma. */
export function originsOf(headers: PairHeader[]): DatasetMetadata['origins'] {
  const distinct = (texts: (string | undefined)[]) => [...new Set(texts.flatMap((text) => (text ? [text.split(',')[0].trim()] : [])))]
  return {
    rain: distinct(headers.map(({ meta }) => meta.rain_source)),
    terrain: distinct(headers.map(({ meta }) => meta.dem_source)),
    water: distinct(headers.map(({ meta }) => (typeof meta.simulator === 'string' ? meta.simulator : meta.simulator?.name))),
  }
}
