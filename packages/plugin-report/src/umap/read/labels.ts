/** One label a line. */
import { readFileSync } from 'node:fs'
import { PhdError } from '@phd/core'

export function readLabelFile(file: string, n: number): string[] {
  const lines = readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
  if (lines.length === n) return lines.map((line) => line.trim())
  throw new PhdError('REPORT_EMBED_LABELS', `${file} does not have one label a vector.`, {
    expected: `${n} lines, without a heading`,
    received: String(lines.length),
  })
}
