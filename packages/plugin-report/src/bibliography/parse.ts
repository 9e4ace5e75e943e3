/**
 * The .bib grammar: `@type{key, field = value # value}`, `@string`, `@preamble`, `@comment`; braces or parentheses around.
 *
 * One pass over the characters, no backtracking. What cannot be read is REPORT_BIBLIOGRAPHY_SYNTAX with its line; BibTeX would
 * print a warning and go on without the entry.
 */
import { PhdError } from '@phd/core'
import { BibScanner } from './scan.js'

export interface BibField {
  /** As it stands in the file, macros put in; TeX. */
  value: string
  line: number
}

export interface BibEntry {
  /** Lower case: `article`. */
  type: string
  key: string
  line: number
  /** Names in lower case. */
  fields: Map<string, BibField>
}

export interface Bibliography {
  file: string
  text: string
  entries: BibEntry[]
  /** `@preamble` texts: TeX that BibTeX copies into every paper. */
  preambles: BibField[]
  /** Macros that are used and nowhere defined. */
  unknownMacros: { name: string; line: number }[]
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const mostEntries = 50_000

export function parseBibliography(text: string, file: string): Bibliography {
  const scanner = new BibScanner(text, file)
  const bibliography: Bibliography = { file, text, entries: [], preambles: [], unknownMacros: [] }
  const macros = new Map(months.map((name) => [name, name[0].toUpperCase() + name.slice(1)]))
  while (scanner.toNextEntry()) {
    const line = scanner.line
    const type = scanner.name('the type of an entry, for example @article').toLowerCase()
    if (type === 'comment') {
      scanner.skipComment()
      continue
    }
    const close = scanner.open(`@${type}`)
    if (type === 'string') {
      const name = scanner.name('the name of a macro').toLowerCase()
      scanner.expect('=', `@string ${name}`)
      macros.set(name, readValue(scanner, macros, bibliography))
      scanner.expect(close, `@string ${name}`)
    } else if (type === 'preamble') {
      bibliography.preambles.push({ value: readValue(scanner, macros, bibliography), line })
      scanner.expect(close, '@preamble')
    } else {
      bibliography.entries.push(readEntry(scanner, type, line, close, macros, bibliography))
      if (bibliography.entries.length > mostEntries) {
        throw new PhdError('REPORT_BIBLIOGRAPHY_SYNTAX', `${file} has more than ${mostEntries} entries.`, {
          remedy: 'keep the entries that you cite in a file of their own',
        })
      }
    }
  }
  return bibliography
}

function readEntry(scanner: BibScanner, type: string, line: number, close: string, macros: Map<string, string>, bibliography: Bibliography): BibEntry {
  const key = scanner.key(type)
  const fields = new Map<string, BibField>()
  scanner.begins(`@${type}{${key}`, line)
  while (scanner.accept(',')) {
    if (scanner.at(close)) break
    const fieldLine = scanner.line
    const name = scanner.name(`the name of a field of ${key}`).toLowerCase()
    scanner.expect('=', `field ${name} of ${key}`)
    const value = readValue(scanner, macros, bibliography)
    if (!fields.has(name)) fields.set(name, { value, line: fieldLine })
  }
  scanner.expect(close, `the entry ${key}`)
  return { type, key, line, fields }
}

function readValue(scanner: BibScanner, macros: Map<string, string>, { unknownMacros }: Bibliography): string {
  const parts: string[] = []
  do {
    const literal = scanner.literal()
    if (literal !== undefined) {
      parts.push(literal)
      continue
    }
    const line = scanner.line
    const name = scanner.name('a value: {…}, "…", a number or the name of a @string').toLowerCase()
    const value = macros.get(name)
    if (value === undefined) unknownMacros.push({ name, line })
    parts.push(value ?? '')
  } while (scanner.accept('#'))
  return parts.join('').replace(/\s+/g, ' ').trim()
}
