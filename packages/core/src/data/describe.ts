/** What a user should know of a data set before it is on the machine. */
import type { Dataset } from '../kinds.js'

export function bytesOf({ files }: Pick<Dataset, 'files'>): number {
  return Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0)
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e6 ? 3 : 1)} MB`
}

/** Name, size, licence, attribution, citation: one line each. */
export function described(name: string, set: Dataset): string {
  const { about, licence, attribution, cite, files } = set
  const count = Object.keys(files).length
  const lines = [`${name}: ${about}`, `  size:        ${count} ${count === 1 ? 'file' : 'files'}, ${megabytes(bytesOf(set))}`, `  licence:     ${licence}`]
  if (attribution) lines.push(`  attribution: ${attribution}`)
  if (cite) lines.push(`  cite:        ${cite}`)
  return lines.join('\n')
}
