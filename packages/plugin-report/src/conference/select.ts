/** Which deadlines a person asked for, in the order of time. */
import { PhdError } from '@phd/core'
import { nearestNames } from '../venues/index.js'
import type { Deadline } from './deadline.js'
import { deadlineTracks, filterOf, stages } from './track.js'

export interface Choice {
  /** Part of the short or the full name. */
  name?: string
  /** Track or stage. */
  track?: string
  tag?: string
  /** Instants before it are left out. */
  from?: number
}

/** CONFERENCE_TRACK where the track is none; CONFERENCE_UNKNOWN with the nearest names where no conference has the name. */
export function choose(deadlines: Deadline[], { name, track, tag, from }: Choice): Deadline[] {
  const filter = track === undefined ? undefined : purposeNamed(track)
  const named = name === undefined ? deadlines : deadlines.filter((it) => isNamed(it, name))
  if (name !== undefined && named.length === 0) throw unknownConference(name, deadlines)
  return named
    .filter((it) => filter === undefined || it.track === filter.track || it.stage === filter.stage)
    .filter((it) => tag === undefined || it.tags.some((own) => own.toLowerCase() === tag.toLowerCase()))
    .filter((it) => from === undefined || it.at >= from)
    .sort((a, b) => a.at - b.at || compare(a.id, b.id))
}

export function isNamed({ conference, fullName, year }: Pick<Deadline, 'conference' | 'fullName' | 'year'>, name: string): boolean {
  const [wanted, short] = [name.trim().toLowerCase(), conference.toLowerCase()]
  const withYear = [`${short} ${year}`, `${short}-${year}`, `${short}${year}`, `${short}-${String(year).slice(2)}`]
  return short === wanted || withYear.includes(wanted) || (wanted.length >= 3 && `${short} ${fullName.toLowerCase()}`.includes(wanted))
}

export function purposeNamed(name: string): NonNullable<ReturnType<typeof filterOf>> {
  const filter = filterOf(name)
  if (filter) return filter
  throw new PhdError('CONFERENCE_TRACK', `"${name}" is no track and no stage.`, {
    expected: `a track: ${deadlineTracks.join(', ')}; or a stage: ${stages.join(', ')}`,
    received: name,
    usage: true,
  })
}

function unknownConference(name: string, deadlines: Deadline[]): PhdError {
  const known = [...new Set(deadlines.map((it) => it.conference))].sort(compare)
  const near = nearestNames(name, known)
  return new PhdError('CONFERENCE_UNKNOWN', `No conference "${name}" in your calendar.`, {
    expected: near.length > 0 ? `perhaps ${near.join(', ')}` : `one of: ${known.slice(0, 20).join(', ')}${known.length > 20 ? ', …' : ''}`,
    received: name,
    remedy: 'phd conference list --all; add it with phd conference add, or import a calendar',
    usage: true,
  })
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
