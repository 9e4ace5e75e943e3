/**
 * The shape of build.json: what was built, from which runs, and where every printed number came from.
 *
 * Written beside the outputs at every build, one for the folder, outputs of other commands kept; a copy without hashes of
 * outputs lies inside each PPTX and PDF, so that a file that travelled alone can still be traced.
 */
import type { Check } from '../check/index.js'
import type { NumberOrigin } from '../source/model.js'

export type OutputKind = 'poster' | 'slides' | 'paper' | 'figure' | 'site'

export interface PrintedNumber extends NumberOrigin {
  /** Page or slide, from 1. */
  page: number
  /** For example `section "Results"`, `caption of A-iou`. */
  place: string
}

export interface UsedRun {
  letter: string
  id: string
  experiment: string
  seed: number
  /** SHA-256 over run.json and the results: tells that a run changed since. */
  sha256: string
}

export interface PlacedFigure {
  name: string
  page: number
  runs: string[]
  result: string
  alt: string
  /** SHA-256 over the data that it was drawn from. */
  sha256: string
}

/** One build of one output, for example the poster with its PPTX, PDF, PNG and HTML. */
export interface Build {
  kind: OutputKind
  title: string
  phd: string
  runs: UsedRun[]
  numbers: PrintedNumber[]
  figures: PlacedFigure[]
  words: number
  /** Page of a poster, as flags or report.yaml asked for it. */
  page?: { size: string; landscape: boolean }
  checks: Check[]
  files: { file: string; sha256: string; bytes: number }[]
  /** Words and settings that it was built from, as they lay in the report's folder: filled in when it is recorded. */
  sources?: { file: string; sha256: string }[]
}

/** By output: `poster`, `slides`, `paper`. */
export interface Manifest {
  version: 1
  builds: Record<string, Build>
}
