/** Deadlines out of a calendar file, in either public format: a list `deadlines`, or `deadline` and `abstract_deadline` beside the title. */
import { createHash } from 'node:crypto'
import { isPhdError, PhdError } from '@phd/core'
import { isMap, isScalar, isSeq, type YAMLMap } from '../bundled/yaml.js'
import { parseYaml, readYamlFile, type YamlFile } from '../yaml/index.js'
import { cleanLine } from './clean.js'
import type { Deadline, Problem } from './deadline.js'
import { instantOf, parseLocalTime } from './instant.js'
import { purposeOf } from './track.js'
import { parseZone } from './zone.js'

/** What a person answered: an abbreviation, in capitals, to a zone; `NONE` for deadlines without one. */
export type ZoneAnswers = Record<string, string>

export interface Calendar {
  deadlines: Deadline[]
  problems: Problem[]
  /** The file as read, to write into. */
  yaml: YamlFile
}

const errors = {
  invalid: 'CONFERENCE_CALENDAR',
  missing: 'CONFERENCE_NO_CALENDAR',
  expected: 'a calendar: a YAML list of conferences with title, year and deadlines',
}

/** CONFERENCE_NO_CALENDAR, CONFERENCE_CALENDAR; what is wrong with single deadlines is in `problems`. */
export function readCalendar(file: string, answers: ZoneAnswers = {}): Calendar {
  return calendarOf(readYamlFile(file, errors), answers)
}

export function parseCalendar(text: string, file: string, answers: ZoneAnswers = {}): Calendar {
  return calendarOf(parseYaml(text, file, errors), answers)
}

function calendarOf(yaml: YamlFile, answers: ZoneAnswers): Calendar {
  const found: Calendar = { deadlines: [], problems: [], yaml }
  const { contents } = yaml.document
  if (contents === null || (isScalar(contents) && contents.value === null)) return found
  if (!isSeq(contents)) {
    throw new PhdError('CONFERENCE_CALENDAR', `${yaml.file} is no calendar.`, {
      expected: 'a list: each conference begins with "- title: NAME"',
      received: isMap(contents) ? 'a map' : 'a single value',
    })
  }
  for (const item of contents.items) readEntry(item, yaml, answers, found)
  const times = new Map<string, number>()
  for (const deadline of found.deadlines) {
    const nth = (times.get(deadline.id) ?? 0) + 1
    times.set(deadline.id, nth)
    if (nth > 1) deadline.id += `-${nth}`
  }
  return found
}

function readEntry(entry: unknown, yaml: YamlFile, answers: ZoneAnswers, found: Calendar): void {
  const conference = isMap(entry) ? textOf(entry, 'title') : ''
  const year = isMap(entry) ? numberOf(entry, 'year') : undefined
  const fullName = isMap(entry) ? textOf(entry, 'full_name') || conference : ''
  const of = `${conference || 'untitled'} ${year ?? ''}`.trim()
  const problem: Report = (node, of, error) =>
    found.problems.push({ file: yaml.file, line: yaml.lineOf(node), of, conference, fullName, year: year ?? 0, error })
  const wrong = (what: string, expected: string, received: string) => new PhdError('CONFERENCE_ENTRY', what, { expected, received })
  if (!isMap(entry)) {
    problem(entry, 'an entry', wrong('An entry is no conference.', 'keys: title, year, deadlines', shown(entry)))
    return
  }
  if (!conference) problem(entry, of, wrong('A conference has no title.', 'title: text', shown(entry.get('title', true))))
  if (year === undefined)
    problem(entry.get('year', true) ?? entry, of, wrong('A conference has no year.', 'year: a number like 2027', shown(entry.get('year', true))))
  if (!conference || year === undefined) return
  const common = {
    conference,
    year,
    fullName,
    url: webAddress(textOf(entry, 'link')),
    place: [textOf(entry, 'city'), textOf(entry, 'country')].filter(Boolean).join(', ') || textOf(entry, 'place') || textOf(entry, 'venue'),
    when: textOf(entry, 'date') || [textOf(entry, 'start'), textOf(entry, 'end')].filter(Boolean).join(' to '),
    tags: listOf(entry, 'tags').length > 0 ? listOf(entry, 'tags') : listOf(entry, 'sub'),
    file: yaml.file,
  }
  for (const { node, date, fields, type, label, line } of rows(entry, problem, of, yaml)) {
    const name = `${of}: ${label || type}`
    try {
      const raw = isScalar(date) ? date.value : undefined
      if (typeof raw !== 'string')
        throw wrong('A deadline has no date.', 'date: "2026-12-01 23:59"', typeof raw === 'number' ? `the number ${raw}: put it in quotes` : shown(date))
      const written = textOf(fields, 'timezone') || textOf(entry, 'timezone')
      const answer = answers[written.toUpperCase() || 'NONE']
      const zone = parseZone(answer ?? written)
      const zoneWas = answer === undefined ? textOf(fields, 'timezone_was') : written || 'none'
      const { ms, twice } = instantOf(parseLocalTime(raw), zone)
      const purpose = purposeOf({ type, label, track: textOf(fields, 'track'), stage: textOf(fields, 'stage') })
      const deadline = { ...common, ...purpose, type, label, local: raw.trim(), zone, ...(zoneWas ? { zoneWas } : {}), at: ms, twice, line }
      found.deadlines.push({ ...deadline, id: deadlineId(deadline) })
    } catch (error) {
      if (!isPhdError(error)) throw error
      const zone = error.code === 'CONFERENCE_ZONE' ? (fields.get('timezone', true) ?? entry.get('timezone', true)) : undefined
      problem(zone ?? (isScalar(date) ? date : node), name, error)
    }
  }
}

type Report = (node: unknown, of: string, error: PhdError) => void

interface Row {
  node: unknown
  date: unknown
  /** Where timezone, track and stage stand. */
  fields: YAMLMap
  type: string
  label: string
  line: number
}

function rows(entry: YAMLMap, problem: Report, of: string, yaml: YamlFile): Row[] {
  const list = entry.get('deadlines', true)
  const found: Row[] = []
  if (isSeq(list)) {
    for (const item of list.items) {
      if (isMap(item)) {
        const [type, label] = [textOf(item, 'type'), textOf(item, 'label')]
        found.push({ node: item, date: item.get('date', true), fields: item, type: type || 'deadline', label, line: yaml.lineOf(item) })
      } else
        problem(item, of, new PhdError('CONFERENCE_ENTRY', 'A deadline is no map.', { expected: 'keys: type, label, date, timezone', received: shown(item) }))
    }
  } else if (list !== undefined && !(isScalar(list) && list.value === null)) {
    problem(list, of, new PhdError('CONFERENCE_ENTRY', 'deadlines is no list.', { expected: 'deadlines: and below it "- type: …"', received: shown(list) }))
  }
  for (const [key, type, label] of [
    ['abstract_deadline', 'abstract', 'Abstract submission'],
    ['deadline', 'submission', 'Paper submission'],
  ]) {
    const date = entry.get(key, true)
    if (date === undefined || (isScalar(date) && date.value === null)) continue
    const sameDay = (row: Row) => isScalar(row.date) && isScalar(date) && String(row.date.value).slice(0, 10) === String(date.value).slice(0, 10)
    if (!found.some((row) => row.fields !== entry && sameDay(row))) found.push({ node: date, date, fields: entry, type, label, line: yaml.lineOf(date) })
  }
  return found
}

export function deadlineId({ conference, year, track, type, label }: Pick<Deadline, 'conference' | 'year' | 'track' | 'type' | 'label'>): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([conference, year, track, type, label]))
    .digest('hex')
    .slice(0, 8)
  const slug = conference
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)
  return `${slug || 'conference'}-${year}-${hash}`
}

function textOf(map: YAMLMap, key: string): string {
  const value = map.get(key)
  return typeof value === 'string' || typeof value === 'number' ? cleanLine(String(value)) : ''
}

function numberOf(map: YAMLMap, key: string): number | undefined {
  const value = Number(textOf(map, key) || Number.NaN)
  return Number.isInteger(value) && value >= 1970 && value <= 2100 ? value : undefined
}

function listOf(map: YAMLMap, key: string): string[] {
  const value = map.get(key)
  if (typeof value === 'string') return [cleanLine(value)].filter(Boolean)
  return isSeq(value) ? value.items.flatMap((it) => (isScalar(it) && typeof it.value === 'string' ? [cleanLine(it.value, 60)] : [])) : []
}

function webAddress(text: string): string {
  return /^https?:\/\/[^\s<>"]+$/.test(text) ? text : ''
}

function shown(node: unknown): string {
  if (node === undefined || node === null) return 'nothing'
  if (isMap(node)) return 'a map'
  if (isSeq(node)) return 'a list'
  const value = isScalar(node) ? node.value : node
  return value === null ? 'nothing' : cleanLine(String(value), 60)
}
