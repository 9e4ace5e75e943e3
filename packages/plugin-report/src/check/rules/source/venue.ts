/** Rules of the venue that report.yaml names. */
import { pageOf } from '../../../layout/page.js'
import { textOf } from '../../../source/block-text.js'
import type { Rule } from '../../check.js'
import { passagesOf, type SourceUnderTest } from './input.js'

const look = 'see what is asked for: phd conference show'

export const venuePaper: Rule<SourceUnderTest> = {
  id: 'venue-paper',
  severity: 'error',
  about: 'The paper is no longer than the venue allows, and says who wrote it only where that is wanted.',
  remedy: look,
  find({ source: { settings }, venue }) {
    const { pages } = settings.paper
    return venue?.paper && pages !== undefined && pages > venue.paper.pages ? [`report.yaml sets ${pages} pages; ${venue.name} takes ${venue.paper.pages}`] : []
  },
}

export const venuePoster: Rule<SourceUnderTest> = {
  id: 'venue-poster',
  severity: 'error',
  about: 'The poster has a size and an orientation that the venue takes.',
  remedy: `set poster: {size, landscape} in report.yaml; ${look}`,
  find({ source: { settings }, venue }) {
    const rules = venue?.poster
    if (!rules) return []
    const { widthMm, heightMm } = pageOf(settings.poster.size, settings.poster.landscape)
    const isWide = widthMm > heightMm
    const limits = [rules.maxWidthMm ?? Number.POSITIVE_INFINITY, rules.maxHeightMm ?? Number.POSITIVE_INFINITY]
    return [
      ...(rules.sizes.length > 0 && !rules.sizes.some((size) => sameSize(size, widthMm, heightMm))
        ? [`${settings.poster.size} is none of ${rules.sizes.join(', ')}`]
        : []),
      ...(rules.orientation !== 'any' && (rules.orientation === 'landscape') !== isWide
        ? [`it is ${isWide ? 'landscape' : 'portrait'}; ${venue.name} takes ${rules.orientation}`]
        : []),
      ...(widthMm > limits[0] + 0.5 || heightMm > limits[1] + 0.5
        ? [`it is ${widthMm} x ${heightMm} mm; the board takes ${rules.maxWidthMm ?? 'any'} x ${rules.maxHeightMm ?? 'any'} mm`]
        : []),
    ]
  },
}

/** Names of sizes may be ones that phd does not know. */
function sameSize(name: string, widthMm: number, heightMm: number): boolean {
  try {
    const page = pageOf(name)
    const sides = (a: number, b: number) => [a, b].sort((x, y) => x - y)
    return sides(page.widthMm, page.heightMm).every((side, i) => Math.abs(side - sides(widthMm, heightMm)[i]) < 1)
  } catch {
    return false
  }
}

export const venueTalk: Rule<SourceUnderTest> = {
  id: 'venue-talk',
  severity: 'error',
  about: 'The talk is as long as the slot, and has no more slides than the venue takes.',
  remedy: `set slides: {talkMinutes, questionMinutes} in report.yaml; ${look}`,
  find({ source: { settings, sections }, venue }) {
    const rules = venue?.talk
    const count = sections.reduce((sum, { slides = [] }) => sum + slides.length, 0)
    if (!rules || count === 0) return []
    return [
      ...(settings.slides.talkMinutes > rules.talkMinutes
        ? [`report.yaml plans ${settings.slides.talkMinutes} minutes; the slot has ${rules.talkMinutes}`]
        : []),
      ...(rules.maxSlides !== undefined && count > rules.maxSlides ? [`${count} slides (at most ${rules.maxSlides})`] : []),
    ]
  },
}

export const mustSay: Rule<SourceUnderTest> = {
  id: 'must-say',
  severity: 'note',
  about: 'The paper says what the venue asks it to say.',
  remedy: 'add a section whose heading says so, or a sentence with these words',
  find({ source, venue }) {
    const said = [...source.sections.map(({ heading }) => heading), ...passagesOf(source).map(({ spans }) => textOf(spans))].join('\n').toLowerCase()
    return (venue?.paper?.mustSay ?? []).filter((point) => !covers(said, point)).map((point) => `${venue?.name} asks for: ${point}`)
  },
}

const little = new Set([
  'the',
  'and',
  'for',
  'with',
  'your',
  'that',
  'what',
  'why',
  'how',
  'who',
  'has',
  'have',
  'are',
  'was',
  'were',
  'will',
  'been',
  'from',
  'which',
  'each',
  'this',
  'its',
  'their',
])

/** Half of the longer words of the point, by their first five letters. */
function covers(said: string, point: string): boolean {
  const words = (point.toLowerCase().match(/\p{L}{3,}/gu) ?? []).filter((word) => !little.has(word))
  const found = words.filter((word) => said.includes(word.slice(0, 5)))
  return words.length === 0 || found.length >= Math.ceil(words.length / 2)
}
