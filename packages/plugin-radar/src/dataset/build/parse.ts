/** Words of the command line into options. */
import { PhdError } from '@phd/core'
import type { StorePaths } from '../source/index.js'
import type { TimePoint } from '../split/index.js'

export function namesOf(text: string | undefined): string[] | undefined {
  return text?.split(',').map((name) => name.trim())
}

/** RADAR_PATTERN. */
export function patternOf(text: string): number[] {
  const pattern = text.split(',').map(Number)
  if (pattern.every((steps) => Number.isInteger(steps) && steps > 0)) return pattern
  throw new PhdError('RADAR_PATTERN', 'The pattern is not a list of steps.', {
    expected: 'whole numbers above 0: 1,3,3,5,12,24,48',
    received: text,
    usage: true,
  })
}

/** `300` is a minute of the event, anything else a date of the calendar; without a zone it is UTC. RADAR_SPLIT_OPTION. */
export function timePointOf(text: string | undefined): TimePoint | undefined {
  if (text === undefined) return undefined
  if (/^\d+$/.test(text)) return { minute: Number(text) }
  const zoned = /(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}${text.includes('T') ? '' : 'T00:00'}Z`
  const utcMs = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(zoned) : Number.NaN
  if (Number.isFinite(utcMs)) return { utcMs }
  throw new PhdError('RADAR_SPLIT_OPTION', `"${text}" is no time.`, {
    expected: 'a minute of the event, or 2007-06-25 or 2007-06-25T12:00Z',
    received: text,
    usage: true,
  })
}

/** `numbers` of them. RADAR_CROP. */
export function numbersOf(text: string | undefined, count: number, flag: string): number[] | undefined {
  if (text === undefined) return undefined
  const numbers = text.split(',').map(Number)
  const whole = flag !== '--crop' || numbers.every((value) => Number.isInteger(value) && value > 0)
  if (numbers.length === count && numbers.every(Number.isFinite) && whole) return numbers
  throw new PhdError('RADAR_CROP', `${flag} wants ${count} numbers.`, {
    expected: flag === '--crop' ? 'ROWS,COLUMNS' : 'WEST,SOUTH,EAST,NORTH',
    received: text,
    usage: true,
  })
}

/** `2/8`. RADAR_PORTIONS. */
export function portionOf(text: string | undefined): [number, number] | undefined {
  if (text === undefined) return undefined
  const [part, of] = /^(\d+)\/(\d+)$/.exec(text)?.slice(1).map(Number) ?? [0, 0]
  if (part >= 1 && part <= of) return [part, of]
  throw new PhdError('RADAR_PORTIONS', 'There is no such portion.', { expected: '1/8 to 8/8, for example', received: text, usage: true })
}

/** The n-th rain with the n-th water; one terrain for all, or one each. RADAR_SOURCE. */
export function storesOf(rain: string[] = [], water: string[] = [], terrain: string[] = [], place?: string): StorePaths[] | undefined {
  if (rain.length + water.length + terrain.length === 0) return undefined
  if (rain.length > 0 && rain.length === water.length && (terrain.length <= 1 || terrain.length === rain.length)) {
    return rain.map((path, i) => ({ rain: path, water: water[i], terrain: terrain[terrain.length === 1 ? 0 : i] ?? water[i], place }))
  }
  throw new PhdError('RADAR_SOURCE', 'Rain, water and terrain do not go together.', {
    expected: 'as many --water as --rain, and no --terrain, one, or as many',
    received: `${rain.length} --rain, ${water.length} --water, ${terrain.length} --terrain`,
    usage: true,
  })
}

/** RADAR_THRESHOLD. */
export function metresOf(text: string): number {
  const metres = Number(text)
  if (metres > 0 && metres < Number.POSITIVE_INFINITY) return metres
  throw new PhdError('RADAR_THRESHOLD', 'The threshold is no depth.', { expected: 'metres above 0, such as 0.1', received: text, usage: true })
}

/** RADAR_SHARE. */
export function shareOf(text: string): number {
  const share = Number(text)
  if (text.trim() !== '' && share >= 0 && share <= 1) return share
  throw new PhdError('RADAR_SHARE', '--dry-keep is no share.', { expected: 'a number from 0 to 1', received: text, usage: true })
}
