/** What a field is, and how its numbers become physical ones. */
import type { Quantity } from '../../raster/index.js'
import type { NimrodHeader } from './header.js'
import { periodMinutes } from './time.js'

export interface Meaning {
  quantity: Quantity
  units: string
  /** value = stored · factor + offset. */
  factor: number
  offset: number
  minutes?: number
}

const rateCodes = [63, 213]
const accumulationCodes = [61, 214]
const statistic = /^%|\b(spread|mean|above|below|min|max|prob)|\d+ ?pc$/i
const minimumOrMaximum = 4096 | 8192

/**
 * Rain is a rate (codes 63 and 213, mm/h) or an accumulation (61 and 214, mm) over a known period. Ensemble statistics,
 * probabilities, minima and maxima carry the same codes and units, and are not rain. Everything else keeps its own units,
 * less the factor that they name: `mm/hr*32`, `oktas*10`, `m/2-25k`.
 */
export function meaningOf(header: NimrodHeader): Meaning {
  const { units, factor, offset } = physicalUnits(header)
  const { field_code, time_averaging } = header.ints
  const plain = !statistic.test(header.title) && (time_averaging < 0 || (time_averaging & minimumOrMaximum) === 0)
  const minutes = periodMinutes(header)
  if (plain && rateCodes.includes(field_code) && units === 'mm/h') return { quantity: 'rain_rate', units, factor, offset }
  if (plain && accumulationCodes.includes(field_code) && units === 'mm' && minutes)
    return { quantity: 'rain_rate', units: 'mm/h', factor: (factor * 60) / minutes, offset: 0, minutes }
  return { quantity: 'other', units, factor, offset, minutes }
}

function physicalUnits({ units, title }: NimrodHeader): { units: string; factor: number; offset: number } {
  if (title.startsWith('%')) return { units: '%', factor: 1, offset: 0 }
  const halved = /^(\w+)\/(\d+)-(\d+)k$/.exec(units)
  if (halved) return { units: halved[1], factor: Number(halved[2]), offset: Number(halved[3]) * 1000 * Number(halved[2]) }
  const times = /^(.*?)\s*\*\s*(\d+)$/.exec(units)
  const base = times ? times[1] : units
  return { units: /^mm ?(\/ ?h(r|our)?|h-1)$/i.test(base) ? 'mm/h' : base, factor: times ? 1 / Number(times[2]) : 1, offset: 0 }
}
