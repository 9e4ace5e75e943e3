/** What the speaker reads under a slide: its time, what is said, and the figures in words. */

import { textOf } from '../source/block-text.js'
import type { Slide } from './model.js'
import { clock, type TimedSlide } from './time-table.js'

export function speakerNotes({ notes, figures }: Slide, timed: TimedSlide | undefined): string {
  const shown = notes.map(textOf).filter(Boolean)
  const told = figures.flatMap(({ caption, alt }) => [caption, alt]).filter((text) => text && !shown.includes(text))
  return [
    ...(timed ? [`[${timed.seconds} s, from ${clock(timed.startSeconds)}${timed.must ? ', kept in every cut' : ''}]`] : []),
    ...shown,
    ...(told.length ? ['', 'To be seen:', ...new Set(told)] : []),
  ].join('\n')
}
