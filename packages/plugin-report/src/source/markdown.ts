/**
 * report.md as text into its parts, references resolved.
 *
 * Errors: REPORT_SOURCE_INVALID and those of references and figures, each with `file:line`; all of them at once.
 */
import { PhdError } from '@phd/core'
import type { PhrasingContent, RootContent } from 'mdast'
import { directive, directiveFromMarkdown, fromMarkdown, gfmTable, gfmTableFromMarkdown } from '../bundled/markdown.js'
import type { Reading } from './context.js'
import { matchFences } from './fences.js'
import type { Claim, Span } from './model.js'
import { Problems } from './problems.js'
import { protect } from './protect.js'
import type { LoadedRun } from './runs.js'
import { type Parts, partsOf } from './sections.js'
import { spansOf } from './spans.js'

const mostBytes = 500_000
/** The parser's time grows with the square of a line's openings. */
const mostLineCharacters = 20_000
const deepest = 60

/** Fences only: a colon within a text is a colon. */
const { flow } = directive()
const syntax = { extensions: [{ flow }, gfmTable()], mdastExtensions: [directiveFromMarkdown(), gfmTableFromMarkdown()] }

export interface Marked extends Parts {
  prompts: number[]
  captions: Reading['captions']
  claims: Claim[]
}

export function readMarkdown(source: string, file: string, runs: LoadedRun[], figures: string[], labels?: Map<string, string>): Marked {
  const problems = new Problems(file)
  refuse(source, file)
  const { text, pieces, lineOf } = protect(source)
  const reading: Reading = { problems, runs, figures, labels, pieces, lineOf, prompts: [], captions: new Map(), claims: [], said: [] }
  const matched = matchFences(text, lineOf, problems)
  problems.throwIfAny()
  const parts = partsOf(parse(matched, file), reading)
  problems.throwIfAny()
  return { ...parts, prompts: reading.prompts.sort((a, b) => a - b), captions: reading.captions, claims: reading.claims }
}

/** A text in one line, for example a caption of report.yaml; its problems are added to `problems`, its claims to `claims`. */
export function readInline(source: string, line: number, problems: Problems, runs: LoadedRun[], claims: Claim[]): Span[] {
  const { text, pieces } = protect(source.replace(/\s+/g, ' ').trim())
  const reading: Reading = { problems, runs, figures: [], pieces, lineOf: () => line, prompts: [], captions: new Map(), claims, said: [] }
  const nodes: RootContent[] = isWithoutMarkup(text) ? [{ type: 'paragraph', children: [{ type: 'text', value: text }] }] : parse(text, problems.file)
  const only = nodes[0]
  if (only === undefined) return []
  const children: PhrasingContent[] = nodes.length === 1 && only.type === 'paragraph' ? only.children : [{ type: 'text', value: text }]
  return spansOf(children, reading)
}

/** Most captions are: one line that begins with a letter or a reference, with no character that Markdown reads but around the marks of runs. */
function isWithoutMarkup(text: string): boolean {
  return /^[\p{L}\ue000](?:[^\\`*_[\]<&\n]|\[[A-Z]+(?:(?:, |–)[A-Z]+)*\](?![([]))*$/u.test(text)
}

function parse(text: string, file: string): RootContent[] {
  try {
    return fromMarkdown(text, syntax).children
  } catch (cause) {
    throw new PhdError('REPORT_SOURCE_INVALID', `${file} cannot be read as Markdown.`, { received: String((cause as Error).message).slice(0, 120), cause })
  }
}

function refuse(source: string, file: string): void {
  const wrong = (line: number, message: string, remedy: string) => new PhdError('REPORT_SOURCE_INVALID', `${file}:${line}: ${message}`, { remedy })
  const bytes = Buffer.byteLength(source)
  if (bytes > mostBytes) throw wrong(1, `${Math.round(bytes / 1000)} kB are too much to read; at most ${mostBytes / 1000} kB`, 'is this the right file?')
  const lines = source.split('\n')
  const long = lines.findIndex((line) => line.length > mostLineCharacters)
  if (long >= 0) throw wrong(long + 1, `a line of ${lines[long].length} characters; at most ${mostLineCharacters}`, 'break it into lines')
  const nested = lines.findIndex((line) => (/^[\s>*+-]*/.exec(line)?.[0].replace(/\s/g, '').length ?? 0) > deepest && !/^\s*([*-])\s*(\1\s*)*$/.test(line))
  if (nested >= 0) throw wrong(nested + 1, `more than ${deepest} levels of quotation or list`, 'take some out')
  if (/^---\s*(\n|$)/.test(source)) throw wrong(1, 'front matter (---) is not read; settings stand in report.yaml', 'move it there')
}
