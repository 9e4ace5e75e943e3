/** What all backup slides share. */

import { paragraph } from '../../document/content.js'
import type { Paragraph } from '../../document/poster-document.js'
import type { NumberOrigin, Span } from '../../source/model.js'
import type { LoadedRun } from '../../source/runs.js'
import type { Slide } from '../model.js'

export function backupSlide(id: string, claim: Span[], parts: Partial<Slide>): Slide {
  return {
    id: `backup-${id}`,
    part: 'backup',
    role: 'other',
    topic: 'Backup',
    claim,
    paragraphs: [],
    figures: [],
    notes: [],
    must: false,
    place: `backup slide "${claim.map(({ text }) => text).join('')}"`,
    isDrafted: true,
    runs: [],
    ...parts,
  }
}

/** A number of a run, printed, with where it came from. */
export function numberSpan({ letter, run }: LoadedRun, path: string, value: number | string, printed: string): Span {
  const number: NumberOrigin = { reference: `${letter}.${path}`, runs: [run.id], path, values: [value], printed }
  return { text: printed, number }
}

/** `spans`; texts become spans without a number. */
export function bullet(...parts: (string | Span)[]): Paragraph {
  return paragraph(
    parts.map((part) => (typeof part === 'string' ? { text: part } : part)),
    true,
  )
}

export function mark(runs: LoadedRun[]): string {
  return `[${runs.map(({ letter }) => letter).join(', ')}]`
}
