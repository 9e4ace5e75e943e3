/** Every figure that is shown, with its page and the fingerprint of the data that it was drawn from. */
import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { Result } from '@phd/core'
import type { DocFigure } from '../document/poster-document.js'
import type { FigureSource } from '../figures/index.js'
import type { LaidDocument } from '../layout/index.js'
import type { LoadedRun } from '../source/runs.js'
import type { PlacedFigure } from './model.js'

export interface KnownResults {
  /** Figures of report.yaml, which name their results. */
  figures: Record<string, { result: string }>
  runs: LoadedRun[]
}

/** A table that was put together of single numbers has no result of its own: its runs are those of its numbers. */
export function placedFigure({ name, source, alt, origins = [] }: DocFigure, page: number, known: KnownResults): PlacedFigure {
  const runs = source.runDir ? [basename(source.runDir)] : [...new Set(origins.flatMap((origin) => origin.runs))]
  return { name, page, runs, result: source.runDir ? resultOf(name, source, known) : '', alt, sha256: dataHash(source.result) }
}

export function figuresOfPages({ pages }: Pick<LaidDocument, 'pages'>, known: KnownResults): PlacedFigure[] {
  return pages.flatMap(({ boxes }, i) =>
    boxes.flatMap((box) => (box.kind === 'picture' || box.kind === 'table' ? [placedFigure(box.figure, i + 1, known)] : [])),
  )
}

/** Figures that phd adds stand in no report.yaml: their result is the one of the run that they hold. */
function resultOf(name: string, { result, runDir }: FigureSource, { figures, runs }: KnownResults): string {
  if (Object.hasOwn(figures, name)) return figures[name].result
  const named = runs.filter(({ dir }) => dir === runDir).flatMap(({ results }) => [...results].filter(([, one]) => one === result).map(([key]) => key))
  return named[0] ?? result.title
}

export function dataHash(result: Result): string {
  const { data, ...plain } = result as Result & { data?: Float32Array }
  const hash = createHash('sha256').update(JSON.stringify(plain))
  if (data) hash.update('\0').update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  return hash.digest('hex')
}
