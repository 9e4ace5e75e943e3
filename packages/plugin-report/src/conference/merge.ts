/** An import: what is new in other calendars, and what they say differently. */
import { PhdError } from '@phd/core'
import { isScalar } from '../bundled/yaml.js'
import { type Calendar, parseCalendar } from './calendar.js'
import type { Deadline } from './deadline.js'
import { localTimeAt, writtenTime } from './instant.js'
import { type CalendarEntry, withEntries, withReplaced } from './write.js'

export interface Change {
  of: string
  from: string
  to: string
  /** In the person's own calendar. */
  line: number
}

export interface Merged {
  /** The calendar's new text. */
  text: string
  added: number
  /** Already there, at the same instant. */
  same: number
  /** There at another time: replaced with `update`, else kept. */
  changed: Change[]
}

export function merge(own: Calendar, deadlines: Deadline[], update: boolean): Merged {
  const known = new Map(own.deadlines.map((it) => [it.id, it]))
  const fresh: Deadline[] = []
  const changed: { mine: Deadline; theirs: Deadline }[] = []
  let same = 0
  for (const theirs of deadlines) {
    const mine = known.get(theirs.id)
    if (!mine) {
      known.set(theirs.id, theirs)
      fresh.push(theirs)
    } else if (mine.at === theirs.at) same++
    else changed.push({ mine, theirs })
  }
  const { text, file } = own.yaml
  const moved = update ? changed.filter(({ mine }) => own.deadlines.includes(mine)) : []
  const replaced = withReplaced(
    text,
    moved.map(({ mine, theirs }) => placeOfDate(own, mine, writtenTime(localTimeAt(theirs.at, mine.zone)))),
  )
  const now = new Map(parseCalendar(replaced, file).deadlines.map((it) => [it.id, it.at]))
  for (const { mine, theirs } of moved) if (now.get(mine.id) !== theirs.at) throw cannotMove(mine)
  return {
    text: withEntries(replaced, file, entriesOf(fresh)),
    added: fresh.length,
    same,
    changed: changed.map(({ mine, theirs }) => ({
      of: `${mine.conference} ${mine.year}: ${mine.label || mine.type}`,
      from: `${mine.local} ${mine.zone.name}`,
      to: `${theirs.local} ${theirs.zone.name}`,
      line: mine.line,
    })),
  }
}

function entriesOf(deadlines: Deadline[]): CalendarEntry[] {
  const entries = new Map<string, CalendarEntry>()
  for (const it of deadlines) {
    const key = `${it.conference}\n${it.year}`
    const entry = entries.get(key) ?? {
      title: it.conference,
      year: it.year,
      ...(it.fullName === it.conference ? {} : { full_name: it.fullName }),
      ...(it.url ? { link: it.url } : {}),
      ...(it.place ? { place: it.place } : {}),
      ...(it.when ? { date: it.when } : {}),
      ...(it.tags.length > 0 ? { tags: it.tags } : {}),
      deadlines: [],
    }
    entries.set(key, entry)
    entry.deadlines.push({
      type: it.type,
      ...(it.label ? { label: it.label } : {}),
      date: it.local,
      timezone: it.zone.name,
      track: it.track,
      stage: it.stage,
      ...(it.zoneWas ? { timezone_was: it.zoneWas } : {}),
    })
  }
  return [...entries.values()]
}

/** The date alone is replaced, in the zone that stands there: that may be the zone of other deadlines too. */
function placeOfDate({ yaml }: Calendar, mine: Deadline, value: string): { from: number; to: number; value: string } {
  for (const map of yaml.maps) {
    for (const key of ['date', 'deadline', 'abstract_deadline']) {
      const node = map.get(key, true)
      const here = yaml.lineOf(map) === mine.line || yaml.lineOf(node) === mine.line
      if (here && isScalar(node) && node.range && String(node.value).trim() === mine.local)
        return { from: node.range[0], to: node.range[1], value: `'${value}'` }
    }
  }
  throw cannotMove(mine)
}

function cannotMove({ file, line, conference, year }: Deadline): PhdError {
  return new PhdError('CONFERENCE_CALENDAR', `${file}, line ${line}: the date of ${conference} ${year} cannot be replaced there.`, {
    remedy: 'change it by hand',
  })
}
