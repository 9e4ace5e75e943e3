/** What a researcher should know of a paper before it is handed in; errors stop it. */
import { type Check, note } from '../check/index.js'
import type { ReportSource } from '../source/model.js'
import type { PaperRules } from '../venues/venue.js'
import { emptySections } from './assemble.js'
import type { PageBudget } from './budget.js'
import type { PaperDocument } from './document.js'
import type { PaperReferences } from './references.js'
import { escapeTex } from './tex/index.js'

export interface PaperState {
  source: ReportSource
  document: PaperDocument
  rules: PaperRules
  references: PaperReferences
  budget: PageBudget
  tex: string
  missing: string[]
  undrawnMath: string[]
  /** Characters that the preview shows as □. */
  lacking: string[]
  /** A draft may be too long and cite what is not there yet. */
  draft: boolean
}

const mostListed = 8

export function paperChecks(state: PaperState): Check[] {
  const { source, document, rules, references, budget, tex, missing, undrawnMath, lacking, draft } = state
  const error = (rule: string, places: string[]): Check => ({ rule, severity: draft ? 'note' : 'error', ok: places.length === 0, places })
  const problems = (severity: 'error' | 'note') =>
    references.problems.filter((one) => one.severity === severity && one.rule !== 'unused').map(({ message }) => message)
  const unused = references.problems.filter(({ rule }) => rule === 'unused').map(({ key }) => key)
  const characters = [...new Set([...missing, ...references.missingCharacters])]
  return [
    error('pages', budget.wordsOver ? [overMessage(budget, document.todos.length)] : []),
    error('citations', problems('error')),
    error('packages', forbidden(tex, rules)),
    note('bibliography', problems('note')),
    note('unused-references', unused.length ? [`${unused.length} of the .bib file ${unused.length === 1 ? 'is' : 'are'} not cited: ${listed(unused)}`] : []),
    note(
      'prompts',
      document.todos.map(({ place, text }) => `"${place}" asks: ${text}`),
    ),
    note('characters', characters.length ? [`pdfLaTeX cannot print ${listed(characters)}: the code of each is printed instead`] : []),
    note('preview-characters', lacking.length ? [`the fonts of the preview lack ${listed(lacking)}: □ is shown`] : []),
    note(
      'mathematics',
      undrawnMath.map((one) => `the preview prints as text: ${one.slice(0, 60)}`),
    ),
    note('authors', document.anonymous || document.authors.length ? [] : ['no authors yet: add them to report.yaml']),
    note('anonymity', document.anonymous ? namesInText(source.settings, tex) : []),
    note(
      'empty-sections',
      emptySections(source)
        .filter((heading) => !document.sections.some((one) => one.heading === heading))
        .map((heading) => `section "${heading}" is empty and left out`),
    ),
  ]
}

export function overMessage({ used, limit, wordsOver, includesReferences, sections }: PageBudget, questions = 0): string {
  const longest = [...sections].sort((a, b) => b.words - a.words).slice(0, 3)
  const places = longest.map(({ heading, words }) => `${heading} has ${words}`).join(', ')
  const total = sections.reduce((sum, { words }) => sum + words, 0)
  const toTake =
    wordsOver < total / 2
      ? `about ${wordsOver} words too many (${places})`
      : `too long by the room of about ${wordsOver} words, and it has ${total}: take figures or tables out`
  const open = questions === 0 ? '' : `; the room of ${questions === 1 ? 'the open question' : `the ${questions} open questions`} in orange is counted`
  return `${used.toFixed(1)} pages, and ${limit} are allowed ${includesReferences ? 'with' : 'without'} references: ${toTake}${open}`
}

function forbidden(tex: string, { forbiddenPackages }: PaperRules): string[] {
  const loaded = [...tex.matchAll(/\\(?:usepackage|RequirePackage)(?:\[[^\]]*\])?\{([^}]*)\}/g)].flatMap(([, names]) =>
    names.split(',').map((name) => name.trim()),
  )
  const packages = loaded.filter((name) => forbiddenPackages.some((other) => other.toLowerCase() === name.toLowerCase()))
  return [...packages.map((name) => `the venue forbids the package ${name}`), ...(/\\v(?:space|skip)\*?\{?\s*-/.test(tex) ? ['negative \\vspace'] : [])]
}

/** What tells who wrote it, and stands in a paper without names: surnames, institutions, the address. */
export function namesInText({ authors, affiliation, contact }: Pick<ReportSource['settings'], 'authors' | 'affiliation' | 'contact'>, tex: string): string[] {
  const surnames = authors.map((name) => name.trim().split(/\s+/).at(-1) ?? '')
  // a part of one word may be a town that the paper is about
  const institutions = affiliation.split(/[,;]/).filter((part, _, all) => all.length === 1 || /\S\s\S/.test(part))
  const text = tex.replace(/\s+/g, ' ')
  const telling = [...new Set([...surnames, ...institutions, contact].map((one) => one.trim()))].filter((one) => one.length > 2)
  return telling.filter((one) => text.includes(escapeTex(one).tex)).map((one) => `the paper is without names, and "${one}" stands in its text`)
}

function listed(names: string[]): string {
  return `${names.slice(0, mostListed).join(', ')}${names.length > mostListed ? `, and ${names.length - mostListed} more` : ''}`
}
