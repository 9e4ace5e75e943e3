/**
 * The one source of a report: report.md and report.yaml, parsed, every `{{reference}}` resolved against its runs.
 *
 * What the poster, the slides and the paper are made of. Plain data; nothing here knows a page size.
 */
import type { DocFigure } from '../document/poster-document.js'
import type { LoadedRun } from './runs.js'

/** Where a printed number came from: what `trace` shows, what `diff` compares, what `check` recomputes. */
export interface NumberOrigin {
  /** As it stands in the source, without braces: `A.test.iou | 3`. */
  reference: string
  /** Ids of the runs that it was computed from. */
  runs: string[]
  /** What was looked up in each run, for example `result.test.iou` or `results/models.json rows[model=unet].iou`. */
  path: string
  /** Before it was formatted; several values where several runs were given. */
  values: (number | string)[]
  printed: string
}

/** A piece of text in one style. The spans of a paragraph, joined, are its text. */
export interface Span {
  text: string
  bold?: boolean
  italic?: boolean
  code?: boolean
  href?: string
  /** Keys of the bibliography: `[@bates2010; @almeida2012]`. `text` is then what is printed outside the paper. */
  cite?: string[]
  /** True where this is mathematics: `tex` is its TeX, `text` what is printed outside the paper. */
  math?: boolean
  tex?: string
  number?: NumberOrigin
}

export type Block =
  | { kind: 'paragraph'; spans: Span[] }
  | { kind: 'list'; ordered: boolean; items: Span[][] }
  | { kind: 'quote'; spans: Span[] }
  | { kind: 'equation'; tex: string; alt: string }
  | { kind: 'table'; header: Span[][]; rows: Span[][][] }
  | { kind: 'figure'; name: string; line: number }

/** The questions that a consortium asks; `other` where a heading is none of them. */
export const sectionRoles = ['problem', 'gap', 'data', 'method', 'results', 'limits', 'next', 'ethics', 'mentors', 'other'] as const
export type SectionRole = (typeof sectionRoles)[number]

/** One `:::slide[Claim as a sentence]{seconds=60 must}` of a section. */
export interface SlideSource {
  claim: Span[]
  blocks: Block[]
  /** What is said: `:::notes` inside the slide. One entry a paragraph. */
  notes: Span[][]
  seconds?: number
  /** Kept in every cut. */
  must: boolean
  line: number
}

/** A `##` section. `blocks` is what stands in no fence: every output prints it that has no fence of its own. */
export interface ReportSection {
  id: string
  heading: string
  /** Where the numbers of the heading came from. */
  headingOrigins?: NumberOrigin[]
  role: SectionRole
  blocks: Block[]
  /** `:::poster`; an empty one leaves the section out there. */
  poster?: Block[]
  /** `:::paper`. */
  paper?: Block[]
  slides?: SlideSource[]
  /** Spans all columns of a poster: `## Heading {wide}`. */
  wide: boolean
  line: number
}

/** report.yaml. */
export interface ReportSettings {
  title: string
  authors: string[]
  affiliation: string
  contact: string
  acknowledgements: string
  /** QR codes and footers: for example `{label: code, url: https://…}`. */
  links: { label: string; url: string }[]
  /** SVG or PNG files beside the report, with what they show. */
  logos: { file: string; alt: string }[]
  /** Id of a venue profile; empty for none. */
  venue: string
  /** Id of a theme. */
  theme: string
  /** Relative to report.yaml. */
  runsFolder: string
  /** Letter to run id. */
  runs: Record<string, string>
  /** Printed large: a value (a reference) and what it is. */
  numbers: { value: string; label: string }[]
  /** For example `Provisional: one seed`; empty where nothing is provisional. */
  stamp: string
  figures: Record<string, FigureSettings>
  poster: { size: string; landscape: boolean; style: string }
  slides: { talkMinutes: number; questionMinutes: number; wordsPerMinute: number }
  paper: { pages?: number; bibliography: string }
}

export interface FigureSettings {
  run: string
  result: string
  /** Name of a figure kind. */
  draw: string
  options: Record<string, unknown>
  caption: string
  alt: string
}

/** Words that say how numbers compare, and the comparison that they hang on: `<!-- holds: A.x > A.y -->` after them. */
export interface Claim {
  /** report.md or report.yaml. */
  file: string
  line: number
  /** Its sentences, as they are printed. */
  sentences: string[]
  condition: string
  /** What fails, with the values of the runs; undefined where the condition holds. */
  failure?: string
}

export interface ReportSource {
  /** report.md. */
  file: string
  settings: ReportSettings
  /** The block quote before the first section: what a visitor remembers. */
  finding: Span[]
  /** The paragraphs before the first section, for the paper. */
  abstract: Block[]
  sections: ReportSection[]
  /** `settings.numbers`, resolved. */
  numbers: { value: Span[]; label: Span[] }[]
  runs: LoadedRun[]
  /** Every figure of the settings, bound to its result. Captions are resolved. */
  figures: Map<string, DocFigure>
  /** Those that carry a condition, of both files. */
  claims: Claim[]
  /** What the source says of itself that is no error, for example a section without text. */
  notes: string[]
}
