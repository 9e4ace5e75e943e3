/** An HTML file under test, and its pages where it is a poster or a deck of ours. */
import type { PrintedNumber } from '../../../manifest/index.js'
import type { Venue } from '../../../venues/venue.js'
import type { HtmlElement, HtmlFile } from '../../read/html.js'
import { hasClass, withAncestors } from '../../read/html-text.js'

export interface HtmlUnderTest {
  file: HtmlFile
  /** `page`: of a site, or of somebody else. */
  medium: 'poster' | 'slides' | 'page'
  /** Of the build that it is a file of. */
  numbers: PrintedNumber[]
  /** Of an address within the folder. */
  isThere(address: string): boolean
  venue?: Venue
}

const known = new WeakMap<HtmlFile, Map<HtmlElement, number>>()

/** Each page with its number, from 1. */
export function pagesOf(file: HtmlFile): Map<HtmlElement, number> {
  const pages = known.get(file) ?? new Map(file.elements.filter(isPage).map((page, i) => [page, i + 1]))
  known.set(file, pages)
  return pages
}

function isPage(element: HtmlElement): boolean {
  return element.name === 'section' && hasClass(element, 'page') && element.parent !== undefined && hasClass(element.parent, 'pages')
}

export function pageOf(element: HtmlElement, file: HtmlFile): number | undefined {
  const pages = pagesOf(file)
  for (const at of withAncestors(element)) if (pages.has(at)) return pages.get(at)
  return undefined
}

/** By what is in it: a deck has its plan or several pages. */
export function mediumOf(file: HtmlFile): HtmlUnderTest['medium'] {
  const pages = pagesOf(file).size
  if (pages === 0) return 'page'
  return pages > 1 || file.elements.some(({ attributes }) => attributes.get('id') === 'deck-plan') ? 'slides' : 'poster'
}

/** `<img>`, and where in the file: pages by their number. */
export function nameOf(element: HtmlElement, file: HtmlFile): string {
  const page = pagesOf(file).size > 1 ? pageOf(element, file) : undefined
  return page === undefined ? `<${element.name}>` : `page ${page}: <${element.name}>`
}
