/** The cited entries as a .bib of plain fields that Typst's own reader takes whatever stood in the file. */
import { fieldOf } from './field.js'
import type { BibEntry, Bibliography } from './parse.js'
import { plainText } from './plain.js'

const types = new Set(
  'article book booklet inbook incollection inproceedings conference manual mastersthesis misc phdthesis proceedings techreport unpublished online report thesis dataset software'.split(
    ' ',
  ),
)
const copied =
  'author editor title journal journaltitle booktitle series volume number pages publisher institution school organization address location edition note howpublished doi url eprint'.split(
    ' ',
  )

export function previewBib({ entries }: Bibliography, cited: string[]): string {
  const byKey = new Map(entries.map((entry) => [entry.key, entry]))
  return cited.flatMap((key) => (byKey.has(key) ? [entryText(byKey.get(key) as BibEntry, byKey)] : [])).join('\n')
}

function entryText(entry: BibEntry, byKey: Map<string, BibEntry>): string {
  const plain = (name: string) => sayable(plainText(fieldOf(entry, name, byKey)))
  const fields = copied.map((name) => [name, plain(name)]).filter(([name, value]) => value && !(name === 'url' && plain('doi')))
  const year = /\d{4}/.exec(fieldOf(entry, 'year', byKey) || fieldOf(entry, 'date', byKey))?.[0]
  const lines = [...fields, ...(year ? [['year', year]] : [])].map(([name, value]) => `  ${name} = {${value}},`)
  return `@${types.has(entry.type) ? entry.type : 'misc'}{${entry.key},\n${lines.join('\n')}\n}`
}

/** Escaped where the reader knows an escape; a backslash and braces have none that it reads. */
function sayable(text: string): string {
  return text
    .replace(/[\\{}\p{Cc}]/gu, ' ')
    .replace(/[$%&#_~^]/g, (character) => (character === '~' || character === '^' ? ' ' : `\\${character}`))
    .trim()
}
