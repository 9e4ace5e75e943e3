/** Times that a person types. */
import { PhdError } from '@phd/core'

/** ISO 8601 in UTC, whatever the machine's time zone; a date alone is its midnight. RADAR_TIME_RANGE. */
export function parseTime(text: string): number {
  const iso = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?)?(Z|[+-]\d\d:\d\d)?$/.exec(text.trim())
  const timeMs = iso ? Date.parse(`${iso[1]}T${iso[2] ?? '00:00'}${iso[3] ?? ':00'}${iso[4] ?? 'Z'}`) : Number.NaN
  if (!Number.isNaN(timeMs)) return timeMs
  throw new PhdError('RADAR_TIME_RANGE', `"${text}" is not a time.`, {
    expected: 'ISO 8601 in UTC: 2007-06-25 or 2007-06-25T12:00',
    received: text,
    usage: true,
  })
}

export function utc(timeMs: number): string {
  return new Date(timeMs).toISOString().replace('.000Z', 'Z')
}
