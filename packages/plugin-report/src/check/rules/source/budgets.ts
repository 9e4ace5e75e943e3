/** Rules about how much is said. */

import { spansOfBlock, textOf } from '../../../source/block-text.js'
import type { Block, ReportSection } from '../../../source/model.js'
import { countWords } from '../../../text/index.js'
import type { Rule } from '../../check.js'
import type { SourceUnderTest } from './input.js'

/** Words that are read: of a poster by passers-by, of a finding from five metres, of a slide while somebody speaks. */
const mostWords = { poster: 800, finding: 40, abstract: 250, slide: 60 }
/** Share of a slot that may be planned: the rest is lost to the walk, the cable and the chair. */
const plannedShare = 0.95
const tolerance = 1.05

export const wordBudget: Rule<SourceUnderTest> = {
  id: 'word-budget',
  severity: 'note',
  about: `Readers get through ${mostWords.poster} words of a poster, ${mostWords.finding} of its finding, ${mostWords.abstract} of an abstract, ${mostWords.slide} of a slide.`,
  remedy: 'say the half of it; the rest belongs into the paper or the notes',
  find({ source: { finding, abstract, sections } }) {
    const poster = countWords(textOf(finding)) + sections.reduce((sum, { heading, blocks, poster: own }) => sum + countWords(heading) + words(own ?? blocks), 0)
    const counts: [string, number, number][] = [
      ['the poster', poster, mostWords.poster],
      ['the finding', countWords(textOf(finding)), mostWords.finding],
      ['the abstract', words(abstract), mostWords.abstract],
      ...slidesOf(sections).map(({ claim, blocks }): [string, number, number] => [`slide "${textOf(claim)}"`, words(blocks), mostWords.slide]),
    ]
    return counts.filter(([, count, most]) => count > most).map(([what, count, most]) => `${what} has ${count} words (at most ${most})`)
  },
}

export const timeBudget: Rule<SourceUnderTest> = {
  id: 'time-budget',
  severity: 'note',
  about: 'The notes of a slide can be said in its seconds, and all slides in 95 % of the slot.',
  remedy: 'shorten the notes, give the slide more seconds, or build with --cut',
  find({ source: { sections, settings } }) {
    const { talkMinutes, wordsPerMinute } = settings.slides
    const slides = slidesOf(sections)
    const spokenOf = (notes: (typeof slides)[number]['notes']) => (notes.reduce((sum, spans) => sum + countWords(textOf(spans)), 0) / wordsPerMinute) * 60
    const late = slides.flatMap(({ claim, notes, seconds }) => {
      const spoken = spokenOf(notes)
      return seconds !== undefined && spoken > seconds * tolerance
        ? [`the notes of slide "${textOf(claim)}" take ${Math.round(spoken)} s, its budget is ${seconds} s`]
        : []
    })
    const total = slides.reduce((sum, { notes, seconds }) => sum + (seconds ?? spokenOf(notes)), 0)
    const planned = talkMinutes * 60 * plannedShare
    return [...late, ...(total > planned ? [`the slides take ${Math.round(total)} s, 95 % of the slot are ${Math.round(planned)} s`] : [])]
  },
}

function slidesOf(sections: ReportSection[]) {
  return sections.flatMap(({ slides = [] }) => slides)
}

function words(blocks: Block[]): number {
  return blocks.flatMap(spansOfBlock).reduce((sum, spans) => sum + countWords(textOf(spans)), 0)
}
