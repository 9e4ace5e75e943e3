/** What a venue wants a paper to say, as prompts in the sections where it belongs. */
import { guessRole } from '../heading.js'
import { type DraftSection, roleOf } from './draft.js'
import { paragraphs, plain } from './words.js'

export function withPrompts(sections: DraftSection[], venue: { id: string; mustSay?: string[] } | undefined): DraftSection[] {
  const prompts = (venue?.mustSay ?? []).map((text) => ({ text: `TODO: ${plain(venue?.id ?? '')} asks: ${plain(text)}`, role: guessRole(text) }))
  return sections.map((section, i) => {
    const isFirst = sections.findIndex(({ part }) => roleOf[part] === roleOf[section.part] && part !== 'look') === i
    const isLast = i === sections.length - 1
    const own = prompts.filter(({ role }) => (isFirst && role === roleOf[section.part]) || (isLast && !sections.some(({ part }) => roleOf[part] === role)))
    if (own.length === 0) return section
    return { ...section, poster: section.poster ?? section.text ?? '', paper: paragraphs([section.paper ?? section.text, ...own.map(({ text }) => text)]) }
  })
}
