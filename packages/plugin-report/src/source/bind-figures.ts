/** The figures of report.yaml, each bound to its result: caption resolved, alt text from the data where none is written. */
import { PhdError, readResult } from '@phd/core'
import type { DocFigure } from '../document/poster-document.js'
import { type FigureKind, figureKind, figureKinds, requireOptions } from '../figures/index.js'
import { textOf } from './block-text.js'
import { readInline } from './markdown.js'
import type { Claim, FigureSettings, NumberOrigin, Span } from './model.js'
import type { Problems } from './problems.js'
import type { LoadedRun } from './runs.js'
import type { SettingsFile } from './settings-file.js'

/** `kinds` may hold those of other plugins. */
export function bindFigures(
  { settings, lineOf }: SettingsFile,
  runs: LoadedRun[],
  problems: Problems,
  claims: Claim[],
  kinds: Record<string, FigureKind> = figureKinds,
): Map<string, DocFigure> {
  const figures = new Map<string, DocFigure>()
  for (const [name, figure] of Object.entries(settings.figures)) {
    const source = problems.at(lineOf('figures', name), () => sourceOf(name, figure, runs, kinds))
    if (!source) continue
    const inline = (key: 'caption' | 'alt') => readInline(figure[key], lineOf('figures', name, key), problems, runs, claims)
    const [caption, alt] = [inline('caption'), inline('alt')]
    const drafted = figure.alt === '' ? problems.at(lineOf('figures', name), () => source.kind.alt(source.source, figure.options)) : undefined
    figures.set(name, {
      name,
      ...source,
      options: figure.options,
      caption: textOf(caption),
      alt: drafted ?? textOf(alt),
      origins: originsOf([...caption, ...alt]),
    })
  }
  return figures
}

/** Where the numbers of a text came from. */
export function originsOf(spans: Span[]): NumberOrigin[] {
  return spans.flatMap(({ number }) => number ?? [])
}

function sourceOf(name: string, figure: FigureSettings, runs: LoadedRun[], kinds: Record<string, FigureKind>): Pick<DocFigure, 'kind' | 'source'> {
  const loaded = runs.find(({ letter }) => letter === figure.run)
  if (!loaded) {
    throw new PhdError('REPORT_RUN_LETTER', `Figure "${name}" is of a run "${figure.run}" that is not among runs.`, {
      expected: `one of: ${runs.map(({ letter }) => letter).join(', ')}`,
      received: figure.run,
      remedy: 'mend run: of this figure in report.yaml',
    })
  }
  const result = loaded.results.get(figure.result) ?? readResult(loaded.dir, figure.result)
  const kind = figureKind(figure.draw, result, kinds)
  requireOptions({ name: figure.draw, options: kind.options }, result, figure.options)
  return { kind, source: { result, runDir: loaded.dir } }
}
