import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from './oracle.js'

// That its commands work is tested with those of all pages, in test/docs.test.ts.
it('docs/guide/social.md says what to do about every error of the package', () => {
  const guide = readFileSync(join(root, 'docs', 'guide', 'social.md'), 'utf8')
  const source = join(root, 'packages', 'plugin-social', 'src')
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  const codes = files.flatMap((name) => [...readFileSync(join(source, name), 'utf8').matchAll(/new PhdError\('(\w+)'/g)].map((match) => match[1]))
  expect(codes.length).toBeGreaterThan(15)
  expect([...new Set(codes)].filter((code) => !guide.includes(`\`${code}\``))).toEqual([])
})
