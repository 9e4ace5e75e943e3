/** Deadlines: zones, instants, tracks, both public formats, iCalendar. Instants are judged by Python's zoneinfo, iCalendar by icalendar. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isPhdError, type PhdError, random } from '@phd/core'
import { describe, expect, it } from 'vitest'
import {
  type Calendar,
  choose,
  countdown,
  type Deadline,
  instantOf,
  isoUtc,
  localTimeAt,
  merge,
  parseCalendar,
  parseLocalTime,
  parseNow,
  parseZone,
  purposeOf,
  readCalendar,
  shownIn,
  toIcs,
  withEntries,
  writtenTime,
  zoneCandidates,
} from '../lib/conference/index.js'
import { root, temporaryFolder } from './fixtures/cli.js'
import { hasPython, output, python } from './fixtures/judge.js'

const folder = temporaryFolder()
const shared = join(root, '..', 'shared', 'data', 'conference-deadlines')
const hasShared = existsSync(shared)

function failure(act: () => unknown): PhdError {
  try {
    act()
  } catch (error) {
    if (isPhdError(error)) return error
    throw error
  }
  throw new Error('no error')
}

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

describe('tracks and stages', () => {
  it.each([
    ['paper', '', 'main', 'submission'],
    ['submission', 'Full paper submission', 'main', 'submission'],
    ['abstract', '', 'main', 'abstract'],
    ['notification', 'Author notification', 'main', 'notification'],
    ['first-notification', '', 'main', 'notification'],
    ['final-notification', '', 'main', 'notification'],
    ['camera_ready', '', 'main', 'camera-ready'],
    ['camera-ready', '', 'main', 'camera-ready'],
    ['Camera Ready', '', 'main', 'camera-ready'],
    ['rebuttal', '', 'main', 'rebuttal'],
    ['rebuttal_start', 'Rebuttal period start', 'main', 'rebuttal'],
    ['rebuttal_end', 'Author response period end', 'main', 'rebuttal'],
    ['rebuttal_and_revision', '', 'main', 'rebuttal'],
    ['author_response', '', 'main', 'rebuttal'],
    ['review_release', 'Reviews released', 'main', 'review'],
    ['registration', '', 'main', 'registration'],
    ['reviewer_registration', '', 'main', 'registration'],
    ['supplementary', '', 'main', 'supplementary'],
    ['commitment_deadline', 'ARR commitment', 'main', 'commitment'],
    ['revision-deadline', '', 'main', 'revision'],
    ['withdrawal', '', 'main', 'withdrawal'],
    ['submission', 'Posters deadline', 'poster', 'submission'],
    ['submission', 'Workshop Proposal Submission', 'workshop', 'proposal'],
    ['submission', 'Doctoral Consortium applications', 'doctoral-consortium', 'submission'],
    ['camera_ready', 'PhD Forum camera-ready', 'doctoral-consortium', 'camera-ready'],
    ['notification', 'Student Research Workshop notification', 'doctoral-consortium', 'notification'],
    ['doctoral-consortium', '', 'doctoral-consortium', 'other'],
    ['something', 'Final version due', 'main', 'camera-ready'],
    ['something', '', 'main', 'other'],
  ])('%s, "%s" is %s, %s', (type, label, track, stage) => {
    expect(purposeOf({ type, label })).toEqual({ track, stage })
  })

  it('a calendar may say both', () => {
    expect(purposeOf({ type: 'paper', label: '', track: 'demo', stage: 'camera_ready' })).toEqual({ track: 'demo', stage: 'camera-ready' })
  })
})

const both = `# my deadlines
- title: ABC   # the good one
  year: 2027
  full_name: A Better Conference
  link: https://abc.example
  deadlines:
    - type: paper
      label: Paper
      date: '2026-12-01 23:59:59'
      timezone: AoE
    - type: camera_ready
      date: '2027-03-01 12:00'
      timezone: PST
  city: Hull
  country: UK
  tags: [water]
- title: Flat
  year: 2026
  deadline: '2026-12-05 23:59:59'
  abstract_deadline: '2026-11-28 23:59:59'
  timezone: UTC-12
  place: Ghent
  sub: ['DM', 'KR']
`

describe('calendars', () => {
  it('are read in both formats, and what is wrong is named with its line', () => {
    const { deadlines, problems } = parseCalendar(both, 'c.yaml')
    expect(deadlines.map(({ conference, stage, at, place, tags, line }) => [conference, stage, isoUtc(at), place, tags, line])).toEqual([
      ['ABC', 'submission', '2026-12-02T11:59:59Z', 'Hull, UK', ['water'], 7],
      ['Flat', 'abstract', '2026-11-29T11:59:59Z', 'Ghent', ['DM', 'KR'], 20],
      ['Flat', 'submission', '2026-12-06T11:59:59Z', 'Ghent', ['DM', 'KR'], 19],
    ])
    expect(problems.map(({ line, of, error }) => [line, of, error.code])).toEqual([[13, 'ABC 2027: camera_ready', 'CONFERENCE_ZONE']])
  })

  it('take an answer for an abbreviation, and for no zone, and record it', () => {
    const { deadlines, problems } = parseCalendar(both.replace('      timezone: AoE\n', ''), 'c.yaml', { PST: 'UTC-8', NONE: 'Europe/London' })
    expect(problems).toEqual([])
    expect(deadlines.slice(0, 2).map(({ at, zoneWas }) => [isoUtc(at), zoneWas])).toEqual([
      ['2026-12-01T23:59:59Z', 'none'],
      ['2027-03-01T20:00:00Z', 'PST'],
    ])
    const text = withEntries('', 'mine.yaml', [])
    const own = parseCalendar(text, 'mine.yaml')
    const merged = merge(own, deadlines, false)
    expect(merged.text).toContain('timezone_was: PST')
    expect(parseCalendar(merged.text, 'mine.yaml').deadlines.map(({ at, zoneWas }) => [at, zoneWas])).toEqual(deadlines.map(({ at, zoneWas }) => [at, zoneWas]))
  })

  it('without a zone say so', () => {
    expect(parseCalendar(both.replace('      timezone: AoE\n', ''), 'c.yaml').problems[0].error.received).toBe('no zone')
  })

  it.each([
    ['a title that is none', '- year: 2027', 'CONFERENCE_ENTRY', /no title/],
    ['no year', '- title: A', 'CONFERENCE_ENTRY', /no year/],
    ['a year in words', '- title: A\n  year: soon', 'CONFERENCE_ENTRY', /no year/],
    ['deadlines that are no list', '- title: A\n  year: 2027\n  deadlines: soon', 'CONFERENCE_ENTRY', /no list/],
    ['a deadline that is no map', '- title: A\n  year: 2027\n  deadlines: [soon]', 'CONFERENCE_ENTRY', /no map/],
    ['a date as a number', '- title: A\n  year: 2027\n  deadlines: [{type: paper, date: 20261201, timezone: AoE}]', 'CONFERENCE_ENTRY', /no date/],
    ['no date', '- title: A\n  year: 2027\n  deadlines: [{type: paper, timezone: AoE}]', 'CONFERENCE_ENTRY', /no date/],
    ['30 February', '- title: A\n  year: 2027\n  deadlines: [{type: paper, date: 2027-02-30 12:00, timezone: AoE}]', 'CONFERENCE_DATE', /no date and time/],
    ['words for entries', '- soon', 'CONFERENCE_ENTRY', /no conference/],
  ])('with %s name it and read the rest', (_, text, code, message) => {
    const { deadlines, problems } = parseCalendar(`${text}\n- title: B\n  year: 2027\n  deadline: 2027-01-01 12:00\n  timezone: UTC\n`, 'c.yaml')
    expect(deadlines).toHaveLength(1)
    expect(problems).toHaveLength(1)
    expect(problems[0].error.code).toBe(code)
    expect(problems[0].error.message).toMatch(message)
  })

  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefgh'.split('').map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(',')}]`),
  ].join('\n')
  it.each([
    ['aliases that explode', bomb],
    ['a merge of an alias', '- &x {title: A}\n- <<: *x\n  year: 2027'],
    ['a map', 'title: A'],
    ['a word', 'soon'],
    ['tabs', '- title: A\n\tyear: 2027'],
    ['a key twice', '- title: A\n  title: B'],
    ['open quotes', '- title: "A'],
    ['two documents', '- title: A\n---\n- title: B'],
    ['brackets without end', '['.repeat(200_000)],
    ['dashes without end', `${'- '.repeat(50_000)}x`],
    ['braces in columns', Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['bytes', '\u0000\u0001\ufffe'],
  ])('with %s are CONFERENCE_CALENDAR', (_, text) => {
    expect(failure(() => parseCalendar(text, 'c.yaml')).code).toBe('CONFERENCE_CALENDAR')
  })

  it('of 10 MB are refused unread; of none, and a folder, are said to be so', () => {
    const file = join(folder, 'huge.yaml')
    writeFileSync(file, '- title: A\n'.repeat(900_000))
    expect(failure(() => readCalendar(file))).toMatchObject({ code: 'CONFERENCE_CALENDAR', received: expect.stringContaining('9.9 MB') })
    expect(failure(() => readCalendar(join(folder, 'none.yaml')))).toMatchObject({ code: 'CONFERENCE_NO_CALENDAR', received: 'no such file' })
    expect(failure(() => readCalendar(folder))).toMatchObject({ code: 'CONFERENCE_NO_CALENDAR', received: 'a folder' })
  })

  it('print nothing that a terminal obeys', () => {
    const { deadlines } = parseCalendar(
      '- title: "\\e[31mA\\u202eB\\nC<script>alert(1)</script>"\n  year: 2027\n  deadline: 2027-01-01 12:00\n  timezone: UTC\n  link: "javascript:alert(1)"',
      'c.yaml',
    )
    expect(deadlines[0]).toMatchObject({ conference: '[31mA B Calert(1)', url: '' })
  })

  it('2,000 mutated ones give deadlines or PhdErrors, nothing else', () => {
    const draw = random(11)
    const pieces = [
      '\t',
      '- ',
      ': ',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '&a ',
      '*a ',
      '\n',
      '  ',
      '|',
      '>',
      '#',
      '!!',
      '---\n',
      '2026-02-30',
      'PST',
      '\u0000',
      '\u2028',
      '💧',
      '<<: ',
      '1e999',
      '0x',
      '~',
      '%',
      '@',
      '?',
      ',',
    ]
    let [read, refused] = [0, 0]
    for (let i = 0; i < 2000; i++) {
      let text = both
      for (let n = 0; n <= Math.floor(draw() * 6); n++) {
        const at = Math.floor(draw() * text.length)
        const piece = draw() < 0.3 ? text.slice(at, at + 40) : pieces[Math.floor(draw() * pieces.length)]
        text = text.slice(0, at) + piece + text.slice(at + (draw() < 0.5 ? Math.floor(draw() * 12) : 0))
      }
      try {
        const { deadlines, problems } = parseCalendar(text, 'c.yaml')
        for (const { at, year } of deadlines) if (!Number.isFinite(at) || !Number.isInteger(year)) throw new Error(`a deadline without an instant:\n${text}`)
        for (const { line, error } of problems) if (!isPhdError(error) || line < 1) throw new Error(`a problem without a place:\n${text}`)
        read++
      } catch (error) {
        if (!isPhdError(error)) throw new Error(`${error}\n${text}`)
        refused++
      }
    }
    expect(read).toBeGreaterThan(300)
    expect(refused).toBeGreaterThan(300)
  })
})

describe('choosing', () => {
  const all = ['ACL', 'NAACL'].flatMap((title) => parseCalendar(both.replaceAll('ABC', title), 'c.yaml').deadlines)

  it('by a name takes that very name where there is one', () => {
    expect(new Set(choose(all, { name: 'acl' }).map(({ conference }) => conference))).toEqual(new Set(['ACL']))
    expect(new Set(choose(all, { name: 'NAACL-27' }).map(({ conference }) => conference))).toEqual(new Set(['NAACL']))
    expect(choose(all, { name: 'better' })).toHaveLength(2)
    expect(failure(() => choose(all, { name: 'ACCL' }))).toMatchObject({ code: 'CONFERENCE_UNKNOWN', usage: true })
  })

  it('by track, stage, tag and time', () => {
    expect(choose(all, { track: 'abstract' }).map(({ stage }) => stage)).toEqual(['abstract', 'abstract'])
    expect(choose(all, { track: 'dc' })).toEqual([])
    expect(choose(all, { tag: 'WATER' }).map(({ conference }) => conference)).toEqual(['ACL', 'NAACL'])
    expect(choose(all, { from: Date.parse('2026-12-06T11:59:59Z') })).toHaveLength(2)
    const times = choose(all, {}).map(({ at }) => at)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(failure(() => choose(all, { track: 'mian' }))).toMatchObject({ code: 'CONFERENCE_TRACK', usage: true })
  })
})

describe('writing into a calendar', () => {
  const entry = { title: 'New', year: 2027, deadlines: [{ type: 'submission', date: '2026-12-24 12:00', timezone: 'UTC' }] }

  it.each([
    ['dashes at the margin', both],
    ['dashes further in', both.replace(/^(?=[^#\n])/gm, '    ')],
    ['no newline at the end', both.trimEnd()],
    ['comments alone', '# nothing yet\n'],
    ['comments at the end', `${both}# the end\n`],
  ])('keeps every byte: %s', (_, text) => {
    const after = withEntries(text, 'c.yaml', [entry])
    expect(after.startsWith(text)).toBe(true)
    const [before, now] = [parseCalendar(text, 'c.yaml'), parseCalendar(after, 'c.yaml')]
    expect(now.deadlines.map(({ id }) => id)).toEqual([...before.deadlines.map(({ id }) => id), expect.stringMatching(/^new-2027-/)])
    expect(after).toContain("date: '2026-12-24 12:00'")
  })

  it('refuses where it would change what the file says', () => {
    expect(failure(() => withEntries('[{title: A, year: 2027}]', 'c.yaml', [entry])).code).toBe('CONFERENCE_CALENDAR')
    expect(failure(() => withEntries(`${both}...\n`, 'c.yaml', [entry])).code).toBe('CONFERENCE_CALENDAR')
  })

  it('a second import adds nothing; a moved date is told, and taken with update, in place', () => {
    const own = parseCalendar(merge(parseCalendar('', 'm.yaml'), parseCalendar(both, 'c.yaml').deadlines, false).text, 'm.yaml')
    expect(merge(own, parseCalendar(both, 'c.yaml').deadlines, false)).toMatchObject({ added: 0, same: 3, changed: [], text: own.yaml.text })
    const commented = own.yaml.text.replace("date: '2026-12-01 23:59:59'", "date: '2026-12-01 23:59:59' # ask Ada")
    const mine = parseCalendar(commented, 'm.yaml')
    const moved = parseCalendar(both.replace('2026-12-01 23:59:59', '2026-12-08 23:59:59').replace('timezone: AoE', 'timezone: UTC'), 'c.yaml').deadlines
    expect(merge(mine, moved, false)).toMatchObject({ text: commented, changed: [{ from: '2026-12-01 23:59:59 AoE', to: '2026-12-08 23:59:59 UTC' }] })
    const updated = merge(mine, moved, true).text
    // The zone that stands there stays: 8 Dec 23:59:59 UTC is 11:59:59 of that day in AoE.
    expect(updated).toBe(commented.replace("'2026-12-01 23:59:59' # ask Ada", "'2026-12-08 11:59:59' # ask Ada"))
  })
})

describe.skipIf(!hasShared)('the public calendars (need ../shared/data/conference-deadlines)', () => {
  const hf = () => readdirSync(join(shared, 'huggingface')).map((name) => readCalendar(join(shared, 'huggingface', name)))
  const places = (calendars: Calendar[]) =>
    calendars.flatMap(({ problems }) => problems.map(({ file, line, error }) => `${file.replace(/.*\//, '')}:${line} ${error.code} ${error.received}`))

  it('of 68 files: 473 deadlines in lists and 10 beside a title parse, but for ten of "PST"', () => {
    const calendars = hf()
    expect(calendars).toHaveLength(68)
    const read = calendars.flatMap(({ deadlines }) => deadlines)
    const flat = read.filter(
      ({ label, type }) => ['Paper submission', 'Abstract submission'].includes(label) && ['submission', 'abstract'].includes(type),
    ).length
    expect(read.length + places(calendars).length).toBe(473 + 10)
    expect(flat).toBeGreaterThanOrEqual(10)
    expect(places(calendars).map((it) => it.replace(/:\d+/, ''))).toEqual([
      ...Array(5).fill('icdar.yml CONFERENCE_ZONE PST'),
      ...Array(4).fill('icra.yml CONFERENCE_ZONE PST'),
      'iros.yml CONFERENCE_ZONE PST',
    ])
    // Each place is the line of the zone.
    for (const { file, line } of calendars.flatMap(({ problems }) => problems))
      expect(readFileSync(file, 'utf8').split('\n')[line - 1]).toMatch(/timezone: PST/)
  })

  it('of one file: 169 paper deadlines and 70 of abstracts parse, but for one PDT and one CET', () => {
    const calendar = readCalendar(join(shared, 'paperswithcode-conferences.yml'))
    expect(calendar.deadlines.filter(({ stage }) => stage === 'submission').length + calendar.problems.length).toBe(169)
    expect(calendar.deadlines.filter(({ stage }) => stage === 'abstract')).toHaveLength(70)
    expect(places([calendar]).map((it) => it.replace(/:\d+/, ''))).toEqual([
      'paperswithcode-conferences.yml CONFERENCE_ZONE PDT',
      'paperswithcode-conferences.yml CONFERENCE_ZONE CET',
    ])
    const ijcai = calendar.deadlines.find(({ conference, year, stage }) => conference === 'IJCAI' && year === 2023 && stage === 'submission')
    expect(ijcai && isoUtc(ijcai.at)).toBe('2023-01-19T11:59:59Z')
  })

  it('give every deadline a purpose and an id of its own', () => {
    const all = hf().flatMap(({ deadlines }) => deadlines)
    expect(all.filter(({ stage }) => stage === 'other')).toEqual([])
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
  })

  it('are merged into one calendar that says the same', () => {
    const all = hf().flatMap(({ deadlines }) => deadlines)
    const { text, added } = merge(parseCalendar('', 'm.yaml'), all, false)
    expect(added).toBe(all.length)
    const key = ({ id, at }: Deadline) => `${id} ${at}`
    expect(parseCalendar(text, 'm.yaml').deadlines.map(key).sort()).toEqual(all.map(key).sort())
  })

  it.skipIf(!hasPython)('are the same instants for PyYAML-free Python: icalendar reads every event (needs .oracle or PHD_ORACLE_PYTHON)', () => {
    const all = hf().flatMap(({ deadlines }) => deadlines)
    expect(eventsOf(toIcs(all))).toEqual(all.map(({ id, at }) => [`${id}@phd.conference`, isoUtc(at)]))
  })
})

/** UID and start of each event, as icalendar reads them; throws where a component has errors. */
function eventsOf(ics: string): [string, string][] {
  const file = join(folder, 'judged.ics')
  writeFileSync(file, ics)
  const script = `
import json, sys
from datetime import timezone
from icalendar import Calendar
c = Calendar.from_ical(open(sys.argv[1], 'rb').read())
assert str(c['version']) == '2.0' and str(c['prodid'])
out = []
for e in c.walk('VEVENT'):
    assert not e.errors, e.errors
    alarms = e.walk('VALARM')
    assert [str(a['trigger'].dt) for a in alarms] == ['-14 days, 0:00:00', '-2 days, 0:00:00'], [str(a['trigger'].dt) for a in alarms]
    assert all(str(a['action']) == 'DISPLAY' and str(a['description']) for a in alarms)
    assert str(e['summary']) and e['dtstamp'].dt.tzinfo is not None
    out.append([str(e['uid']), e['dtstart'].dt.astimezone(timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')])
print(json.dumps(out))`
  return JSON.parse(output(python, ['-c', script, file]))
}

describe('iCalendar', () => {
  const tricky = parseCalendar(
    `- title: "Água; Größe, 💧\\\\ test ${'ü💧'.repeat(40)}"
  year: 2027
  full_name: "A, B; C"
  link: https://abc.example/${'x'.repeat(120)}
  place: "Gent; België, BE"
  tags: ["a,b", "c;d"]
  deadlines:
    - {type: paper, label: "One, two; three\\\\n", date: '2026-10-25 01:30', timezone: Europe/London}
    - {type: paper, label: "One, two; three\\\\n", date: '2026-10-26 01:30', timezone: Asia/Kolkata}
`,
    'c.yaml',
  ).deadlines

  it('folds at 75 octets, ends lines with CRLF, and joins again to the same text', () => {
    const ics = toIcs(tricky)
    const lines = ics.split('\r\n')
    expect(lines.at(-1)).toBe('')
    expect(ics.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    for (const line of lines) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
      expect(line).not.toContain('\ufffd')
    }
    expect(lines.filter((line) => line.startsWith(' ')).length).toBeGreaterThan(5)
    const unfolded = ics.replaceAll('\r\n ', '')
    expect(unfolded).toContain('SUMMARY:Água\\; Größe\\, 💧\\\\ test ')
    expect(unfolded).toContain('CATEGORIES:a\\,b,c\\;d')
    expect(unfolded).toContain('LOCATION:Gent\\; België\\, BE')
  })

  it('gives the same bytes twice, and keeps a UID where the date moves', () => {
    expect(toIcs(tricky)).toBe(toIcs(tricky))
    const uids = (text: string) => text.match(/UID:.*/g)
    const moved = both.replace('2026-12-01 23:59:59', '2026-12-08 23:59:59')
    expect(uids(toIcs(parseCalendar(moved, 'c.yaml').deadlines))).toEqual(uids(toIcs(parseCalendar(both, 'other.yaml').deadlines)))
    expect(new Set(uids(toIcs(tricky))).size).toBe(2)
  })

  it.skipIf(!hasPython)('is read by icalendar without an error, at the same instants (needs .oracle or PHD_ORACLE_PYTHON)', () => {
    expect(eventsOf(toIcs(tricky)).map(([, at]) => at)).toEqual(['2026-10-25T00:30:00Z', '2026-10-25T20:00:00Z'])
    expect(eventsOf(toIcs([]))).toEqual([])
  })
})
