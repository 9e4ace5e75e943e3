/** The settings of a figure of a draft: caption from the result's own title and about, by reference; alt text from the data at each build. */
import type { Result } from '@phd/core'
import { defaultKind, figureKind, mayBeShown, shownLines } from '../../figures/index.js'
import type { FigureSettings } from '../model.js'
import type { LoadedRun } from '../runs.js'
import type { DraftedFigure } from './draft.js'
import { canBeKey, joined, ref } from './words.js'

export interface FigureChoices {
  draw?: string
  options?: FigureSettings['options']
  caption?: string
  /** An `about` that is printed before this figure: where its own begins with it, the poster's caption is the title alone. */
  told?: string
  /** True where n and seeds stand beside the figure on a poster anyway. */
  isPart?: boolean
}

/** Undefined where no kind draws the result, or its name cannot be written. */
export function draftFigure(
  loaded: LoadedRun,
  result: string,
  { draw, options = {}, caption, told = '', isPart = false }: FigureChoices = {},
): DraftedFigure | undefined {
  const found = loaded.results.get(result)
  const kind = found && (draw ?? defaultKind(found))
  if (!found || !kind || !figureKind(kind, found) || !/^[\w-]+$/.test(result) || !canBeKey(result)) return undefined
  if (!mayBeShown({ result: found, runDir: loaded.dir }, options)) return undefined
  const { letter } = loaded
  const lines = found.shape === 'curves' ? shownLines(found, options).series.length : 0
  const isCut = found.shape === 'curves' && lines < found.series.length
  const title = ref(letter, `results/${result}.title`, 'sentence')
  const whole = joined([
    title,
    typeof found.about === 'string' && found.about !== '' && ref(letter, `results/${result}.about`, 'sentence'),
    isCut && `Shown are the lines with the most points, of ${ref(letter, `results/${result}.series.count`)}.`,
  ])
  const short = shortCaption(found, { title, isPart, told, ending: ref(letter, `results/${result}.about`, 'ending') })
  const isShort = short !== undefined && caption === undefined && !isCut
  return {
    run: letter,
    result,
    draw: kind,
    options,
    caption: `${caption ?? whole} [${letter}]`,
    alt: '',
    ...(isShort ? { short: `${short} [${letter}]` } : {}),
  }
}

/** The title alone, and the one sentence that `about` says beyond what was told; undefined where it says more. */
function shortCaption(found: Result, { title, isPart, told, ending }: { title: string; isPart: boolean; told: string; ending: string }): string | undefined {
  const about = found.about ?? ''
  const hasBands = found.shape === 'curves' && found.series.some(({ low }) => low !== undefined)
  if (isPart && !hasBands) return title
  if (told === '' || !about.startsWith(told)) return undefined
  const beyond = about.slice(told.length).trim()
  if (beyond === '') return title
  return /[.!?…] +\S/.test(beyond) ? undefined : `${title} ${ending}`
}

/** The name by which sections speak of a figure: `A-iou`. */
export function figureName(loaded: LoadedRun, result: string, suffix = ''): string {
  return `${loaded.letter}-${result}${suffix}`
}

/** As it stands in report.md. */
export function shown(name: string, caption = ''): string {
  return `![${caption}](figure:${name})`
}
