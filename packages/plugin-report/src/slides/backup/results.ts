/** Every result of every run: tables in full, matrices with counts, curves, and whatever else a figure kind draws. */
import type { Result } from '@phd/core'
import type { DocFigure } from '../../document/poster-document.js'
import { defaultKind, figureKind, figureKinds, mayBeShown } from '../../figures/index.js'
import type { ReportSource } from '../../source/model.js'
import { asSentence } from '../../source/reference/format.js'
import type { LoadedRun } from '../../source/runs.js'
import type { Slide } from '../model.js'
import { plainSpans } from '../words.js'
import { backupSlide } from './backup-slide.js'

export interface ResultSlide {
  /** Name of the figure kind. */
  kind: string
  slide: Slide
}

export function resultSlides({ runs }: ReportSource, talk: Slide[]): ResultSlide[] {
  const shown = talk.flatMap(({ figures }) => figures)
  return runs.flatMap((loaded) =>
    [...loaded.results].flatMap(([name, result]): ResultSlide[] => {
      const kind = defaultKind(result)
      if (!kind) return []
      const drawn = result.shape === 'table' ? 'table' : kind
      if (!isShareable(result) || !mayBeShown({ result, runDir: loaded.dir }) || shown.some((figure) => isShown(figure, loaded, result, drawn))) return []
      const figure = resultFigure(loaded, name, drawn)
      const parts = { figures: [figure], runs: [loaded.letter], notes: [plainSpans(figure.alt)], topic: topicOf(drawn) }
      return [{ kind: drawn, slide: backupSlide(`${loaded.letter}-${name}`, plainSpans(result.title.replace(/\.$/, '')), parts) }]
    }),
  )
}

/** The talk shows the same picture; tables are repeated, since a slide of the talk may leave columns out. */
function isShown({ source, kind, options }: DocFigure, { dir }: LoadedRun, result: object, drawn: string): boolean {
  return drawn !== 'table' && source.runDir === dir && source.result === result && kind === figureKinds[drawn] && Object.keys(options).length === 0
}

/** Nobody has looked at these slides yet: what may not be shown to everyone is left to the author. */
function isShareable({ sharing = 'open' }: Result): boolean {
  return sharing === 'open'
}

function resultFigure(loaded: LoadedRun, name: string, draw: string): DocFigure {
  const result = loaded.results.get(name)
  if (!result) throw new RangeError(`no result ${name}`)
  const kind = figureKind(draw, result)
  const source = { result, runDir: loaded.dir }
  const options = draw === 'table' ? { most: Number.MAX_SAFE_INTEGER } : {}
  const about = result.about ? `${asSentence(result.about)} ` : ''
  return { name: `${loaded.letter}-${name}`, kind, source, options, caption: `${about}[${loaded.letter}]`, alt: kind.alt(source, options) }
}

function topicOf(kind: string): string {
  const topics: Record<string, string> = { table: 'Backup: all scores', confusion: 'Backup: confusion with counts', curves: 'Backup: curves' }
  return topics[kind] ?? 'Backup: further results'
}
