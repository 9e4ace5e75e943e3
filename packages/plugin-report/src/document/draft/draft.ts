/**
 * What a drafter says about runs of one experiment: pieces of a poster, sorted into roles.
 *
 * A drafter reads parameters and results as they are, trusts no field to be there, and says nothing that the numbers
 * do not. Every piece is only a first version: the researcher edits poster.yaml.
 */
import { defaultKind, figureKind, shownLines } from '../../figures/index.js'
import type { PosterDocument } from '../poster-document.js'
import type { LoadedRun } from '../runs.js'
import type { FigureWords } from '../words.js'

/** In the order in which a poster is read. */
export const roles = ['look', 'problem', 'data', 'method', 'results', 'more', 'limits', 'next'] as const
export type Role = (typeof roles)[number]

export interface DraftSection {
  role: Role
  heading: string
  text: string
  figures: string[]
  wide?: boolean
}

export interface Draft {
  title: string
  /** The main finding in plain English, and how much it has to say: the greater leads the poster. */
  finding?: { sentence: string; weight: number }
  /** For example `one seed`; printed after `Provisional:`. */
  provisional?: string
  numbers: PosterDocument['numbers']
  sections: DraftSection[]
  /** By name, the most important first; those at the end are left out first where there is no room. */
  figures: Record<string, FigureWords>
}

/** The words of a figure: caption from the result's title and about, less what was `told` before it, alt text from its data. */
export function draftFigure(
  loaded: LoadedRun,
  result: string,
  { draw, options = {}, caption, told = '' }: { draw?: string; options?: FigureWords['options']; caption?: string; told?: string } = {},
): FigureWords | undefined {
  const found = loaded.results.get(result)
  const kind = found && (draw ?? defaultKind(found))
  if (!found || !kind || !figureKind(kind, found)) return undefined
  const lines = found.shape === 'curves' ? shownLines(found, options).series.length : 0
  const cut = found.shape === 'curves' && lines < found.series.length ? `Shown: the ${lines} of ${found.series.length} lines with the most points.` : ''
  const about = [found.title, newIn(found.about ?? '', told), cut].filter(Boolean).map((text) => sentence(String(text)))
  const alt = figureKind(kind, found).alt({ result: found, runDir: loaded.dir }, options)
  return { run: loaded.letter, result, draw: kind, options, caption: `${caption ?? about.join(' ')} [${loaded.letter}]`, alt }
}

/** What `about` says beyond the words that it begins with and that were told already. */
function newIn(about: string, told: string): string {
  return told !== '' && about.startsWith(told) ? about.slice(told.length).trim() : about
}

/** The name by which sections speak of a figure: `A-iou`. */
export function figureName(loaded: LoadedRun, result: string, suffix = ''): string {
  return `${loaded.letter}-${result}${suffix}`
}

export function sentence(text: string): string {
  const trimmed = text.trim()
  return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`
}

/** A field of something unknown; undefined where there is none. */
export function field(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (at as Record<string, unknown>)[key] : undefined),
    value,
  )
}

export function numberField(value: unknown, ...path: string[]): number | undefined {
  const found = field(value, ...path)
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined
}

export function textField(value: unknown, ...path: string[]): string | undefined {
  const found = field(value, ...path)
  return typeof found === 'string' && found !== '' ? found : undefined
}

export function bullets(lines: (string | undefined | false)[]): string {
  return lines
    .filter(Boolean)
    .map((line) => `- ${line}`)
    .join('\n')
}
