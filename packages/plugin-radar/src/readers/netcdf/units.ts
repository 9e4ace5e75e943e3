/** UDUNITS words of rain and height into mm/h and metres. */

const rates: Record<string, number> = {
  'mm/h': 1,
  'mm/s': 3600,
  'mm/min': 60,
  'mm/day': 1 / 24,
  'm/s': 3_600_000,
  'm/h': 1000,
  'cm/h': 10,
  'in/h': 25.4,
}
const amounts: Record<string, number> = { mm: 1, m: 1000, cm: 10, in: 25.4 }
const lengths: Record<string, number> = { m: 1, km: 1000, cm: 0.01, mm: 0.001, ft: 0.3048 }

/** One spelling of each: `kg m-2 s-1` and `mm hr**-1` become `mm/s` and `mm/h`. 1 kg of water on 1 m2 is 1 mm. */
function plain(units: string): string {
  const words = units
    .trim()
    .toLowerCase()
    .replace(/\b(millimet(?:er|re)s?)\b/g, 'mm')
    .replace(/\b(met(?:er|re)s?)\b/g, 'm')
    .replace(/\b(inch(?:es)?)\b/g, 'in')
    .replace(/\b(feet|foot)\b/g, 'ft')
    .replace(/\*\*|\^/g, '')
    .replace(/kg[ .]*(?:m-2|\/ ?m2)/, 'mm')
    .replace(/\s+per\s+/g, '/')
    .replace(/[ .]?\b(h|hr|hour|s|sec|second|min|minute|d|day)s?-1\b/, '/$1')
    .replace(/\s+/g, '')
  const rate = /^(.+)\/(hours?|hrs?|h|seconds?|secs?|s|minutes?|mins?|days?|d)$/.exec(words)
  if (!rate) return words
  const per = rate[2].startsWith('h') ? 'h' : rate[2].startsWith('s') ? 's' : rate[2].startsWith('m') ? 'min' : 'day'
  return `${rate[1]}/${per}`
}

export type RainUnits = { kind: 'rate' | 'amount'; toMillimetres: number }

export function rainUnits(units: string): RainUnits | undefined {
  const key = plain(units)
  if (Object.hasOwn(rates, key)) return { kind: 'rate', toMillimetres: rates[key] }
  return Object.hasOwn(amounts, key) ? { kind: 'amount', toMillimetres: amounts[key] } : undefined
}

/** Metres in one of it. */
export function lengthUnits(units: string): number | undefined {
  const key = plain(units)
  return Object.hasOwn(lengths, key) ? lengths[key] : undefined
}
