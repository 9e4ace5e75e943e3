/**
 * The poster's meaning, before any layout: what is said, in which order, with which figures.
 *
 * What a poster style arranges. Text is plain Unicode, never markup; a paragraph's spans, joined, are its text.
 */
import type { FigureKind, FigureOptions, FigureSource } from '../figures/index.js'
import type { NumberOrigin, Span } from '../source/model.js'

export interface Paragraph {
  text: string
  bullet: boolean
  /** The same text by style, with where its numbers came from; joined they are `text`. */
  spans?: Span[]
}

export interface DocFigure {
  name: string
  kind: FigureKind
  source: FigureSource
  options: FigureOptions
  caption: string
  alt: string
  /** Where the numbers of the caption came from. */
  origins?: NumberOrigin[]
}

export interface DocSection {
  heading: string
  paragraphs: Paragraph[]
  figures: DocFigure[]
  /** True where the section spans all columns; its figures then stand beside each other. */
  wide: boolean
}

export interface KeyNumber {
  value: Span[]
  label: Span[]
}

/** Printed as a QR code with its label. */
export interface PosterLink {
  label: string
  url: string
  /** SVG with its quiet zone, as wide as tall. */
  qr: string
}

export interface PosterLogo {
  /** SVG that is safe to print. */
  svg: string
  alt: string
  /** Width by height. */
  aspect: number
  /** Colour behind it. */
  plate: string
}

export interface PosterDocument {
  title: string
  /** Names, affiliation, contact; empty lines are left out. */
  byline: string[]
  /** One sentence in plain English. */
  finding: Span[]
  /** For example `Provisional: one seed`; empty where nothing is provisional. */
  stamp: string
  numbers: KeyNumber[]
  sections: DocSection[]
  /** The figure that says most, one of those of the sections. */
  key?: DocFigure
  links: PosterLink[]
  logos: PosterLogo[]
  acknowledgements: string
  /** How many works are cited. */
  references: number
  /** Where the numbers come from: run ids, seeds, code. */
  footer: string
}

/** All words that are printed, figures and tables left out. */
export function printedText({ title, byline, finding, stamp, numbers, sections, links, acknowledgements, footer }: PosterDocument): string[] {
  const joined = (spans: Span[]) => spans.map(({ text }) => text).join('')
  const inSections = sections.flatMap(({ heading, paragraphs, figures }) => [
    heading,
    ...paragraphs.map(({ text }) => text),
    ...figures.map(({ caption }) => caption),
  ])
  const inNumbers = numbers.flatMap(({ value, label }) => [joined(value), joined(label)])
  return [title, ...byline, joined(finding), stamp, ...inNumbers, ...inSections, ...links.map(({ label }) => label), acknowledgements, footer]
}
