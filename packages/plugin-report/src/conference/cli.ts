/** What the conference commands share: flags, the calendars they name, and how deadlines and problems are shown. */
import { existsSync } from 'node:fs'
import { relative } from 'node:path'
import { Flags } from '@oclif/core'
import { PhdError } from '@phd/core'
import { readCalendar } from './calendar.js'
import type { Deadline, Problem } from './deadline.js'
import { countdown, isoUtc, localTimeAt, parseNow, shownIn, writtenTime } from './instant.js'
import type { Choice } from './select.js'
import { parseZone, systemZone, utc, type Zone } from './zone.js'

export const ownCalendar = 'conferences.yaml'
const warnDays = 14
const dayMs = 86_400_000

export const calendarFlag = Flags.string({
  summary: 'Calendar to read; may be given several times. [default: conferences.yaml]',
  helpValue: 'FILE',
  multiple: true,
  multipleNonGreedy: true,
})

export const clockFlags = {
  tz: Flags.string({ summary: "Your time zone. [default: this machine's]", helpValue: 'ZONE' }),
  now: Flags.string({ summary: 'Count from this instant instead of the present.', helpValue: '2026-11-26T12:00Z' }),
}

export const choiceFlags = {
  name: Flags.string({ summary: 'Only conferences with this in their name.' }),
  track: Flags.string({ summary: 'Only this track or stage, for example doctoral-consortium or camera-ready.' }),
  tag: Flags.string({ summary: 'Only conferences with this tag.' }),
}

export interface Clock {
  now: number
  yours: Zone
}

export function clockOf({ now, tz }: { now?: string; tz?: string }): Clock {
  return { now: now === undefined ? Date.now() : parseNow(now), yours: tz === undefined ? systemZone() : parseZone(tz) }
}

export function choiceOf({ name, track, tag }: { name?: string; track?: string; tag?: string }): Choice {
  return { name, track, tag }
}

/** CONFERENCE_NO_CALENDAR where nothing is named and there is no conferences.yaml. */
export function readCalendars(files: string[] = [ownCalendar]): { deadlines: Deadline[]; problems: Problem[] } {
  if (files.length === 1 && files[0] === ownCalendar && !existsSync(ownCalendar)) {
    throw new PhdError('CONFERENCE_NO_CALENDAR', `There is no ${ownCalendar} here.`, {
      expected: 'your calendar, or another with --calendar FILE',
      remedy: 'phd conference add --name NAME --year YEAR --deadline "2026-12-01 23:59" --zone AoE   or   phd conference import FILE',
    })
  }
  const read = files.map((file) => readCalendar(file))
  const once = new Map(read.flatMap((it) => it.deadlines.map((deadline) => [`${deadline.id} ${deadline.at}`, deadline] as const)))
  return { deadlines: [...once.values()], problems: read.flatMap((it) => it.problems) }
}

/** What is wrong, once each, and below it the places: `  conferences.yaml:12  AAAI 2026: camera-ready`. */
export function problemsText(problems: Problem[], most = Number.POSITIVE_INFINITY): string {
  const groups = new Map<string, Problem[]>()
  for (const problem of problems.slice(0, most)) {
    const { message, expected, remedy } = problem.error
    const key = [message, expected && `  expected: ${expected}`, remedy && `  try:      ${remedy}`].filter(Boolean).join('\n')
    groups.set(key, [...(groups.get(key) ?? []), problem])
  }
  const lines = [...groups].flatMap(([what, places]) => [what, ...places.map(({ file, line, of }) => `    ${near(file)}:${line}  ${of}`)])
  if (problems.length > most) lines.push(`… and ${problems.length - most} more`)
  return lines.join('\n')
}

/** Told on stderr, exit code 1; nothing where nothing is wrong. */
export function tellProblems(problems: Problem[], what: string): void {
  if (problems.length === 0) return
  process.stderr.write(`${problems.length === 1 ? 'One deadline' : `${problems.length} deadlines`} ${what}:\n${problemsText(problems)}\n`)
  process.exitCode = 1
}

function near(file: string): string {
  const short = relative('.', file)
  return short && short.length < file.length ? short : file
}

export function problemJson({ file, line, of, error }: Problem) {
  const { code, message, expected, received, remedy } = error
  return { file, line, of, code, message, expected, received, remedy }
}

export function deadlineJson(deadline: Deadline, { now, yours }: Clock) {
  const { at, zone, zoneWas, twice, local, ...rest } = deadline
  return {
    ...rest,
    utc: isoUtc(at),
    venue: { time: local, zone: zone.name, ...(zoneWas ? { writtenAs: zoneWas } : {}), ...(twice ? { comesTwice: true } : {}) },
    yours: { time: writtenTime(localTimeAt(at, yours)), zone: yours.name },
    secondsLeft: Math.floor((at - now) / 1000),
    left: countdown(at, now),
    soon: isSoon(at, now),
  }
}

export type DeadlineJson = ReturnType<typeof deadlineJson>

/** Still ahead, by less than 14 days. */
export function isSoon(at: number, now: number): boolean {
  return at >= now && at - now < warnDays * dayMs
}

/** `doctoral-consortium: submission`; the main track goes without saying. */
export function purposeText({ track, stage }: Pick<Deadline, 'track' | 'stage'>): string {
  return track === 'main' ? stage : `${track}: ${stage}`
}

/** Columns and rows for a table: the venue's time, yours, UTC, what is left. */
export function deadlineTable(deadlines: Deadline[], { now, yours }: Clock, labels = false) {
  const isUtc = (zone: Zone) => zone.offsetMinutes === 0
  const columns = [
    { key: 'conference', label: 'conference' },
    { key: 'what', label: 'what' },
    { key: 'venue', label: "deadline, the venue's time" },
    ...(isUtc(yours) ? [] : [{ key: 'yours', label: yours.name }]),
    { key: 'utc', label: 'UTC' },
    { key: 'left', label: 'left' },
    ...(labels ? [{ key: 'label', label: 'called' }] : []),
  ]
  const rows = deadlines.map((it) => ({
    conference: `${it.conference} ${it.year}`,
    what: purposeText(it),
    venue: `${shownIn(it.at, it.zone)} ${it.zone.name}`,
    yours: shownIn(it.at, yours, it.zone),
    utc: shownIn(it.at, utc, it.zone),
    left: `${countdown(it.at, now)}${isSoon(it.at, now) ? ' !' : ''}`,
    label: it.label || it.type,
  }))
  return { columns, rows }
}
