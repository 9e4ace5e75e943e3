/** Speaker notes of a poster: what to say in a minute, and what each figure shows. */
import type { PosterDocument } from '../document/poster-document.js'
import { textOf } from '../source/block-text.js'

export function pitch({ finding, numbers, sections }: PosterDocument): string {
  const figures = sections.flatMap((section) => section.figures.map(({ name, alt }) => `${name}: ${alt}`))
  return [textOf(finding), ...numbers.map(({ value, label }) => `${textOf(value)} ${textOf(label)}`), '', ...figures].join('\n').trim()
}
