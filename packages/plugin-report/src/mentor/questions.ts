/**
 * The questions to a mentor: the author's own first (a section of role `mentors`), then what a mentor is best asked, up
 * to five in all; the author's own are never left out.
 */
import type { Block, ReportSource, Span } from '../source/model.js'

const usual = [
  'After the first slide, can you say what is new in this work?',
  'Which result convinced you least, and what would convince you?',
  'Which work of others is missing, or told wrongly?',
  'Is the plan to the thesis realistic? What would you leave out?',
  'Which question do you expect from the audience that I cannot answer yet?',
]
const most = 5

export function questionsFor({ sections }: ReportSource): string[] {
  const own = sections.filter(({ role }) => role === 'mentors').flatMap(({ blocks }) => blocks.flatMap(questionsIn))
  const asked = own.filter((text) => text !== '' && !/^TODO\b/.test(text))
  return [...asked, ...usual.slice(0, Math.max(0, most - asked.length))]
}

function questionsIn(block: Block): string[] {
  if (block.kind === 'list') return block.items.map(textOf)
  return block.kind === 'paragraph' ? [textOf(block.spans)] : []
}

function textOf(spans: Span[]): string {
  return spans
    .map(({ text }) => text)
    .join('')
    .replace(/\s+/g, ' ')
    .trim()
}
