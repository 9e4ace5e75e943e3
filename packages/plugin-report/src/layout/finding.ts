/**
 * A poster of one finding: what a visitor remembers, in type that is read from across the hall; the details beside or below it.
 *
 * After the idea of M. Morrison (2019) that a poster says one thing in plain words. Wide pages have the finding in a panel in the
 * middle, with title and sections in a bar on either side; tall pages have it above the sections.
 */
import type { DocFigure, PosterDocument } from '../document/poster-document.js'
import { findingTall } from './finding-tall.js'
import { findingWide } from './finding-wide.js'
import type { LayoutModel } from './model.js'
import type { Page } from './page.js'
import type { LayoutTools } from './sizes.js'

/** Those that stand in one row, where there is no room for two. */
const fewNumbers = 4

/** Undefined where the words do not fit at the smallest size. */
export function layoutOneFinding(document: PosterDocument, page: Page, tools: LayoutTools): LayoutModel | undefined {
  const { key, rest } = splitKey(document)
  const said = document.finding.some(({ text }) => text.trim()) ? document : { ...document, finding: [{ text: document.title }] }
  const layout = page.widthMm > page.heightMm * 1.2 ? findingWide : findingTall
  const whole = { ...said, sections: rest }
  const fewer = () => (whole.numbers.length > fewNumbers ? layout({ ...whole, numbers: whole.numbers.slice(0, fewNumbers) }, key, page, tools) : undefined)
  return layout(whole, key, page, tools) ?? fewer()
}

/** The key figure, and the sections without it. */
function splitKey(document: PosterDocument): { key?: DocFigure; rest: PosterDocument['sections'] } {
  const { key, sections } = document
  if (!key) return { rest: sections }
  const rest = sections.map((section) => ({ ...section, figures: section.figures.filter(({ name }) => name !== key.name) }))
  return { key, rest: rest.filter(({ paragraphs, figures }) => paragraphs.length + figures.length > 0) }
}
