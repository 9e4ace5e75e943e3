/**
 * A section in pieces that stay whole: heading and text (without text, the first figure); then each figure.
 *
 * Pieces of one section in one column share a card; a section that goes on in the next column goes on in a card without
 * a heading.
 */
import type { DocSection, Paragraph, PosterLink } from '../document/poster-document.js'
import type { FontMetrics } from '../text/index.js'
import { figurePart } from './figure-part.js'
import { linksPart } from './links-part.js'
import type { Box, Rect } from './model.js'
import { balancedBox, plain, textBox } from './paragraphs.js'
import { beside, type Part, stack, textPart } from './part.js'
import type { StyleSheet } from './style-sheet.js'

/** A section of the document, or the card of links and acknowledgements. */
export interface LaidSection extends DocSection {
  links?: PosterLink[]
  /** Small print below. */
  small?: Paragraph[]
}

export interface Piece extends Part {
  section: number
  /** Its text is the piece before. */
  isFirstFigure: boolean
}

export interface Card {
  heightMm(stretch: number): number
  /** `rect` may be taller than the card, what is left over stays empty below. */
  place(rect: Rect, stretch: number): Box[]
}

/** Consecutive pieces of one section become one card. */
export function cardsOf(pieces: Piece[], sheet: StyleSheet): Card[] {
  const groups: Piece[][] = []
  for (const piece of pieces) {
    const last = groups[groups.length - 1]
    if (last && last[0].section === piece.section) last.push(piece)
    else groups.push([piece])
  }
  return groups.map((parts) => cardOf(stack(parts), sheet))
}

/** `widthMm` is the width of the card. */
export function measureSection(section: LaidSection, number: number, widthMm: number, sheet: StyleSheet, metrics: FontMetrics): Piece[] {
  const { em, colours } = sheet
  const innerMm = widthMm - 2 * sidesOf(sheet)
  const gapMm = em * 0.7
  const background = colours.card
  const heading = balancedBox(
    plain(section.heading),
    innerMm,
    { role: 'heading', sizePt: sheet.headingPt, weight: 'bold', colour: colours.heading, background },
    metrics,
  )
  const body = textBox(section.paragraphs, innerMm, { role: 'body', sizePt: sheet.bodyPt, colour: colours.text, background }, metrics)
  const small = textBox(section.small ?? [], innerMm, { role: 'caption', sizePt: sheet.captionPt, colour: colours.caption, background }, metrics)
  const words: Part[] = [
    ...(section.heading ? [textPart(heading, 0)] : []),
    ...(section.paragraphs.length ? [textPart(body, em * 0.3)] : []),
    ...(section.links?.length ? [linksPart(section.links, innerMm, sheet, { colour: colours.text, background }, metrics, em * 0.4)] : []),
    ...(section.small?.length ? [textPart(small, em * 0.4)] : []),
  ]
  const figure = (own: DocSection['figures'][number], ownMm: number) => figurePart(own, ownMm, sheet, background, metrics)
  const eachMm = (innerMm - em * (section.figures.length - 1)) / section.figures.length
  const figures =
    section.wide && section.figures.length > 1
      ? [
          beside(
            section.figures.map((own) => figure(own, eachMm)),
            eachMm,
            em,
          ),
        ]
      : section.figures.map((own) => figure(own, innerMm))
  // A heading without text stays with its first figure.
  const isApart = section.paragraphs.length > 0 && !section.wide
  const first = isApart ? stack(words) : stack([...words, ...figures.slice(0, 1).map((part) => ({ ...part, gapMm }))])
  return [first, ...figures.slice(isApart ? 0 : 1)].map((part, i) => ({ ...part, section: number, gapMm, isFirstFigure: isApart && i === 1 }))
}

export function paddingOf(em: number): number {
  return em * 0.65
}

/** Cards that cannot be told from the page have no sides. */
function sidesOf({ em, colours }: StyleSheet): number {
  return colours.card === colours.page ? 0 : paddingOf(em)
}

function cardOf(content: Part, sheet: StyleSheet): Card {
  const { em, colours } = sheet
  const paddingMm = paddingOf(em)
  return {
    heightMm: (stretch) => content.heightMm(stretch) + 2 * paddingMm,
    place: (rect, stretch) => [
      { kind: 'panel', ...rect, colour: colours.card },
      { kind: 'panel', ...rect, heightMm: em * 0.12, colour: colours.accent },
      ...content.place(rect.xMm + sidesOf(sheet), rect.yMm + paddingMm, stretch),
    ],
  }
}
