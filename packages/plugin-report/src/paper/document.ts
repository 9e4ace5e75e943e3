/**
 * The paper's meaning, before any layout: what is said in which order. LaTeX and the preview are made of the same.
 */
import type { DocFigure } from '../document/poster-document.js'
import type { Block } from '../source/model.js'

/** A block of the source; figures are bound, and a prompt that nobody answered yet is told apart from text. */
export type PaperBlock = Exclude<Block, { kind: 'figure' }> | { kind: 'figure'; figure: DocFigure; wide: boolean } | { kind: 'todo'; text: string }

export interface PaperSection {
  heading: string
  blocks: PaperBlock[]
}

export interface Todo {
  /** `abstract`, or the heading. */
  place: string
  text: string
}

export interface PaperDocument {
  title: string
  /** None in an anonymous paper. */
  authors: string[]
  affiliation: string
  contact: string
  anonymous: boolean
  abstract: PaperBlock[]
  sections: PaperSection[]
  acknowledgements: string
  /** What `[A]` in the text stands for; empty where no run is marked. */
  runs: string
  todos: Todo[]
  /** Keys in the order of their first citation. */
  cited: string[]
}

export function figuresOf({ abstract, sections }: PaperDocument): { figure: DocFigure; wide: boolean }[] {
  return [...abstract, ...sections.flatMap(({ blocks }) => blocks)].flatMap((block) => (block.kind === 'figure' ? [block] : []))
}
