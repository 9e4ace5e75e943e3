/** Every result of every run: tables in full, matrices with counts, curves, and whatever else a figure kind draws. */
import type { DocFigure } from '../../document/poster-document.js'
import type { LoadedRun } from '../../document/runs.js'
import { defaultKind, figureKind, figureKinds } from '../../figures/index.js'
import type { ReportSource } from '../../source/model.js'
import type { Slide } from '../model.js'
import { captionAsClaim } from '../talk.js'
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
      const isTable = result.shape === 'table'
      const drawn = isTable ? 'table' : kind
      if (shown.some((figure) => isShown(figure, loaded, result, drawn))) return []
      const figure = resultFigure(loaded, name, drawn)
      const { claim, caption } = captionAsClaim(figure, result.title)
      const id = `${loaded.letter}-${name}`
      return [
        { kind: drawn, slide: backupSlide(id, claim, { figures: [{ ...figure, caption }], runs: [loaded.letter], notes: [plainSpans(figure.alt)], topic: topicOf(drawn) }) },
      ]
    }),
  )
}

/** The talk shows the same result the same way, and all of it. */
function isShown({ source, kind, options }: DocFigure, { dir }: LoadedRun, result: object, drawn: string): boolean {
  const isAll = Object.keys(options).length === 0
  return source.runDir === dir && source.result === result && kind === figureKinds[drawn] && isAll
}

function resultFigure(loaded: LoadedRun, name: string, draw: string): DocFigure {
  const result = loaded.results.get(name)
  if (!result) throw new RangeError(`no result ${name}`)
  const kind = figureKind(draw, result)
  const source = { result, runDir: loaded.dir }
  const options = draw === 'table' ? { most: Number.MAX_SAFE_INTEGER } : {}
  const caption = [result.title, result.about].filter(Boolean).map((text) => (/[.!?…]$/.test(String(text)) ? text : `${text}.`))
  return { name: `${loaded.letter}-${name}`, kind, source, options, caption: `${caption.join(' ')} [${loaded.letter}]`, alt: kind.alt(source, options) }
}

function topicOf(kind: string): string {
  const topics: Record<string, string> = { table: 'Backup: all scores', confusion: 'Backup: confusion with counts', curves: 'Backup: curves' }
  return topics[kind] ?? 'Backup: further results'
}
