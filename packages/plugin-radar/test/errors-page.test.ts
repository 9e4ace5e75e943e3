/** docs/reference/radar-errors.md has every code of this package, with its exit, and no other. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { checkout } from './oracle.js'

const source = join(checkout, 'packages', 'plugin-radar', 'src')
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
const texts = files.map((name) => readFileSync(join(source, name), 'utf8'))
const page = readFileSync(join(checkout, 'docs', 'reference', 'radar-errors.md'), 'utf8')
const rows = [...page.matchAll(/^\| (`RADAR_.*?) \| .* \| ([12](?:, [12])?) \|$/gm)].flatMap(([, codes, exits]) =>
  [...codes.matchAll(/`(RADAR_[A-Z_]+)`/g)].map(([, code]) => ({ code, exits: exits.split(', ') })),
)

it('has every code once, and no other', () => {
  const thrown = new Set(texts.flatMap((text) => [...text.matchAll(/'(RADAR_[A-Z_]+)'/g)].map(([, code]) => code)))
  expect(rows.map(({ code }) => code).sort()).toEqual([...thrown].sort())
})

it('has the exits of those that are thrown by their name', () => {
  const exits = new Map<string, Set<string>>()
  for (const text of texts)
    for (const { 1: code, index } of text.matchAll(/new PhdError\(\s*'(RADAR_[A-Z_]+)'/g)) {
      const usage = /\busage: ([^,}\n]*)/.exec(callAt(text, index))?.[1].trim()
      const own = usage === 'true' ? ['2'] : usage ? ['1', '2'] : ['1']
      exits.set(code, new Set([...(exits.get(code) ?? []), ...own]))
    }
  const wrong = rows.filter(({ code, exits: stated }) => exits.has(code) && [...(exits.get(code) ?? [])].sort().join() !== stated.join())
  expect(wrong.map(({ code, exits: stated }) => `${code}: ${stated.join()} in the page, ${[...(exits.get(code) ?? [])].sort().join()} in src`)).toEqual([])
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
