/**
 * report.md and report.yaml as texts into a ReportSource.
 *
 * Errors: those of settings-file, markdown and figures; a source with errors is never half read.
 */

import type { FigureKind } from '../figures/index.js'
import { bindFigures } from './bind-figures.js'
import { textOf } from './block-text.js'
import { readInline, readMarkdown } from './markdown.js'
import type { Block, Claim, ReportSource } from './model.js'
import { Problems } from './problems.js'
import { provisionalStamp } from './provisional.js'
import type { LoadedRun } from './runs.js'
import { automatic } from './settings.js'
import type { SettingsFile } from './settings-file.js'

export interface SourceFile {
  file: string
  text: string
}

export function readReport(
  markdown: SourceFile,
  yaml: SourceFile & SettingsFile,
  runs: LoadedRun[],
  labels = new Map<string, string>(),
  kinds?: Record<string, FigureKind>,
): ReportSource {
  const problems = new Problems(yaml.file)
  const settings = { ...yaml.settings, stamp: yaml.settings.stamp === automatic ? provisionalStamp(runs) : yaml.settings.stamp }
  const claims: Claim[] = []
  const figures = bindFigures(yaml, runs, problems, claims, kinds)
  const numbers = settings.numbers.map(({ value, label }, i) => ({
    value: readInline(value, yaml.lineOf('numbers', i, 'value'), problems, runs, claims),
    label: readInline(label, yaml.lineOf('numbers', i, 'label'), problems, runs, claims),
  }))
  problems.throwIfAny()
  const { prompts, captions, ...parts } = readMarkdown(markdown.text, markdown.file, runs, [...figures.keys()], labels)
  for (const [name, { figure, caption }] of captions) {
    const of = figures.get(figure)
    if (of) figures.set(name, { ...of, caption: textOf(caption), origins: caption.flatMap(({ number }) => number ?? []) })
  }
  const source = { file: markdown.file, settings, ...parts, numbers, runs, figures, claims: [...parts.claims.sort((a, b) => a.line - b.line), ...claims] }
  return { ...source, notes: notesOf(source, prompts) }
}

function notesOf({ file, finding, sections, runs }: Omit<ReportSource, 'notes'>, prompts: number[]): string[] {
  const isEmpty = (blocks: Block[] | undefined) => (blocks ?? []).length === 0
  const hasPrompt = (line: number) => prompts.some((prompt) => prompt > line && !sections.some((other) => other.line > line && other.line < prompt))
  const empty = sections.filter(
    ({ blocks, poster, paper, slides = [], line }) => [blocks, poster, paper].every(isEmpty) && slides.length === 0 && !hasPrompt(line),
  )
  const letters = new Set(runs.map(({ letter }) => letter))
  return [
    finding.length === 0 &&
      !prompts.some((line) => line < (sections[0]?.line ?? Number.POSITIVE_INFINITY)) &&
      `${file} has no finding: a quotation (> …) before the first section`,
    prompts.length > 0 &&
      `${prompts.length === 1 ? '1 prompt is' : `${prompts.length} prompts are`} unanswered and not printed: ${file} line${prompts.length === 1 ? '' : 's'} ${prompts.join(', ')}`,
    ...empty.map(({ heading, line }) => `${file}:${line}: section "${heading}" is empty and left out`),
    ...marksOf(sections)
      .filter(({ letter }) => !letters.has(letter))
      .map(({ letter, line }) => `${file}:${line}: [${letter}] marks a run that report.yaml does not name`),
  ].filter((note) => note !== false)
}

/** Run marks in the texts of sections. */
function marksOf(sections: ReportSource['sections']): { letter: string; line: number }[] {
  return sections.flatMap(({ blocks, poster = [], paper = [], line }) => {
    const text = [...blocks, ...poster, ...paper]
      .map((block) => ('spans' in block ? textOf(block.spans) : block.kind === 'list' ? block.items.map(textOf).join(' ') : ''))
      .join(' ')
    const letters = [...text.matchAll(/\[([A-Z]{1,2}(?:(?:, |–)[A-Z]{1,2})*)\]/g)].flatMap(([, marks]) => marks.split(/, |–/))
    return [...new Set(letters)].map((letter) => ({ letter, line }))
  })
}
