/**
 * Words and runs into the poster's document: paragraphs told apart, figures bound to their results.
 *
 * Errors: REPORT_FIGURE_UNKNOWN, REPORT_RUN_LETTER, RESULT_MISSING (core), REPORT_FIGURE_KIND.
 */
import { PhdError, readResult } from '@phd/core'
import { figureKind } from '../figures/index.js'
import type { DocFigure, DocSection, Paragraph, PosterDocument } from './poster-document.js'
import type { LoadedRun } from './runs.js'
import type { FigureWords, PosterWords, SectionWords } from './words.js'

export function assemblePoster(words: PosterWords, runs: LoadedRun[]): PosterDocument {
  const authors = words.authors.filter(Boolean).join(', ')
  const home = [words.affiliation, words.contact].filter(Boolean).join('  ·  ')
  return {
    title: words.title,
    byline: [authors, home].filter(Boolean),
    finding: bound(words.finding),
    stamp: words.stamp,
    numbers: words.numbers.filter(({ value, label }) => value || label).map(({ value, label }) => ({ value: bound(value), label: bound(label) })),
    sections: words.sections
      .map((section) => assembleSection(section, words, runs))
      .filter(({ paragraphs, figures }) => paragraphs.length + figures.length > 0),
    footer: bound(words.footer),
  }
}

/** The figure of a name, bound to its result. */
export function assembleFigure(name: string, words: PosterWords, runs: LoadedRun[]): DocFigure {
  if (!Object.hasOwn(words.figures, name)) {
    throw new PhdError('REPORT_FIGURE_UNKNOWN', `A section shows a figure "${name}" that is not among figures.`, {
      expected: `one of: ${Object.keys(words.figures).join(', ') || '(there are none)'}`,
      received: name,
      remedy: 'mend the name in poster.yaml',
    })
  }
  const figure: FigureWords = words.figures[name]
  const loaded = runs.find(({ letter }) => letter === figure.run)
  if (!loaded) {
    throw new PhdError('REPORT_RUN_LETTER', `Figure "${name}" is of a run "${figure.run}" that is not among runs.`, {
      expected: `one of: ${runs.map(({ letter }) => letter).join(', ')}`,
      received: figure.run,
      remedy: 'mend run: of this figure in poster.yaml',
    })
  }
  const result = loaded.results.get(figure.result) ?? readResult(loaded.dir, figure.result)
  const kind = figureKind(figure.draw, result)
  const source = { result, runDir: loaded.dir }
  return { name, kind, source, options: figure.options, caption: bound(figure.caption), alt: figure.alt }
}

function assembleSection({ heading, text, figures, wide }: SectionWords, words: PosterWords, runs: LoadedRun[]): DocSection {
  return { heading, paragraphs: paragraphsOf(text), figures: figures.map((name) => assembleFigure(name, words, runs)), wide }
}

/** Keeps a run's mark, a percent sign and an equals sign on the line of what they belong to. */
function bound(text: string): string {
  return text
    .replace(/ (\[[A-Z]+(?:(?:, |–)[A-Z]+)*\])/g, '\u00a0$1')
    .replace(/(\d) %/g, '$1\u00a0%')
    .replace(/\b(n) = (\d)/g, '$1\u00a0=\u00a0$2')
}

/** An empty line ends a paragraph; a line that begins with `- ` is a bullet of its own. */
export function paragraphsOf(text: string): Paragraph[] {
  const paragraphs: Paragraph[] = []
  let isOpen = false
  for (const line of text.split('\n')) {
    const bullet = /^\s*[-•*]\s+(.*)$/.exec(line)
    const content = bound((bullet ? bullet[1] : line).trim())
    if (content === '') isOpen = false
    else if (bullet || !isOpen) paragraphs.push({ text: content, bullet: bullet !== null })
    else paragraphs[paragraphs.length - 1].text += ` ${content}`
    if (content !== '') isOpen = true
  }
  return paragraphs
}
