/**
 * The poster's meaning, before any layout: what is said, in which order, with which figures.
 *
 * Other documents (slides, paper) will be other shapes of the same parts.
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
  value: string
  label: string
}

export interface PosterDocument {
  title: string
  /** Names, affiliation, contact; empty lines are left out. */
  byline: string[]
  /** One sentence in plain English. */
  finding: string
  /** For example `Provisional: one seed`; empty where nothing is provisional. */
  stamp: string
  numbers: KeyNumber[]
  sections: DocSection[]
  /** Where the numbers come from: run ids, seeds, code. */
  footer: string
}

/** All words that are printed, figures and tables left out. */
export function printedText({ title, byline, finding, stamp, numbers, sections, footer }: PosterDocument): string[] {
  const inSections = sections.flatMap(({ heading, paragraphs, figures }) => [
    heading,
    ...paragraphs.map(({ text }) => text),
    ...figures.map(({ caption }) => caption),
  ])
  return [title, ...byline, finding, stamp, ...numbers.flatMap(({ value, label }) => [value, label]), ...inSections, footer]
}
