/** One sample: pooled rain in, water depth out; and its record in a shard. */
import { PhdError } from '@phd/core'
import { decodeExample, decodeTensor, encodeExample, type FloatTensor, tensorParts } from '../tfrecord/index.js'
import type { DatasetMetadata } from './metadata.js'

export interface Sample {
  /** (channel, y, x), 0..1 of the dataset's `maximumMmPerHour`; channel 0 is the oldest. */
  rain: Float32Array
  /** (y, x), metres; row 0 is north. */
  depthMetres: Float32Array
}

type Shapes = Pick<DatasetMetadata, 'rainfallradar' | 'waterdepth'>

export function encodeSample({ rain, depthMetres }: Sample, { rainfallradar, waterdepth }: Shapes): Uint8Array {
  return encodeExample({
    rainfallradar: tensorParts({ shape: rainfallradar, values: rain }),
    waterdepth: tensorParts({ shape: waterdepth, values: depthMetres }),
  })
}

/**
 * `where` names shard and record in messages.
 *
 * Errors: RADAR_SHARD_CORRUPT, RADAR_SHAPE, RADAR_RAIN_NAN, RADAR_DEPTH_INVALID.
 */
export function decodeSample(record: Uint8Array, shapes: Shapes, where: string): Sample {
  const features = decodeExample(record)
  const tensor = (name: keyof Shapes): FloatTensor => {
    const bytes = features.get(name)
    if (!bytes) {
      throw new PhdError('RADAR_SHARD_CORRUPT', `${where} has no feature ${name}.`, {
        expected: 'the bytes features rainfallradar and waterdepth',
        received: [...features.keys()].join(', ') || 'no bytes feature',
      })
    }
    const decoded = decodeTensor(bytes)
    if (decoded.shape.join() !== shapes[name].join()) {
      throw new PhdError('RADAR_SHAPE', `${where} has a ${name} of another shape than its dataset.`, {
        expected: shapes[name].join('x'),
        received: decoded.shape.join('x') || 'a single number',
        remedy: 'build the dataset again from pairs of one shape: phd radar build --force',
      })
    }
    return decoded
  }
  const rain = tensor('rainfallradar').values
  const depthMetres = tensor('waterdepth').values
  checkRain(rain, where)
  checkDepth(depthMetres, where)
  return { rain, depthMetres }
}

/** RADAR_RAIN_NAN where any rain is missing: a gap is not dry weather. */
export function checkRain(rain: Float32Array, where: string): void {
  let missing = 0
  for (let i = 0; i < rain.length; i++) if (!Number.isFinite(rain[i])) missing++
  if (missing === 0) return
  throw new PhdError('RADAR_RAIN_NAN', `${where} has rain that is not a number.`, {
    expected: 'mm/h in every radar cell',
    received: `${missing} of ${rain.length} values missing`,
    remedy: 'fill the gaps or leave out those times before building',
  })
}

function checkDepth(depthMetres: Float32Array, where: string): void {
  let wrong = 0
  while (wrong < depthMetres.length && depthMetres[wrong] >= 0 && depthMetres[wrong] < Number.POSITIVE_INFINITY) wrong++
  if (wrong === depthMetres.length) return
  throw new PhdError('RADAR_DEPTH_INVALID', `${where} has a water depth that is none.`, { expected: '0 m or more', received: String(depthMetres[wrong]) })
}
