/** The reference pages of errors have every code of their package, with its exit, and no other. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './cli/phd.js'

describe.each([
  { page: 'radar-errors.md', plugin: 'plugin-radar', prefix: 'RADAR' },
  { page: 'report-errors.md', plugin: 'plugin-report', prefix: '(?:REPORT|CONFERENCE)' },
])('$page', ({ page, plugin, prefix }) => {
  const source = join(root, 'packages', plugin, 'src')
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  const texts = files.map((name) => readFileSync(join(source, name), 'utf8'))
  const written = readFileSync(join(root, 'docs', 'reference', page), 'utf8')
  const code = `${prefix}_[A-Z_]+`
  const rows = [...written.matchAll(new RegExp(`^\\| (\`${prefix}_.*?) \\| .* \\| ([12](?:, [12])?) \\|$`, 'gm'))].flatMap(([, codes, exits]) =>
    [...codes.matchAll(new RegExp(`\`(${code})\``, 'g'))].map(([, own]) => ({ code: own, exits: exits.split(', ') })),
  )

  it('has every code once, and no other', () => {
    const thrown = new Set(texts.flatMap((text) => [...text.matchAll(new RegExp(`'(${code})'`, 'g'))].map(([, own]) => own)))
    expect(rows.map((row) => row.code).sort()).toEqual([...thrown].sort())
  })

  it('has the exits of those that are thrown by their name', () => {
    const exits = new Map<string, Set<string>>()
    for (const text of texts)
      for (const { 1: own, index } of text.matchAll(new RegExp(`new PhdError\\(\\s*'(${code})'`, 'g'))) {
        const usage = /\busage\b(?:: ([^,}\n]*))?/.exec(callAt(text, index))
        const found = usage === null ? ['1'] : usage[1]?.trim() === 'true' ? ['2'] : ['1', '2']
        exits.set(own, new Set([...(exits.get(own) ?? []), ...found]))
      }
    const wrong = rows.filter((row) => exits.has(row.code) && [...(exits.get(row.code) ?? [])].sort().join() !== row.exits.join())
    expect(wrong.map((row) => `${row.code}: ${row.exits.join()} in the page, ${[...(exits.get(row.code) ?? [])].sort().join()} in src`)).toEqual([])
  })
})

/** From `new` to the bracket that closes. */
function callAt(text: string, start: number): string {
  let depth = 0
  for (let at = text.indexOf('(', start); at < text.length; at++) {
    if (text[at] === '(') depth++
    if (text[at] === ')' && --depth === 0) return text.slice(start, at)
  }
  return text.slice(start)
}
