/** What radar files hold, into mm/h. */

export interface ReflectivityRelation {
  a: number
  b: number
}

export type Measure = 'rate' | 'accumulation' | 'reflectivity'

/**
 * A function from the file's unit into mm/h: a rate as it is; mm fallen in `minutes`; dBZ by Z = a R^b (Marshall and Palmer
 * 1948: a 200, b 1.6). Negative rain does not exist and is missing.
 */
export function intoRain(measure: Measure, minutes: number, { a, b }: ReflectivityRelation): (value: number) => number {
  if (measure === 'reflectivity') return (dbz) => (10 ** (dbz / 10) / a) ** (1 / b)
  const factor = measure === 'accumulation' ? 60 / minutes : 1
  return (value) => (value < 0 ? Number.NaN : value * factor)
}
