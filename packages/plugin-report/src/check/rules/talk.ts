/** A talk that was written, against the slot and the limit of its venue. */
import type { Venue } from '../../venues/venue.js'

export const venueTalkRule = {
  id: 'venue-talk',
  severity: 'error' as const,
  about: 'The slides that are shown are no more than the venue takes, and are planned for no more than its minutes.',
  remedy: 'build it for this slot: --talk MINUTES, or --cut; see what is asked for: phd conference show',
}

export interface ShownTalk {
  /** Slides, without those behind the talk. */
  shown: number
  /** As far as the file or report.yaml says. */
  minutes?: number
  /** Who says so. */
  by?: string
}

export function beyondSlot({ shown, minutes, by = 'it' }: ShownTalk, venue: Venue | undefined): string[] {
  const rules = venue?.talk
  if (!rules) return []
  return [
    ...(rules.maxSlides !== undefined && shown > rules.maxSlides ? [`${shown} slides are shown; ${venue.name} takes ${rules.maxSlides}`] : []),
    ...(minutes !== undefined && minutes > rules.talkMinutes
      ? [`${by} ${by.endsWith('notes') ? 'plan' : 'plans'} ${rounded(minutes)} minutes; the slot of ${venue.name} has ${rules.talkMinutes}`]
      : []),
  ]
}

function rounded(minutes: number): string {
  return minutes.toFixed(minutes % 1 >= 0.05 ? 1 : 0)
}
