/** The whole deck: the talk, the divider, the list of questions, the backup slides. */
import type { ReportSource } from '../source/model.js'
import { backupSlides } from './backup/index.js'
import type { SlidesDocument } from './model.js'
import { questionSlides } from './questions.js'
import { talkSlides } from './talk.js'

export function slidesDocument(source: ReportSource, venue = ''): SlidesDocument {
  const { title, authors, affiliation, contact, stamp } = source.settings
  const talk = talkSlides(source)
  const backup = backupSlides(source, talk)
  const named = authors.filter(Boolean)
  return {
    title,
    byline: [named.join(', '), affiliation, contact].filter(Boolean),
    authors: named,
    venue,
    finding: source.finding,
    stamp,
    slides: [...talk, ...questionSlides(source, talk, backup), ...backup],
  }
}
