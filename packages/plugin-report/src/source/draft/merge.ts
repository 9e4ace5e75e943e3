/** Sections of several drafts in the order of a report: those of one part and heading become one. */
import { type Draft, type DraftSection, parts } from './draft.js'
import { allOf } from './words.js'

export function mergeSections(drafts: Draft[]): DraftSection[] {
  const all = drafts.flatMap(({ sections }) => sections)
  const merged: DraftSection[] = []
  for (const part of parts) {
    for (const section of all.filter((candidate) => candidate.part === part)) {
      const at = merged.findIndex((other) => other.part === part && other.heading === section.heading && !section.wide)
      if (at < 0) merged.push(section)
      else merged[at] = merge(merged[at], section)
    }
  }
  return merged
}

function merge(a: DraftSection, b: DraftSection): DraftSection {
  return {
    ...a,
    condition: allOf([a.condition, b.condition]),
    ...mergeTexts(a, b),
    posterFigures: [...(a.posterFigures ?? []), ...(b.posterFigures ?? [])],
    paperFigures: [...(a.paperFigures ?? []), ...(b.paperFigures ?? [])],
    slides: mergeSlides([...(a.slides ?? []), ...(b.slides ?? [])]),
  }
}

/** Where one has a text of its own for an output, the common text of the other joins it there. */
function mergeTexts(a: DraftSection, b: DraftSection): Pick<DraftSection, 'text' | 'poster' | 'paper'> {
  const isCommon = [a.poster, a.paper, b.poster, b.paper].every((text) => text === undefined)
  if (isCommon) return { text: mergeText(a.text, b.text) }
  return { text: undefined, poster: mergeText(a.poster ?? a.text, b.poster ?? b.text), paper: mergeText(a.paper ?? a.text, b.paper ?? b.text) }
}

/** What both say is said once; bullets stay bullets. */
function mergeText(a: string | undefined, b: string | undefined): string | undefined {
  if (!a || !b) return a || b || (a ?? b)
  const separator = a.startsWith('- ') && b.startsWith('- ') ? '\n' : '\n\n'
  return [...new Set([...a.split(separator), ...b.split(separator)])].join(separator)
}

function mergeSlides(slides: NonNullable<DraftSection['slides']>): DraftSection['slides'] {
  const merged: typeof slides = []
  for (const slide of slides) {
    const at = merged.findIndex(({ claim }) => claim === slide.claim)
    if (at < 0) merged.push(slide)
    else {
      const { body, notes, condition } = merged[at]
      merged[at] = {
        ...merged[at],
        condition: allOf([condition, slide.condition]),
        body: mergeText(body, slide.body) ?? '',
        notes: mergeText(notes, slide.notes) ?? '',
      }
    }
  }
  return merged
}
