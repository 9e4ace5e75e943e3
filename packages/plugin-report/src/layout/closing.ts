/** What every style prints last: links as QR codes, thanks, and how many works are cited. */
import type { Paragraph, PosterDocument } from '../document/poster-document.js'
import { plain } from './paragraphs.js'
import type { LaidSection } from './section.js'

/** Nothing where the document has none of them. */
export function closingSection(document: PosterDocument, hasLinks = true): LaidSection[] {
  const links = hasLinks ? document.links : []
  const small = smallPrint(document)
  if (links.length === 0 && small.length === 0) return []
  const heading = links.length ? 'Take it with you' : 'Thanks'
  return [{ heading, paragraphs: [], figures: [], wide: false, links, small }]
}

export function smallPrint({ acknowledgements, references }: PosterDocument): Paragraph[] {
  const cited = references === 0 ? '' : `${references} work${references === 1 ? '' : 's'} cited: the list is in the paper.`
  return [acknowledgements, cited].flatMap(plain)
}
