/** Local times of a call as instants, and instants as a zone's clock shows them. Instants are milliseconds since 1970, UTC. */
import { PhdError } from '@phd/core'
import type { Zone } from './zone.js'

/** A wall clock: month from 1. */
export interface LocalTime {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** `2026-12-01 23:59[:59]`, with blank or T; CONFERENCE_DATE says what is wrong. */
export function parseLocalTime(text: string): LocalTime {
  const wrong = (received: string, remedy?: string) =>
    new PhdError('CONFERENCE_DATE', `"${text.slice(0, 60)}" is no date and time.`, { expected: 'like 2026-12-01 23:59', received, remedy, usage: true })
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(text.trim())
  if (!match) throw wrong(text.slice(0, 60) || 'nothing')
  if (match[4] === undefined) throw wrong('a day without a time', 'add the time that the call says; 23:59 where it says end of day')
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0))
  if (year < 1970 || year > 2100) throw wrong(`the year ${year}`)
  if (month < 1 || month > 12) throw wrong(`month ${month}`)
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate()
  if (day < 1 || day > days) throw wrong(`day ${day} of a month with ${days}`)
  if (hour === 24) throw wrong('24 hours', '00:00 of the next day, or 23:59 of this one')
  if (hour > 23 || minute > 59 || second > 59) throw wrong(`the time ${match[4]}:${match[5]}${match[6] ? `:${match[6]}` : ''}`)
  return { year, month, day, hour, minute, second }
}

/**
 * The instant of a local time. Where clocks go back and it comes twice, the earlier one: nobody is late by that.
 * CONFERENCE_TIME_SKIPPED where clocks go forward and it never comes.
 */
export function instantOf(local: LocalTime, zone: Zone): { ms: number; twice: boolean } {
  const naive = Date.UTC(local.year, local.month - 1, local.day, local.hour, local.minute, local.second)
  if (zone.offsetMinutes !== undefined) return { ms: naive - zone.offsetMinutes * minuteMs, twice: false }
  const offsets = new Set([-26, 26].map((hours) => offsetMsAt(naive + hours * hourMs, zone.name)))
  const found = [...offsets]
    .filter((offset) => offsetMsAt(naive - offset, zone.name) === offset)
    .map((offset) => naive - offset)
    .sort((a, b) => a - b)
  if (found.length === 0) {
    throw new PhdError('CONFERENCE_TIME_SKIPPED', `${clock(naive)} does not exist in ${zone.name}: clocks go forward then.`, {
      expected: 'a time that the clocks there show',
      received: clock(naive),
      remedy: 'ask the organisers; an hour earlier is safe',
      usage: true,
    })
  }
  return { ms: found[0], twice: found.length > 1 }
}

/** What the clock of a zone shows. */
export function localTimeAt(ms: number, zone: Zone): LocalTime {
  const shifted = new Date(ms + (zone.offsetMinutes === undefined ? offsetMsAt(ms, zone.name) : zone.offsetMinutes * minuteMs))
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
  }
}

/** `Tue 1 Dec 2026 23:59`; without the year where it is `than`, another zone's, as well. */
export function shownIn(ms: number, zone: Zone, than?: Zone): string {
  const { year, month, day, hour, minute } = localTimeAt(ms, zone)
  const weekday = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][new Date(Date.UTC(year, month - 1, day)).getUTCDay()]
  const sameYear = than !== undefined && localTimeAt(ms, than).year === year
  return `${weekday} ${day} ${months[month - 1]} ${sameYear ? '' : `${year} `}${pad(hour)}:${pad(minute)}`
}

/** `2026-12-02T11:59:00Z`. */
export function isoUtc(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}

/** `--now`: an instant with its offset, so that no zone is guessed. CONFERENCE_NOW else. */
export function parseNow(text: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isFinite(ms)) return ms
  throw new PhdError('CONFERENCE_NOW', `"${text}" is no instant.`, {
    expected: 'like 2026-11-26T12:00Z or 2026-11-26T13:00+01:00',
    received: text,
    usage: true,
  })
}

/** `6 d 4 h`, `3 h 12 min`, `12 min`; `passed 3 d ago`. Rounded down: never more time than there is. */
export function countdown(ms: number, now: number): string {
  const left = ms - now
  if (left < 0) return `passed ${span(-left)} ago`
  return span(left)
}

function span(ms: number): string {
  const minutes = Math.floor(ms / minuteMs)
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)]
  if (days >= 14) return `${days} d`
  if (days > 0) return `${days} d ${hours} h`
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const formats = new Map<string, Intl.DateTimeFormat>()

/** Milliseconds east of UTC. */
function offsetMsAt(ms: number, name: string): number {
  let format = formats.get(name)
  if (!format) {
    const numeric = 'numeric' as const
    const fields = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric }
    format = new Intl.DateTimeFormat('en-US', { timeZone: name, calendar: 'gregory', hourCycle: 'h23', ...fields })
    formats.set(name, format)
  }
  const at: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(ms)) at[type] = Number(value)
  return Date.UTC(at.year, at.month - 1, at.day, at.hour, at.minute, at.second) - Math.floor(ms / 1000) * 1000
}

function clock(naive: number): string {
  return new Date(naive).toISOString().slice(0, 16).replace('T', ' ')
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}

/** As calendars write it: `2026-12-01 23:59:00`. */
export function writtenTime({ year, month, day, hour, minute, second }: LocalTime): string {
  return `${year}-${pad(month)}-${pad(day)} ${pad(hour)}:${pad(minute)}:${pad(second)}`
}
