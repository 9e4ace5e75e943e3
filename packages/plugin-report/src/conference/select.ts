/** Which deadlines a person asked for, in the order of time. */
import { PhdError } from '@phd/core'
import { nearestNames } from '../text/nearest.js'
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
  const named = name === undefined ? deadlines : namedBest(deadlines, name)
  if (name !== undefined && named.length === 0) throw unknownConference(name, deadlines)
  return named
    .filter((it) => filter === undefined || it.track === filter.track || it.stage === filter.stage)
    .filter((it) => tag === undefined || it.tags.some((own) => own.toLowerCase() === tag.toLowerCase()))
    .filter((it) => from === undefined || it.at >= from)
    .sort((a, b) => a.at - b.at || compare(a.id, b.id))
}

/** `ACL` is not NAACL where there is an ACL: those of that very name, else those with it in theirs. */
function namedBest(deadlines: Deadline[], name: string): Deadline[] {
  const exact = deadlines.filter((it) => isExactly(it, name))
  return exact.length > 0 ? exact : deadlines.filter((it) => isNamed(it, name))
}

export function isNamed(it: Named, name: string): boolean {
  const wanted = name.trim().toLowerCase()
  return isExactly(it, name) || (wanted.length >= 3 && `${it.conference} ${it.fullName}`.toLowerCase().includes(wanted))
}

type Named = Pick<Deadline, 'conference' | 'fullName' | 'year'>

function isExactly({ conference, year }: Named, name: string): boolean {
  const [wanted, short] = [name.trim().toLowerCase(), conference.toLowerCase()]
  return [short, `${short} ${year}`, `${short}-${year}`, `${short}${year}`, `${short}-${String(year).slice(2)}`].includes(wanted)
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
  return new PhdError('CONFERENCE_UNKNOWN', `There is no conference "${name}" in what was read.`, {
    expected: near.length > 0 ? `perhaps ${near.join(', ')}` : `one of: ${known.slice(0, 20).join(', ')}${known.length > 20 ? ', …' : ''}`,
    received: name,
    remedy: 'phd conference list --all; add it with phd conference add, or import a calendar',
    usage: true,
  })
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
