import type { BibEntry } from './parse.js'

/** A field of the entry, or of the one that it refers to. */
export function fieldOf(entry: BibEntry, name: string, byKey: Map<string, BibEntry>): string {
  const own = entry.fields.get(name)?.value
  if (own !== undefined || entry.fields.get('crossref') === undefined) return own ?? ''
  const parent = byKey.get(entry.fields.get('crossref')?.value ?? '')
  if (!parent || parent === entry) return ''
  return parent.fields.get(name)?.value ?? (name === 'booktitle' ? (parent.fields.get('title')?.value ?? '') : '')
}
