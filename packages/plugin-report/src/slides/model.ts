/** The talk's meaning, before any layout: slides in order, each with one claim. */
import type { DocFigure, Paragraph } from '../document/poster-document.js'
import type { SectionRole, Span } from '../source/model.js'

/** `talk` is spoken, `divider` and `backup` are hidden in a show and at hand when questions come. */
export type SlidePart = 'talk' | 'divider' | 'backup'
export type SlideRole = SectionRole | 'title' | 'questions'

export interface Slide {
  /** Unique in the deck: `title`, `results-1`, `backup-A-scores`. */
  id: string
  part: SlidePart
  role: SlideRole
  /** Small above the claim: the section's heading. */
  topic: string
  /** One sentence. */
  claim: Span[]
  paragraphs: Paragraph[]
  figures: DocFigure[]
  /** What is said. One entry a paragraph. */
  notes: Span[][]
  /** As the author wrote it. */
  seconds?: number
  /** Kept in every cut. */
  must: boolean
  /** Where its words stand, for messages: `report.md, line 12`. */
  place: string
  /** True where phd wrote the words: it may shorten and divide them. */
  isDrafted: boolean
  /** Letters of the runs that its numbers come from, where the words do not say. */
  runs: string[]
  /** On the list of questions: question and id of the slide that answers it. */
  questions?: { question: string; answer: string }[]
}

export interface SlidesDocument {
  title: string
  /** Authors, affiliation, contact; empty lines are left out. */
  byline: string[]
  authors: string[]
  /** Name of the venue; empty for none. */
  venue: string
  finding: Span[]
  stamp: string
  slides: Slide[]
}
