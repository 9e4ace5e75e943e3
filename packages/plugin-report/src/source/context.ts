/** What reading a source needs at hand: its problems, the runs, the figures that there are. */

import type { Claim, Span } from './model.js'
import type { Problems } from './problems.js'
import type { Piece } from './protect.js'
import type { LoadedRun } from './runs.js'

export interface Reading {
  problems: Problems
  runs: LoadedRun[]
  figures: string[]
  /** How a cited work is named, by its key; undefined where no bibliography is known. */
  labels?: Map<string, string>
  pieces: Piece[]
  /** Line of the file of a line of the protected text. */
  lineOf(line: number): number
  /** Lines of paragraphs that begin with `TODO:`. */
  prompts: number[]
  /** Captions that stand in report.md in place of those of report.yaml: name to its figure and caption. */
  captions: Map<string, { figure: string; caption: Span[] }>
  claims: Claim[]
  /** Sentences of what was read last: what a condition in a line of its own is about. */
  said: string[]
}
