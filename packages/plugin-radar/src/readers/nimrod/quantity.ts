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
const statistic = /^(%|(mean|spread|min|max|probability)\b)|\d+ ?pc$/i
const minimumOrMaximum = 4096 | 8192

/**
 * Rain is a rate (codes 63 and 213, mm/h) or an accumulation (61 and 214, mm) over a known period. Ensemble statistics,
 * probabilities, minima and maxima carry the same codes and units, and are not rain. Everything else keeps its own units,
 * less the factor that they name (`oktas*10`, `m/2-25k`) where the scale of the header agrees; a spread of `oktas*10` has
 * a scale of 0.001, and stays as it is stored, in the units as they are written.
 */
export function meaningOf(header: NimrodHeader): Meaning {
  const { field_code, time_averaging } = header.ints
  const plain = !statistic.test(header.title) && (time_averaging < 0 || (time_averaging & minimumOrMaximum) === 0)
  const { base, factor } = scaledUnits(header.units)
  const minutes = periodMinutes(header)
  if (plain && rateCodes.includes(field_code) && base === 'mm/h') return { quantity: 'rain_rate', units: 'mm/h', factor, offset: 0 }
  if (plain && accumulationCodes.includes(field_code) && base === 'mm' && minutes)
    return { quantity: 'rain_rate', units: 'mm/h', factor: (factor * 60) / minutes, offset: 0, minutes }
  return { quantity: 'other', minutes, ...otherUnits(header) }
}

function otherUnits({ units, title, reals }: NimrodHeader): Pick<Meaning, 'units' | 'factor' | 'offset'> {
  if (title.startsWith('%')) return { units: '%', factor: 1, offset: 0 }
  const halved = /^(\w+)\/(\d+)-(\d+)k$/.exec(units)
  if (halved && reals.scale === Number(halved[2])) return { units: halved[1], factor: reals.scale, offset: Number(halved[3]) * 1000 * reals.scale }
  const { base, factor } = scaledUnits(units)
  const agrees = Math.abs(reals.scale / (factor * (toScaled[base] ?? 1)) - 1) < 1e-3
  return agrees ? { units: base, factor, offset: 0 } : { units, factor: 1, offset: 0 }
}

/** Of one unit before the `*`, how many of those that the scale leads to: m/s, 1, kg/kg, /s. */
const toScaled: Record<string, number> = { 'mm/h': 1 / 3_600_000, '%': 0.01, 'g/kg': 0.001, '/min': 1 / 60 }

function scaledUnits(units: string): { base: string; factor: number } {
  const times = /^(.*?)\s*\*\s*(\d+)$/.exec(units)
  const base = times ? times[1] : units
  return { base: /^mm ?(\/ ?h(r|our)?|h-1)$/i.test(base) ? 'mm/h' : base, factor: times ? 1 / Number(times[2]) : 1 }
}
