/** Calendars of deadlines: tracks, both public formats, choosing, writing. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isPhdError, random } from '@phd/core'
import { describe, expect, it } from 'vitest'
import { choose, isoUtc, merge, parseCalendar, purposeOf, readCalendar, withEntries } from '../lib/conference/index.js'
import { both } from './fixtures/calendar.js'
import { temporaryFolder } from './fixtures/cli.js'
import { failure } from './fixtures/failure.js'

const folder = temporaryFolder()

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
