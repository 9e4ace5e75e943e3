/** Deadlines as iCalendar (RFC 5545): UTC instants, lines folded at 75 octets, reminders 14 and 2 days before. The same deadlines give the same bytes. */
import type { Deadline } from './deadline.js'
import { shownIn } from './instant.js'

const reminderDays = [14, 2]

export function toIcs(deadlines: Deadline[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//phd//conference//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'X-WR-CALNAME:Conference deadlines',
    ...deadlines.flatMap(event),
    'END:VCALENDAR',
  ]
  return `${lines.map(fold).join('\r\n')}\r\n`
}

/** What a reader sees first: `AAAI 2027 doctoral-consortium: submission`. */
function summaryOf({ conference, year, track, stage }: Deadline): string {
  return `${conference} ${year}${track === 'main' ? '' : ` ${track}`}: ${stage}`
}

function event(deadline: Deadline): string[] {
  const { id, at, label, type, zone, url, place, year, tags } = deadline
  const summary = summaryOf(deadline)
  const description = [label || type, `${shownIn(at, zone)} ${zone.name}`, url].filter(Boolean).join('\n')
  return [
    'BEGIN:VEVENT',
    `UID:${id}@phd.conference`,
    // A calendar asks when this was written; the time of day would change the bytes at each run.
    `DTSTAMP:${year}0101T000000Z`,
    `DTSTART:${stamp(at)}`,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(description)}`,
    ...(place ? [`LOCATION:${escaped(place)}`] : []),
    ...(url ? [`URL:${url.replace(/[\r\n]/g, '')}`] : []),
    ...(tags.length > 0 ? [`CATEGORIES:${tags.map(escaped).join(',')}`] : []),
    'TRANSP:TRANSPARENT',
    ...reminderDays.flatMap((days) => [
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `DESCRIPTION:${escaped(`${summary} in ${days} days`)}`,
      `TRIGGER:-P${days}D`,
      'END:VALARM',
    ]),
    'END:VEVENT',
  ]
}

/** `20261202T115900Z`. */
function stamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n')
}

/** At most 75 octets a line, never inside a character. */
function fold(line: string): string {
  const parts: string[] = []
  let [part, octets] = ['', 0]
  for (const char of line) {
    const size = Buffer.byteLength(char)
    if (octets + size > 75) {
      parts.push(part)
      // The blank that begins a continued line counts.
      part = ' '
      octets = 1
    }
    part += char
    octets += size
  }
  return [...parts, part].join('\r\n')
}
