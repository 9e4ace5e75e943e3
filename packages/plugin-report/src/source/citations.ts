/** How a cited work is named where no list of references follows: `Bates et al. 2010`, from the bibliography beside report.md. */
import { existsSync } from 'node:fs'
import { isPhdError } from '@phd/core'
import { type BibEntry, plainText, readBibliography } from '../bibliography/index.js'
import { cleanText } from '../text/index.js'

/** By key; empty where there is no bibliography, or one that only `phd report paper` can complain about. */
export function citationLabels(file: string): Map<string, string> {
  if (!existsSync(file)) return new Map()
  try {
    return new Map(readBibliography(file).entries.map((entry) => [entry.key, labelOf(entry)]))
  } catch (error) {
    if (!isPhdError(error)) throw error
    return new Map()
  }
}

function labelOf(entry: BibEntry): string {
  const field = (name: string) => entry.fields.get(name)?.value ?? ''
  const names = (field('author') || field('editor')).split(/\s+and\s+/i).filter((name) => name.trim() !== '')
  if (names.length === 0) return entry.key
  const isMore = names.length > 2 || names.at(-1)?.trim().toLowerCase() === 'others'
  const families = names.map(familyOf)
  const who = isMore ? `${families[0]} et al.` : families.join(' and ')
  const year = /\d{4}/.exec(field('year') || field('date'))?.[0]
  return cleanText([who, year].filter(Boolean).join(' '))
}

/** Of `Family, Given` or `Given de Family`; a name in braces is that of an institution. */
function familyOf(name: string): string {
  const trimmed = name.trim()
  const plain = plainText(trimmed).trim()
  if (/^\{.*\}$/s.test(trimmed)) return plain
  if (plain.includes(',')) return plain.slice(0, plain.indexOf(',')).trim()
  const words = plain.split(/\s+/)
  const particle = words.findIndex((word, i) => i > 0 && i < words.length - 1 && /^\p{Ll}/u.test(word))
  return (particle > 0 ? words.slice(particle) : words.slice(-1)).join(' ')
}
