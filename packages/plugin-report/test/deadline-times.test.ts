/** Time zones, dates and instants of deadlines, judged by Python's zoneinfo. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { random } from '@phd/core'
import { describe, expect, it } from 'vitest'
import {
  countdown,
  instantOf,
  isoUtc,
  localTimeAt,
  parseLocalTime,
  parseNow,
  parseZone,
  shownIn,
  writtenTime,
  zoneCandidates,
} from '../lib/conference/index.js'
import { temporaryFolder } from './fixtures/cli.js'
import { failure } from './fixtures/failure.js'
import { hasPython, output, python } from './fixtures/judge.js'

const folder = temporaryFolder()

/** The instant of a local time, as text. */
function utcOf(local: string, zone: string): string {
  return isoUtc(instantOf(parseLocalTime(local), parseZone(zone)).ms)
}

describe('time zones', () => {
  it.each([
    ['AoE', 'AoE', -720],
    [' aoe ', 'AoE', -720],
    ['Anywhere on Earth', 'AoE', -720],
    ['AoE (UTC-12)', 'AoE', -720],
    ['UTC', 'UTC', 0],
    ['UTC  ', 'UTC', 0],
    ['GMT', 'UTC', 0],
    ['Z', 'UTC', 0],
    ['Etc/UTC', 'UTC', 0],
    ['UTC+0', 'UTC', 0],
    ['UTC-12', 'UTC-12', -720],
    ['UTC-08', 'UTC-8', -480],
    ['UTC - 8', 'UTC-8', -480],
    ['UTC−8', 'UTC-8', -480],
    ['GMT+02', 'UTC+2', 120],
    ['UTC+5:30', 'UTC+5:30', 330],
    ['UTC+0530', 'UTC+5:30', 330],
    ['UTC-3:30', 'UTC-3:30', -210],
    ['UTC+05:45', 'UTC+5:45', 345],
    ['+05:30', 'UTC+5:30', 330],
    ['UTC+14', 'UTC+14', 840],
  ])('%j is %s', (text, name, offsetMinutes) => {
    expect(parseZone(text)).toEqual({ name, offsetMinutes })
  })

  it.each(['Europe/London', 'America/Los_Angeles', 'America/Argentina/Buenos_Aires', 'Etc/GMT+12', 'Asia/Kolkata'])('%s is itself', (name) => {
    expect(parseZone(name)).toEqual({ name })
  })

  it.each([
    ['PST', ['UTC-8', 'America/Los_Angeles', 'Asia/Manila']],
    ['PDT', ['UTC-7', 'America/Los_Angeles']],
    ['BST', ['UTC+1', 'Europe/London', 'Asia/Dhaka']],
    ['IST', ['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem']],
    ['CST', ['UTC-6', 'America/Chicago', 'Asia/Shanghai', 'America/Havana']],
    ['AEST', ['UTC+10', 'Australia/Brisbane', 'Australia/Sydney']],
    ['KST', ['Asia/Seoul']],
    ['CEST', ['UTC+2', 'Europe/Paris']],
    ['CET', ['UTC+1', 'Europe/Paris']],
    ['EST', ['UTC-5', 'America/New_York', 'Australia/Sydney']],
    ['Seoul', ['Asia/Seoul']],
    ['Europe/Londn', ['Europe/London']],
  ])('%s is asked about, and its meanings are listed', (text, meanings) => {
    const error = failure(() => parseZone(text))
    expect(error.code).toBe('CONFERENCE_ZONE')
    expect(error.message).toContain('which one is meant?')
    for (const meaning of meanings) expect(error.expected).toContain(meaning)
    expect(zoneCandidates(text)).toEqual(expect.arrayContaining(meanings))
    for (const meaning of zoneCandidates(text)) expect(() => parseZone(meaning)).not.toThrow()
  })

  it.each([
    '',
    'UTC+15',
    'UTC-13',
    'UTC+5:99',
    'UTC+5:07',
    'UTC+',
    'local',
    'Mars/Phobos',
    '../../etc',
    'a'.repeat(10_000),
    'UTC+1+1',
    '12',
    'Europe/London; rm',
  ])('%j is no zone', (text) => {
    expect(failure(() => parseZone(text)).code).toBe('CONFERENCE_ZONE')
  })

  it('a missing zone is asked for', () => {
    expect(failure(() => parseZone(' ')).message).toContain('which one does the call say?')
  })
})

describe('dates', () => {
  it.each([
    ['2026-02-30 23:59', 'day 30 of a month with 28'],
    ['2027-02-29 23:59', 'day 29 of a month with 28'],
    ['2026-04-31 12:00', 'day 31 of a month with 30'],
    ['2026-12-01 24:00', '24 hours'],
    ['2026-12-01 25:00', 'the time 25:00'],
    ['2026-12-01 12:60', 'the time 12:60'],
    ['2026-13-01 12:00', 'month 13'],
    ['2026-00-10 12:00', 'month 0'],
    ['0026-12-01 12:00', 'the year 26'],
    ['2026-12-01', 'a day without a time'],
    ['01/12/2026 12:00', '01/12/2026 12:00'],
    ['2026-12-01 11:59 PM', '2026-12-01 11:59 PM'],
    ['TBD', 'TBD'],
    ['', 'nothing'],
  ])('%j is CONFERENCE_DATE: %s', (text, received) => {
    const error = failure(() => parseLocalTime(text))
    expect(error.code).toBe('CONFERENCE_DATE')
    expect(error.received).toBe(received)
  })

  it('a leap day, seconds, a T and months of one digit are taken', () => {
    expect(parseLocalTime('2028-02-29T23:59:59')).toEqual({ year: 2028, month: 2, day: 29, hour: 23, minute: 59, second: 59 })
    expect(writtenTime(parseLocalTime('2022-5-3 9:07'))).toBe('2022-05-03 09:07:00')
  })
})

describe('instants', () => {
  it('AoE is twelve hours behind UTC: 13 Nov 23:59:59 is 14 Nov 11:59:59 in Hull', () => {
    expect(utcOf('2026-11-13 23:59:59', 'AoE')).toBe('2026-11-14T11:59:59Z')
    expect(shownIn(instantOf(parseLocalTime('2026-11-13 23:59:59'), parseZone('AoE')).ms, parseZone('Europe/London'))).toBe('Sat 14 Nov 2026 11:59')
    const newYear = instantOf(parseLocalTime('2026-12-31 23:59'), parseZone('AoE')).ms
    expect(shownIn(newYear, parseZone('UTC'), parseZone('AoE'))).toBe('Fri 1 Jan 2027 11:59')
    expect(shownIn(newYear, parseZone('UTC-11'), parseZone('UTC'))).toBe('Fri 1 Jan 00:59')
  })

  it('a July date in Los Angeles is summer time, and UTC-8 is not', () => {
    expect(utcOf('2026-07-01 23:59', 'America/Los_Angeles')).toBe('2026-07-02T06:59:00Z')
    expect(utcOf('2026-07-01 23:59', 'UTC-8')).toBe('2026-07-02T07:59:00Z')
  })

  it.each([
    ['2026-03-29 01:30', 'Europe/London'],
    ['2026-03-29 02:00', 'Europe/Berlin'],
    ['2026-03-08 02:59:59', 'America/New_York'],
    ['2026-10-04 02:15', 'Australia/Lord_Howe'],
    ['2011-12-30 12:00', 'Pacific/Apia'],
  ])('%s does not exist in %s', (local, zone) => {
    expect(failure(() => utcOf(local, zone)).code).toBe('CONFERENCE_TIME_SKIPPED')
  })

  it.each([
    ['2026-10-25 01:30', 'Europe/London', '2026-10-25T00:30:00Z'],
    ['2026-11-01 01:00', 'America/New_York', '2026-11-01T05:00:00Z'],
    ['2027-04-04 01:45', 'Australia/Lord_Howe', '2027-04-03T14:45:00Z'],
  ])('%s comes twice in %s: the earlier is taken', (local, zone, utc) => {
    expect(instantOf(parseLocalTime(local), parseZone(zone))).toEqual({ ms: Date.parse(utc), twice: true })
  })

  it('--now wants an offset', () => {
    expect(parseNow('2026-11-26T13:00+01:00')).toBe(Date.UTC(2026, 10, 26, 12))
    for (const text of ['2026-11-26', '2026-11-26T12:00', 'today', '2026-13-26T12:00Z', '']) expect(failure(() => parseNow(text)).code).toBe('CONFERENCE_NOW')
  })

  it('a countdown is never more than there is', () => {
    const minute = 60_000
    expect(countdown(14 * 1440 * minute, 0)).toBe('14 d')
    expect(countdown(14 * 1440 * minute - 1, 0)).toBe('13 d 23 h')
    expect(countdown(1440 * minute - 1, 0)).toBe('23 h 59 min')
    expect(countdown(59_999, 0)).toBe('0 min')
    expect(countdown(0, 3 * 1440 * minute)).toBe('passed 3 d 0 h ago')
  })

  const zones =
    'Europe/London Europe/Berlin Europe/Lisbon Europe/Dublin Europe/Helsinki Europe/Istanbul America/New_York America/Los_Angeles America/Chicago America/Denver America/Phoenix America/St_Johns America/Halifax America/Sao_Paulo America/Santiago America/Havana Asia/Tokyo Asia/Seoul Asia/Kolkata Asia/Kathmandu Asia/Shanghai Asia/Jerusalem Asia/Singapore Australia/Sydney Australia/Lord_Howe Australia/Adelaide Pacific/Auckland Pacific/Chatham Pacific/Honolulu Africa/Cairo'.split(
      ' ',
    )

  it.skipIf(!hasPython)('agree with zoneinfo for 500 local times in each of 30 zones, gaps and overlaps too (needs .oracle or PHD_ORACLE_PYTHON)', () => {
    expect(zones).toHaveLength(30)
    const draw = random(6)
    const two = (value: number) => String(value).padStart(2, '0')
    // Half of them near the hours at which clocks change, on Sundays of the months in which they do.
    const times = Array.from({ length: 500 }, (_, i) => {
      const year = 2010 + Math.floor(draw() * 17)
      const change = i % 2 === 0
      const month = change ? [3, 4, 9, 10, 11][Math.floor(draw() * 5)] : 1 + Math.floor(draw() * 12)
      let day = 1 + Math.floor(draw() * 28)
      if (change) {
        const sundays = [1, 2, 3, 4, 5, 6, 7].filter((it) => new Date(Date.UTC(year, month - 1, it)).getUTCDay() === 0)[0]
        day = sundays + 7 * Math.floor(draw() * 4)
      }
      return `${year}-${two(month)}-${two(day)} ${two(change ? Math.floor(draw() * 4) : Math.floor(draw() * 24))}:${two(Math.floor(draw() * 60))}:00`
    })
    const script = `
import json, sys
from datetime import datetime, timezone, timedelta
from zoneinfo import ZoneInfo
times, zones = json.load(open(sys.argv[1]))
out = {}
for zone in zones:
    z = ZoneInfo(zone); row = []
    for time in times:
        local = datetime.fromisoformat(time)
        found = set()
        for fold in (0, 1):
            utc = local.replace(tzinfo=z, fold=fold).astimezone(timezone.utc)
            if utc.astimezone(z).replace(tzinfo=None) == local: found.add(int(utc.timestamp() * 1000))
        row.append(sorted(found))
    out[zone] = row
print(json.dumps(out))`
    const file = join(folder, 'times.json')
    writeFileSync(file, JSON.stringify([times, zones]))
    const theirs: Record<string, number[][]> = JSON.parse(output(python, ['-c', script, file]))
    let [skipped, twice] = [0, 0]
    for (const zone of zones) {
      const parsed = parseZone(zone)
      times.forEach((time, i) => {
        const expected = theirs[zone][i]
        if (expected.length === 0) {
          skipped++
          expect(failure(() => utcOf(time, zone)).code, `${time} ${zone}`).toBe('CONFERENCE_TIME_SKIPPED')
        } else {
          if (expected.length > 1) twice++
          const found = instantOf(parseLocalTime(time), parsed)
          if (found.ms !== expected[0] || found.twice !== expected.length > 1)
            expect({ ...found, time, zone }).toEqual({ ms: expected[0], twice: expected.length > 1, time, zone })
          if (writtenTime(localTimeAt(found.ms, parsed)) !== time) throw new Error(`${time} ${zone} is not shown as written`)
        }
      })
    }
    expect(skipped).toBeGreaterThan(20)
    expect(twice).toBeGreaterThan(20)
  })
})
