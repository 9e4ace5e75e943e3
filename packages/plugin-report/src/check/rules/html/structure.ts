/** Rules about an HTML file that is read aloud or searched. */
import type { Rule } from '../../check.js'
import type { HtmlElement } from '../../read/html.js'
import { isInside, textOf } from '../../read/html-text.js'
import { type HtmlUnderTest, nameOf, pageOf, pagesOf } from './input.js'

export const language: Rule<HtmlUnderTest> = {
  id: 'language',
  severity: 'error',
  about: 'The page says its language, so that it is read aloud in it.',
  remedy: 'build it with phd; other programs: <html lang="en">',
  find: ({ file: { elements } }) =>
    elements.some(({ name, attributes }) => name === 'html' && attributes.get('lang')?.trim()) ? [] : ['it does not say its language'],
}

export const title: Rule<HtmlUnderTest> = {
  id: 'document-title',
  severity: 'error',
  about: 'The page says its title.',
  remedy: 'set title: in report.yaml and build again; other programs: <title> in the head',
  find: ({ file: { elements } }) =>
    elements.some((element) => element.name === 'title' && !isInside(element, ({ name }) => name === 'svg') && textOf(element).trim() !== '')
      ? []
      : ['it has no title'],
}

export const structure: Rule<HtmlUnderTest> = {
  id: 'structure',
  severity: 'error',
  about: 'A poster or page has one heading of level 1, a deck one a slide.',
  remedy: 'give every page its heading',
  find({ file, medium }) {
    const headings = file.elements.filter(({ name }) => name === 'h1')
    if (medium !== 'slides') return headings.length === 1 ? [] : [headings.length === 0 ? 'it has no h1' : `it has ${headings.length} headings of level 1`]
    const pages = pagesOf(file)
    if (pages.size === 0) return headings.length > 0 ? [] : ['it has no h1']
    const titled = new Map<number | undefined, number>()
    for (const heading of headings) {
      const page = pageOf(heading, file)
      titled.set(page, (titled.get(page) ?? 0) + 1)
    }
    return [...pages.values()].flatMap((page) => {
      const count = titled.get(page) ?? 0
      return count === 1 ? [] : [`page ${page} has ${count === 0 ? 'no h1' : `${count} headings of level 1`}`]
    })
  },
}

const isHidden = ({ attributes }: HtmlElement) => attributes.get('aria-hidden') === 'true' || /^(presentation|none)$/.test(attributes.get('role') ?? '')

export const altText: Rule<HtmlUnderTest> = {
  id: 'alt-text',
  severity: 'error',
  about: 'Every picture has an alternative text, or is marked as decoration (alt="" or aria-hidden).',
  remedy: 'write alt: of this figure, and build again',
  find: ({ file }) =>
    file.elements.flatMap((element) => {
      if (!isPicture(element) || isInside(element, isHidden) || hasWords(element)) return []
      return [`${nameOf(element, file)} has no alt text${element.attributes.has('src') ? `: ${element.attributes.get('src')?.slice(0, 60)}` : ''}`]
    }),
}

function isPicture({ name, attributes, parent }: HtmlElement): boolean {
  if (name === 'input') return attributes.get('type') === 'image'
  if (name === 'svg') return !parent || !isInside(parent, (above) => above.name === 'svg' || above.attributes.get('role') === 'img')
  return name === 'img' || name === 'area' || attributes.get('role') === 'img'
}

function hasWords({ name, attributes, children }: HtmlElement): boolean {
  if (name === 'img' && attributes.get('alt') === '') return true
  const said = ['alt', 'aria-label', 'aria-labelledby', 'title'].some((key) => attributes.get(key)?.trim())
  return said || children.some((child) => typeof child !== 'string' && child.name === 'title' && textOf(child).trim() !== '')
}

export const duplicateIds: Rule<HtmlUnderTest> = {
  id: 'duplicate-ids',
  severity: 'error',
  about: 'No id comes twice: links, labels and drawings would take the first.',
  remedy: 'build it again; other programs: give each its own',
  find({ file: { elements } }) {
    const counts = new Map<string, number>()
    for (const { attributes } of elements) {
      const id = attributes.get('id')
      if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1)
    }
    return [...counts].filter(([, count]) => count > 1).map(([id, count]) => `${count} elements have the id "${id.slice(0, 60)}"`)
  },
}
