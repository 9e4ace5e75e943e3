/**
 * poster.yaml on disk: written with a comment at each place that a person may edit, and a checksum of what was drafted,
 * so that an edited file is never overwritten.
 *
 * Errors: REPORT_WORDS_MISSING, REPORT_WORDS_INVALID (no YAML, aliases that explode, wrong keys), REPORT_WORDS_EDITED.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { PhdError } from '@phd/core'
import { Document, isMap, isPair, isScalar, parseDocument, visit } from 'yaml'
import { type PosterWords, parseWords } from './words.js'

const mostBytes = 1_000_000
const introduction = ` The words of a poster. Edit them, then build again:  phd report poster --from poster.yaml
 Paragraphs are separated by an empty line; a line that begins with "- " is a bullet. [A], [B] mark the run of a number.`

const comments: Record<string, string> = {
  size: ' A0, A1, A2, 36x48 (inches), 16:9, 700x1000mm',
  runs: ' letter: run; the results are read from these at each build',
  authors: ' one name a line, as they shall be printed',
  stamp: ' printed above the finding; empty for none',
  finding: ' the one sentence that a visitor remembers',
  numbers: ' printed large below the finding; five at most look well',
  sections: ' in reading order; wide: true spans all columns; a section without text and figures is left out',
  figures: ' every figure that can be shown; it is printed where a section names it. alt is read aloud, caption is printed',
}

/** The text of the file. */
export function wordsToYaml(words: PosterWords): string {
  const document = new Document(words)
  if (isMap(document.contents)) {
    for (const pair of document.contents.items) {
      if (!isPair(pair) || !isScalar(pair.key)) continue
      const comment = comments[String(pair.key.value)]
      if (comment) pair.key.commentBefore = comment
      pair.key.spaceBefore = ['title', 'stamp', 'sections', 'footer', 'figures'].includes(String(pair.key.value))
    }
  }
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'string' && node.value.includes('\n')) node.type = 'BLOCK_LITERAL'
    },
  })
  const body = document.toString({ lineWidth: 0 })
  return `#${introduction.replaceAll('\n', '\n#')}\n# drafted: ${checksum(body)}\n${body}`
}

/** Read and checked. */
export function readWords(file: string): PosterWords {
  if (!existsSync(file)) {
    throw new PhdError('REPORT_WORDS_MISSING', `There is no ${file}.`, {
      expected: 'a poster.yaml',
      remedy: 'phd report poster --run ID drafts one',
      usage: true,
    })
  }
  const text = readFileSync(file, 'utf8')
  const invalid = (received: string) =>
    new PhdError('REPORT_WORDS_INVALID', `${file} cannot be read as YAML.`, {
      expected: 'YAML as phd report poster writes it',
      received,
      remedy: 'mend that line',
    })
  if (Buffer.byteLength(text) > mostBytes) throw invalid(`more than ${mostBytes} bytes`)
  const document = parseDocument(text)
  if (document.errors.length > 0) throw invalid(document.errors[0].message.split('\n')[0])
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: 50 })
  } catch (cause) {
    throw invalid(String((cause as Error).message))
  }
  return parseWords(value, file)
}

/** True where the file differs from what was drafted into it. */
export function isEdited(file: string): boolean {
  const text = readFileSync(file, 'utf8')
  const match = /^# drafted: ([0-9a-f]{16})\n/m.exec(text)
  return !match || checksum(text.slice(match.index + match[0].length)) !== match[1]
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
