/** CF times: `minutes since 2010-08-26 00:00:00` into UTC milliseconds. */
import { damaged, unsupported } from '../damaged.js'
import { type Attributes, type NetcdfFile, textAttribute } from './file.js'

const unitMs: Record<string, number> = { d: 86_400_000, h: 3_600_000, min: 60_000, s: 1000, ms: 1 }
const pattern =
  /^(days?|d|hours?|hrs?|hr|h|minutes?|mins?|min|seconds?|secs?|sec|s|milliseconds?|millisecs?|msecs?|ms)\s+since\s+(\d{1,4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(\.\d+)?)?)?\s*(Z|UTC|GMT|[+-]\d{1,2}:?\d{0,2})?$/i

/** A function of the axis' numbers. RADAR_FILE_UNSUPPORTED for a calendar that is not ours. */
export function timeOfUnits(file: string, attributes: Attributes): (value: number) => number {
  const units = textAttribute(attributes, 'units') ?? ''
  const match = pattern.exec(units)
  if (!match)
    throw damaged(file, 'its time axis has no such units', { expected: 'units such as "minutes since 2010-08-26 00:00:00"', received: units || 'none' })
  const calendar = (textAttribute(attributes, 'calendar') ?? 'standard').toLowerCase()
  if (!['standard', 'gregorian', 'proleptic_gregorian', 'utc', 'none'].includes(calendar))
    throw unsupported(file, 'its calendar is not the one in use', { expected: 'standard, gregorian or proleptic_gregorian', received: calendar })
  const [, word, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', zone = 'Z'] = match
  const epoch = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) + Math.round(Number(fraction) * 1000)
  const offset = /^([+-])(\d{1,2}):?(\d{0,2})$/.exec(zone)
  const offsetMs = offset ? (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3] || 0)) * 60_000 : 0
  const scale = unitMs[/^(ms|milli|msec)/i.test(word) ? 'ms' : /^mi/i.test(word) ? 'min' : word[0].toLowerCase()]
  return (value) => Math.round(epoch - offsetMs + value * scale)
}

export interface Times {
  /** Ends of intervals where there are bounds, else as stamped. */
  timeMs: number[]
  /** Lengths of the intervals, by the bounds or the one step of all. */
  minutes?: number[]
  fromBounds: boolean
}

/** What a date can hold: 275,760 years to either side. */
const isDate = (timeMs: number) => Math.abs(timeMs) <= 8.64e15

/** Of a time axis with at least one step. */
export function timesOf(label: string, file: NetcdfFile, axis: string): Times {
  const attributes = file.attributes(axis)
  const convert = timeOfUnits(label, attributes)
  const stamped = Array.from(file.read(axis), convert)
  const odd = stamped.find((time) => !isDate(time))
  if (odd !== undefined) throw damaged(label, 'its time axis has a gap', { expected: 'a time for each step', received: String(odd) })
  const bounds = textAttribute(attributes, 'bounds')
  if (bounds && file.variables.includes(bounds)) {
    const edges = Array.from(file.read(bounds), convert)
    if (edges.length !== 2 * stamped.length || !edges.every(isDate))
      throw damaged(label, 'the bounds of its time axis do not fit', { expected: `${2 * stamped.length} times`, received: String(edges.length) })
    const timeMs = stamped.map((_, index) => Math.max(edges[2 * index], edges[2 * index + 1]))
    return { timeMs, minutes: timeMs.map((end, index) => (end - Math.min(edges[2 * index], edges[2 * index + 1])) / 60_000), fromBounds: true }
  }
  const steps = stamped.slice(1).map((time, index) => time - stamped[index])
  const even = steps.length > 0 && steps[0] > 0 && steps.every((step) => Math.abs(step - steps[0]) < 1000)
  return { timeMs: stamped, ...(even ? { minutes: stamped.map(() => steps[0] / 60_000) } : {}), fromBounds: false }
}
