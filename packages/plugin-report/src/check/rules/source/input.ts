/** A report's source, as texts with their places. */
import { spansOfBlock, textOf } from '../../../source/block-text.js'
import type { NumberOrigin, ReportSection, ReportSource, SectionRole, Span } from '../../../source/model.js'
import type { Venue } from '../../../venues/venue.js'

export interface SourceUnderTest {
  source: ReportSource
  /** report.md as it stands there. */
  markdown: string
  /** The bibliography; undefined where there is no such file. */
  bibliography?: string
  venue?: Venue
}

export interface Passage {
  /** For example `section "Results"`. */
  place: string
  role: SectionRole | 'finding' | 'abstract' | 'caption' | 'key number'
  /** Section that it belongs to; empty for what stands before them. */
  section: string
  spans: Span[]
}

/** Every text that is printed or said, once. */
export function passagesOf({ finding, abstract, sections, numbers, figures, settings }: ReportSource): Passage[] {
  return [
    ...(finding.length ? [{ place: 'finding', role: 'finding' as const, section: '', spans: finding }] : []),
    ...abstract.flatMap(spansOfBlock).map((spans) => ({ place: 'abstract', role: 'abstract' as const, section: '', spans })),
    ...numbers.map(({ value, label }) => ({ place: 'key number', role: 'key number' as const, section: '', spans: [...value, { text: ' ' }, ...label] })),
    ...sections.flatMap(passagesOfSection),
    ...[...figures.values()].map(({ name, caption, origins = [] }) => ({
      place: `caption of ${name}`,
      role: 'caption' as const,
      section: '',
      spans: withOrigins(caption || settings.figures[name]?.caption || '', origins),
    })),
  ]
}

function passagesOfSection({ heading, role, blocks, poster = [], paper = [], slides = [] }: ReportSection): Passage[] {
  const place = `section "${heading}"`
  const at = (where: string) => (spans: Span[]) => ({ place: where, role, section: heading, spans })
  return [
    ...[...blocks, ...poster, ...paper].flatMap(spansOfBlock).map(at(place)),
    ...slides.flatMap((slide) => {
      const name = `slide "${textOf(slide.claim)}"`
      return [...[slide.claim, ...slide.blocks.flatMap(spansOfBlock)].map(at(name)), ...slide.notes.map(at(`notes of ${name}`))]
    }),
  ]
}

/** A caption is plain text; its numbers are found again by what was printed. */
function withOrigins(caption: string, origins: NumberOrigin[]): Span[] {
  const [origin, ...rest] = origins
  const at = origin ? caption.indexOf(origin.printed) : -1
  if (!origin || at < 0) return caption ? [{ text: caption }] : []
  const before = caption.slice(0, at)
  return [...(before ? [{ text: before }] : []), { text: origin.printed, number: origin }, ...withOrigins(caption.slice(at + origin.printed.length), rest)]
}
