/**
 * A source into a LaTeX bundle and a preview, all in memory.
 *
 * Errors: REPORT_PAPER_TEX, REPORT_BIBLIOGRAPHY_MISSING, REPORT_BIBLIOGRAPHY_SYNTAX, REPORT_FIGURE_UNKNOWN, those of figures and
 * backends. Too many pages are no error here: the checks say so, and the files exist to look at.
 */
import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import { coreVersion } from '@phd/core'
import type { Check } from '../check/index.js'
import { type Build, numbersOfBlocks, type PlacedFigure, type PrintedNumber, placedFigure, usedRuns } from '../manifest/index.js'
import { spansOfBlock, textOf } from '../source/block-text.js'
import type { ReportSource } from '../source/model.js'
import { countWords } from '../text/index.js'
import type { PaperRules, Venue } from '../venues/venue.js'
import { assemblePaper } from './assemble.js'
import { type PageBudget, pageBudget } from './budget.js'
import { paperChecks } from './checks.js'
import { figuresOf, type PaperBlock, type PaperDocument, type Todo } from './document.js'
import { drawFigures, type PaperFigure } from './figures.js'
import { compilePreview, previewInput } from './preview/index.js'
import { readmeText } from './readme.js'
import { paperReferences } from './references.js'
import { paperTex } from './tex/index.js'

export interface PaperChoices {
  rules: PaperRules
  venue?: Venue
  anonymous: boolean
  draft: boolean
  /** Text of report.md. */
  markdown: string
  /** Text of the bibliography where it is not written yet. */
  draftedBibliography?: string
}

export interface BuiltPaper {
  /** Relative to the report's folder. */
  files: { path: string; data: string | Uint8Array }[]
  budget: PageBudget
  todos: Todo[]
  checks: Check[]
  /** Without files: the caller knows where they lie. */
  build: Build
}

export async function buildPaper(source: ReportSource, choices: PaperChoices): Promise<BuiltPaper> {
  const { rules, venue, draft } = choices
  const document = assemblePaper(source, choices.markdown, choices.anonymous)
  const references = paperReferences(join(dirname(source.file), source.settings.paper.bibliography || 'refs.bib'), document.cited, choices.draftedBibliography)
  const figures = await drawFigures(document, rules)
  const names = new Map(figures.map(({ name, file }) => [name, file]))
  const { tex, missing } = paperTex(document, rules, names, references.bib !== undefined)
  const preview = previewInput(document, rules, figures, references.preview)
  const { pdf, marks, lacking } = await compilePreview(preview.input, figures)
  const budget = pageBudget(document, rules, marks)
  const checks = paperChecks({ source, document, rules, references, budget, tex, missing, undrawnMath: preview.undrawnMath, lacking, draft })
  const bundle = [
    { path: 'paper/paper.tex', data: tex },
    ...(references.bib === undefined ? [] : [{ path: 'paper/refs.bib', data: references.bib }]),
    ...figures.flatMap(({ file, pdf: data }) => (data ? [{ path: `paper/figures/${file}.pdf`, data }] : [])),
    { path: 'paper/README.txt', data: readmeText({ rules, venue, budget, todos: document.todos.length, bibliography: references.bib !== undefined }) },
  ]
  const build = buildOf(source, document, figures, checks)
  const manifest = { ...build, files: bundle.map(({ path, data }) => fingerprint(path.replace(/^paper\//, ''), data)) }
  const files = [...bundle, { path: 'paper/manifest.json', data: `${JSON.stringify(manifest, null, 1)}\n` }, { path: 'paper-preview.pdf', data: pdf }]
  return { files, budget, todos: document.todos, checks, build: { ...build, files: files.map(({ path, data }) => fingerprint(path, data)) } }
}

/** LaTeX decides the pages; every number counts as of page 1. */
function buildOf(source: ReportSource, document: PaperDocument, figures: PaperFigure[], checks: Check[]): Build {
  const parts = [{ heading: 'Abstract', blocks: document.abstract }, ...document.sections]
  const shown = new Set(figures.map(({ name }) => name))
  const placed: PlacedFigure[] = figuresOf(document)
    .filter(({ figure }) => shown.delete(figure.name))
    .map(({ figure }) => placedFigure(figure, 1, { figures: source.settings.figures, runs: source.runs }))
  return {
    kind: 'paper',
    title: document.title,
    phd: coreVersion,
    runs: usedRuns(source.runs),
    numbers: parts.flatMap(({ heading, blocks }) => numbersOf(heading, blocks)),
    figures: placed,
    words: countWords([document.title, ...parts.flatMap(({ heading, blocks }) => [heading, ...blocks.flatMap(wordsOf)])].join(' ')),
    checks,
    files: [],
  }
}

function numbersOf(heading: string, blocks: PaperBlock[]): PrintedNumber[] {
  const page = 1
  return blocks.flatMap((block): PrintedNumber[] => {
    if (block.kind === 'figure') return (block.figure.origins ?? []).map((origin) => ({ ...origin, page, place: `caption of ${block.figure.name}` }))
    return block.kind === 'todo' ? [] : numbersOfBlocks([block], { page, place: heading === 'Abstract' ? 'abstract' : `section "${heading}"` })
  })
}

function wordsOf(block: PaperBlock): string[] {
  return block.kind === 'figure' ? [block.figure.caption] : spansOfBlock(block).map(textOf)
}

function fingerprint(file: string, data: string | Uint8Array): { file: string; sha256: string; bytes: number } {
  return { file, sha256: createHash('sha256').update(data).digest('hex'), bytes: Buffer.byteLength(data) }
}
