/**
 * What a drafter says about runs of one experiment: pieces of a report, sorted into roles.
 *
 * All texts are Markdown of report.md: numbers stand as references, names are escaped. A drafter reads parameters and results
 * as they are, trusts no field to be there, and says nothing that the numbers do not.
 */
import type { FigureSettings, SectionRole } from '../model.js'

/** In the order in which a report is read; `look` is what a poster shows first, `more` a result of other data. */
export const parts = ['look', 'problem', 'gap', 'data', 'method', 'results', 'more', 'limits', 'next', 'ethics', 'mentors'] as const
export type Part = (typeof parts)[number]

/** What each part is to a consortium. */
export const roleOf: Record<Part, SectionRole> = {
  look: 'results',
  problem: 'problem',
  gap: 'gap',
  data: 'data',
  method: 'method',
  results: 'results',
  more: 'results',
  limits: 'limits',
  next: 'next',
  ethics: 'ethics',
  mentors: 'mentors',
}

export interface DraftSlide {
  claim: string
  /** What the claim hangs on: see `words.ts`, holds. */
  condition?: string
  /** Markdown: bullets, a figure. */
  body: string
  notes: string
  /** Share of the part's time, in comparison with its other slides. */
  weight: number
  /** Kept in every cut. */
  must?: boolean
}

export interface DraftSection {
  part: Part
  heading: string
  /** What the heading hangs on. */
  condition?: string
  /** Printed where there is no text of its own for the output. */
  text?: string
  poster?: string
  paper?: string
  /** Names, for the poster; the first are the most important. */
  posterFigures?: string[]
  paperFigures?: string[]
  slides?: DraftSlide[]
  wide?: boolean
}

export interface Draft {
  title: string
  /** The main finding in plain English, and how much it has to say: the greater leads the report. */
  finding?: { sentence: string; condition?: string; weight: number }
  /** One sentence of the abstract: what was done, and what came out. */
  abstract?: string
  numbers: { value: string; label: string }[]
  sections: DraftSection[]
  /** By name, the most important first; those at the end are left out first where there is no room. */
  figures: Record<string, DraftedFigure>
}

export interface DraftedFigure extends FigureSettings {
  /** A caption for the poster, where the whole one says again what stands beside it. */
  short?: string
}
