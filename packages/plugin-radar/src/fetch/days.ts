/** Days as ISO text, `2007-06-25`; UTC. */
import { PhdError } from '@phd/core'

const dayMs = 86_400_000

/** Every day of the span, both ends with it. RADAR_FETCH_DAYS where an end is no day or the span is backwards. */
export function daysBetween(from: string, to: string): string[] {
  const first = timeMsOf(from, '--from')
  const last = timeMsOf(to, '--to')
  if (last < first) {
    throw new PhdError('RADAR_FETCH_DAYS', 'The last day lies before the first.', {
      expected: `a day from ${from} on`,
      received: to,
      remedy: `--from ${to} --to ${from}`,
      usage: true,
    })
  }
  return Array.from({ length: (last - first) / dayMs + 1 }, (_, i) => new Date(first + i * dayMs).toISOString().slice(0, 10))
}

function timeMsOf(day: string, flag: string): number {
  const timeMs = isDay(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  if (!Number.isNaN(timeMs)) return timeMs
  throw new PhdError('RADAR_FETCH_DAYS', `${flag} is not a day.`, { expected: 'year-month-day: 2007-06-25', received: day, usage: true })
}

/** True for a day that is in the calendar. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text)
}

/** `20070625` as `2007-06-25`. */
export function dashed(digits: string): string {
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`
}
