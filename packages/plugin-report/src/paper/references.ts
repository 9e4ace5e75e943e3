/**
 * The bibliography of a paper: read, judged against what is cited, refused where it holds TeX that does more than print.
 *
 * Errors: REPORT_BIBLIOGRAPHY_MISSING, REPORT_BIBLIOGRAPHY_SYNTAX, REPORT_PAPER_TEX.
 */
import { existsSync } from 'node:fs'
import { PhdError } from '@phd/core'
import {
  asciiBib,
  type Bibliography,
  type BibliographyProblem,
  checkBibliography,
  parseBibliography,
  previewBib,
  readBibliography,
} from '../bibliography/index.js'
import { texOf } from './tex/index.js'

export interface PaperReferences {
  /** refs.bib; undefined where nothing is cited. */
  bib?: string
  problems: BibliographyProblem[]
  /** For the preview: the cited entries. */
  preview: { text: string; keys: Set<string> }
  /** Of cited entries, which LaTeX cannot print. */
  missingCharacters: string[]
}

/** What a reference may never hold: reading and writing files, running programs, changing what characters and commands mean. */
const dangerous =
  /\\(?:write|immediate|openin|openout|read|readline|input|include|InputIfFileExists|IfFileExists|usepackage|RequirePackage|documentclass|csname|catcode|lccode|uccode|active|def|gdef|edef|xdef|let|futurelet|expandafter|special|directlua|latelua|luaexec|pdf[a-z]+|shipout|output|every[a-z]+|endinput|jobname|newread|newwrite|verbatiminput|lstinputlisting|includegraphics|loop|repeat|scantokens|ShellEscape|AtBeginDocument|AtEndDocument|makeatletter|tracing[a-z]+)(?![A-Za-z])|\^\^/

/** `drafted` is the text of a file that is not written yet. */
export function paperReferences(file: string, cited: string[], drafted?: string): PaperReferences {
  const none = { problems: [], preview: { text: '', keys: new Set<string>() }, missingCharacters: [] }
  if (cited.length === 0 && drafted === undefined && !existsSync(file)) return none
  const bibliography = drafted === undefined ? readBibliography(file) : parseBibliography(drafted, file)
  refuseDangerous(bibliography)
  const problems = checkBibliography(bibliography, cited)
  if (cited.length === 0) return { ...none, problems }
  const { text, missing } = asciiBib(bibliography.text, texOf)
  const keys = new Set(bibliography.entries.map(({ key }) => key))
  const shown = cited.filter((key) => keys.has(key))
  const inCited = bibliography.entries.filter(({ key }) => cited.includes(key)).flatMap(({ fields }) => [...fields.values()].map(({ value }) => value))
  return {
    bib: text,
    problems,
    preview: { text: shown.length ? previewBib(bibliography, shown) : '', keys },
    missingCharacters: missing.filter((character) => inCited.some((value) => value.normalize('NFC').includes(character))),
  }
}

/** The whole file: BibTeX copies preambles, and a later paper may cite any entry. */
function refuseDangerous({ file, entries, preambles }: Bibliography): void {
  const fields = [...entries.flatMap((entry) => [...entry.fields.values()]), ...preambles]
  for (const { value, line } of fields) {
    const [found] = dangerous.exec(value) ?? []
    if (found === undefined) continue
    throw new PhdError('REPORT_PAPER_TEX', `${file}:${line}: ${found} does more than print, and is not passed on to LaTeX.`, {
      expected: 'text, accents and symbols in the fields of a .bib file',
      received: value.slice(0, 100),
      remedy: `take it out of line ${line}`,
    })
  }
}
