/** docs/guide/runtime.md against the commands and the errors that are there. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { phd } from './phd.js'

const checkout = new URL('../../../../', import.meta.url)
const guide = readFileSync(new URL('docs/guide/runtime.md', checkout), 'utf8')

it('names only commands and flags that are there', async () => {
  const blocks = [...guide.matchAll(/```(?:sh|console)\n([\s\S]*?)```/g)].map(([, block]) => block)
  const lines = blocks.flatMap((block) => block.split('\n')).filter((line) => /\bphd (runtime|doctor)/.test(line))
  expect(lines.length).toBeGreaterThan(7)
  for (const line of new Set(lines)) {
    const [, command] = /\bphd (runtime \w+|doctor)/.exec(line)!
    const help = await phd([...command.split(' '), '--help'], {})
    expect(help.code, line).toBe(0)
    for (const [flag] of line.matchAll(/--\w+/g)) expect(help.stdout, line).toContain(flag)
  }
})

it('has every error code of the runtime', () => {
  const rooms = ['runtime', 'tensor'].map((name) => new URL(`packages/core/src/${name}/`, checkout))
  const sources = rooms.flatMap((room) => readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) => new URL(name, room)))
  const text = sources.filter(({ pathname }) => pathname.endsWith('.ts')).map((file) => readFileSync(file, 'utf8'))
  const codes = text.flatMap((each) => each.match(/(?<=')RUNTIME_[A-Z_]+(?=')/g) ?? [])
  expect(codes.length).toBeGreaterThan(15)
  expect([...new Set(codes)].filter((code) => !guide.includes(`\`${code}\``))).toEqual([])
})
