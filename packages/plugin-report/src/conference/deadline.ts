/** A deadline of a calendar, and what is wrong where one could not be read. */
import type { PhdError } from '@phd/core'
import type { DeadlineTrack, Stage } from './track.js'
import type { Zone } from './zone.js'

export interface Deadline {
  /** The same while conference, year, track, type and label are, also where the date moves: `aaai-2026-1a2b3c4d`. */
  id: string
  conference: string
  fullName: string
  year: number
  track: DeadlineTrack
  stage: Stage
  /** As the calendar writes it. */
  type: string
  label: string
  /** As the calendar writes it: `2026-12-01 23:59:59`. */
  local: string
  zone: Zone
  /** The abbreviation that the zone was written as, `none` for no zone, where a person said what it means. */
  zoneWas?: string
  /** Milliseconds since 1970, UTC. */
  at: number
  /** The local time comes twice, as clocks go back; `at` is the earlier. */
  twice: boolean
  url: string
  place: string
  /** When the conference is, as the calendar writes it. */
  when: string
  tags: string[]
  file: string
  line: number
}

export interface Problem {
  file: string
  line: number
  /** For example `AAAI 2026: camera-ready`. */
  of: string
  /** Empty where the entry has no title. */
  conference: string
  fullName: string
  /** 0 where the entry has none. */
  year: number
  error: PhdError
}
