/** Entries written to a person's calendar: at its end, every byte before it kept; the file is there whole or not at all. */
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { PhdError } from '@phd/core'
import { Document, isMap, isScalar, isSeq, visit } from '../bundled/yaml.js'
import { type Calendar, parseCalendar } from './calendar.js'

/** As the public calendars write one; `track`, `stage` and `timezone_was` are ours. */
export interface CalendarEntry {
  title: string
  year: number
  full_name?: string
  link?: string
  place?: string
  date?: string
  tags?: string[]
  deadlines: EntryDeadline[]
}

export interface EntryDeadline {
  type: string
  label?: string
  date: string
  timezone: string
  track?: string
  stage?: string
  /** The abbreviation that the calendar had, where a person said what it means. */
  timezone_was?: string
}

const introduction = `# Deadlines. Add to them:  phd conference add --name NAME --year YEAR --deadline "2026-12-01 23:59" --zone AoE
# Zones: AoE, UTC, UTC+5:30, Europe/London; no PST or CST, which may mean two things.
`

/** The text of `file`, empty where there is none, with the entries at its end. CONFERENCE_CALENDAR where it cannot be added to. */
export function withEntries(text: string, file: string, entries: CalendarEntry[]): string {
  if (entries.length === 0) return text
  const before = parseCalendar(text, file)
  const indent = ' '.repeat(indentOf(before, file))
  const block = entriesYaml(entries)
  const body = block.trimEnd().replace(/^(?=.)/gm, indent)
  const start = text === '' ? introduction : text.endsWith('\n') ? text : `${text}\n`
  const after = `${start}\n${body}\n`
  const read = parseCalendar(after, file)
  const added = entries.flatMap((entry) => entry.deadlines).length
  if (read.deadlines.length !== before.deadlines.length + added || read.problems.length !== before.problems.length) {
    throw new PhdError('CONFERENCE_CALENDAR', `${file} cannot be added to without changing what it says.`, {
      expected: 'a list of conferences, each beginning with "- title:" at the same column',
      remedy: 'tidy the end of the file, or choose another with --calendar',
    })
  }
  return after
}

/** Dates are quoted: to many readers of YAML an unquoted one is a timestamp in UTC. */
function entriesYaml(entries: CalendarEntry[]): string {
  const document = new Document(entries)
  visit(document, {
    Pair(_, { key, value }) {
      if (isScalar(key) && key.value === 'date' && isScalar(value)) value.type = 'QUOTE_SINGLE'
    },
  })
  return document.toString({ lineWidth: 0, indentSeq: true })
}

/** Replaces the values at the given places of the text: offsets from, to. */
export function withReplaced(text: string, places: { from: number; to: number; value: string }[]): string {
  return [...places].sort((a, b) => b.from - a.from).reduce((kept, { from, to, value }) => `${kept.slice(0, from)}${value}${kept.slice(to)}`, text)
}

export function readText(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

/** Under a temporary name first. A link stays one: what it leads to is replaced. */
export function writeWhole(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  const target = existsSync(file) ? realpathSync(file) : file
  const temporary = `${target}.${process.pid}.tmp`
  try {
    writeFileSync(temporary, text, { mode: existsSync(target) ? statSync(target).mode : 0o644 })
    renameSync(temporary, target)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/** Column of the dashes of the list. */
function indentOf({ yaml }: Calendar, file: string): number {
  const { contents } = yaml.document
  if (!isSeq(contents)) return 0
  if (contents.flow) {
    throw new PhdError('CONFERENCE_CALENDAR', `${file} is written in [brackets]; only lines with dashes are added to.`, {
      expected: 'a list of conferences, each beginning with "- title:"',
      remedy: 'write it with dashes, or choose another file with --calendar',
    })
  }
  const first = contents.items.find((item) => isMap(item))
  const start = isMap(first) ? first.range?.[0] : undefined
  if (start === undefined) return 0
  const line = yaml.text.lastIndexOf('\n', start - 1) + 1
  const dash = yaml.text.indexOf('-', line)
  return dash >= line && dash < start ? dash - line : 0
}
