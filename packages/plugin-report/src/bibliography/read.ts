/** A .bib file from disk: UTF-8, no larger than a person can have read. */
import { readFileSync, statSync } from 'node:fs'
import { PhdError } from '@phd/core'
import { type Bibliography, parseBibliography } from './parse.js'

const mostBytes = 8_000_000

export function readBibliography(file: string): Bibliography {
  const bytes = bytesOf(file)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const line = firstBadLine(bytes)
    throw new PhdError('REPORT_BIBLIOGRAPHY_SYNTAX', `${file}:${line}: this is not UTF-8.`, {
      expected: 'a .bib file in UTF-8',
      received: 'bytes that are none, as older programs write in Latin-1',
      remedy: `iconv -f latin1 -t utf-8 ${file} > new.bib`,
    })
  }
  return parseBibliography(text, file)
}

function bytesOf(file: string): Buffer {
  try {
    const { size } = statSync(file)
    if (size <= mostBytes) return readFileSync(file)
    throw new PhdError('REPORT_BIBLIOGRAPHY_SYNTAX', `${file} is too large for a bibliography.`, {
      expected: `at most ${mostBytes / 1e6} MB`,
      received: `${(size / 1e6).toFixed(1)} MB`,
      remedy: 'keep the entries that you cite in a file of their own',
    })
  } catch (cause) {
    if (cause instanceof PhdError) throw cause
    throw new PhdError('REPORT_BIBLIOGRAPHY_MISSING', `The bibliography ${file} cannot be read.`, {
      expected: 'the .bib file that report.yaml names under paper: bibliography:',
      received: (cause as Error).message,
      remedy: 'put it there, or mend the name in report.yaml',
      cause,
    })
  }
}

function firstBadLine(bytes: Buffer): number {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let [line, from] = [1, 0]
  for (let to = bytes.indexOf(10); to >= 0; to = bytes.indexOf(10, from)) {
    try {
      decoder.decode(bytes.subarray(from, to))
    } catch {
      return line
    }
    line++
    from = to + 1
  }
  return line
}
