/** The public calendars, and iCalendar, judged by icalendar. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Calendar, type Deadline, isoUtc, merge, parseCalendar, readCalendar, toIcs } from '../lib/conference/index.js'
import { both, eventsOf } from './fixtures/calendar.js'
import { root } from './fixtures/cli.js'
import { hasPython } from './fixtures/judge.js'

const shared = join(root, '..', 'shared', 'data', 'conference-deadlines')
const hasShared = existsSync(shared)

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
