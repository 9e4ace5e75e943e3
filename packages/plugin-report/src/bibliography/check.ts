/** What is wrong with a bibliography, given what is cited. `error` stops a paper; `note` is for the researcher to judge. */
import { fieldOf } from './field.js'
import type { BibEntry, Bibliography } from './parse.js'

export interface BibliographyProblem {
  rule: 'missing-key' | 'bad-key' | 'duplicate-key' | 'missing-field' | 'unknown-macro' | 'unused' | 'year'
  severity: 'error' | 'note'
  key: string
  line: number
  message: string
}

/** Alternatives are joined by `|`. */
const required: Record<string, string[]> = {
  article: ['author', 'title', 'journal|journaltitle', 'year|date'],
  inproceedings: ['author', 'title', 'booktitle', 'year|date'],
  conference: ['author', 'title', 'booktitle', 'year|date'],
  incollection: ['author', 'title', 'booktitle', 'publisher', 'year|date'],
  inbook: ['author|editor', 'title', 'publisher', 'year|date'],
  book: ['author|editor', 'title', 'publisher', 'year|date'],
  proceedings: ['title', 'year|date'],
  phdthesis: ['author', 'title', 'school|institution', 'year|date'],
  mastersthesis: ['author', 'title', 'school|institution', 'year|date'],
  thesis: ['author', 'title', 'school|institution', 'year|date'],
  techreport: ['author', 'title', 'institution', 'year|date'],
  report: ['author', 'title', 'institution', 'year|date'],
  manual: ['title', 'year|date'],
  unpublished: ['author', 'title', 'note'],
}
const requiredOfAny = ['author|editor|organization|institution|key', 'title', 'year|date', 'howpublished|publisher|note|url|doi|eprint|journal|version']

export function checkBibliography(bibliography: Bibliography, cited: string[]): BibliographyProblem[] {
  const { entries, file, unknownMacros } = bibliography
  const byKey = new Map<string, BibEntry>()
  const problems: BibliographyProblem[] = []
  const add = (rule: BibliographyProblem['rule'], severity: 'error' | 'note', key: string, line: number, message: string) =>
    problems.push({ rule, severity, key, line, message: line ? `${file}:${line}: ${message}` : message })
  const wanted = new Set(cited)
  for (const entry of entries) {
    const first = byKey.get(entry.key)
    if (first) add('duplicate-key', wanted.has(entry.key) ? 'error' : 'note', entry.key, entry.line, `${entry.key} stands in line ${first.line} already`)
    else byKey.set(entry.key, entry)
  }
  for (const key of wanted) {
    const entry = byKey.get(key)
    if (!entry) add('missing-key', 'error', key, 0, `${key} is cited and not in ${file}${nearest(key, [...byKey.keys()])}`)
    else problems.push(...entryProblems(entry, byKey, file))
  }
  for (const { name, line } of unknownMacros) {
    const key = entries.filter((entry) => entry.line <= line).at(-1)?.key ?? ''
    add('unknown-macro', 'note', key, line, `no @string defines ${name}; put a text into braces`)
  }
  const crossReferenced = new Set(cited.map((key) => byKey.get(key)?.fields.get('crossref')?.value))
  for (const { key, line } of byKey.values()) if (!wanted.has(key) && !crossReferenced.has(key)) add('unused', 'note', key, line, `${key} is not cited`)
  return problems
}

function entryProblems(entry: BibEntry, byKey: Map<string, BibEntry>, file: string): BibliographyProblem[] {
  const { key, line, type } = entry
  const has = (name: string) => fieldOf(entry, name, byKey).trim() !== ''
  const absent = (required[type] ?? requiredOfAny).filter((names) => !names.split('|').some(has)).map((names) => names.replaceAll('|', ' or '))
  const problem = (rule: BibliographyProblem['rule'], severity: 'error' | 'note', message: string, at = line): BibliographyProblem => ({
    rule,
    severity,
    key,
    line: at,
    message: `${file}:${at}: ${message}`,
  })
  const year = entry.fields.get('year') ?? entry.fields.get('date')
  return [
    ...(/^[A-Za-z0-9_:.+/-]+$/.test(key) ? [] : [problem('bad-key', 'error', `${key} cannot be cited by LaTeX: use letters, digits and _ : . + / -`)]),
    ...(absent.length ? [problem('missing-field', 'note', `${key} (@${type}) has no ${absent.join(', no ')}`)] : []),
    ...(year && !/\d{4}/.test(year.value) ? [problem('year', 'note', `${key} has a year without four digits: ${year.value.slice(0, 20)}`, year.line)] : []),
  ]
}

/** Keys that begin alike or differ in a letter or two. */
function nearest(key: string, keys: string[]): string {
  const close = keys.filter((other) => other.toLowerCase() === key.toLowerCase() || editDistance(other, key) <= Math.min(2, key.length / 4)).slice(0, 3)
  return close.length ? `; is it ${close.join(' or ')}?` : ''
}

function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) next.push(Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length]
}
