/** lib/bundled: the same exports as the packages have, nothing but Node's own modules asked for, and a licence of each package inside. */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const report = join(import.meta.dirname, '..', 'packages', 'plugin-report')
const folder = join(report, 'lib', 'bundled')
const files = readdirSync(folder).filter((name) => name.endsWith('.js'))
const fromReport = createRequire(join(report, 'package.json'))

describe.each(files)('lib/bundled/%s', (file) => {
  const code = readFileSync(join(folder, file), 'utf8')
  const sources = [...readFileSync(join(report, 'src', 'bundled', file.replace('.js', '.ts')), 'utf8').matchAll(/^export \{([^}]+)\} from '([^']+)'/gm)]

  it('is one file', () => {
    const asked = [...code.matchAll(/^import\b[^'"]*['"]([^'"]+)['"]/gm), ...code.matchAll(/__require\(["']([^"']+)["']\)/g)].map(([, name]) => name)
    expect(code.startsWith('// bundled\n'), 'npm run build bundles it').toBe(true)
    expect(asked.filter((name) => !name.startsWith('node:') && !['process', 'buffer'].includes(name))).toEqual([])
  })

  it('exports what the packages export', async () => {
    expect(sources.length).toBeGreaterThan(0)
    const bundled = await import(join(folder, file))
    for (const [, names, from] of sources) {
      const own = await import(fromReport.resolve(from))
      for (const name of names.split(',').map((it) => it.trim())) expect(typeof bundled[name], name).toBe(typeof own[name])
    }
  })

  it('comes with the licences of what is inside', () => {
    const licences = readFileSync(join(folder, file.replace('.js', '.licences.txt')), 'utf8')
    for (const [, , from] of sources) expect(licences).toMatch(new RegExp(`^${from} \\d+\\.\\d+\\.\\d+ \\(`, 'm'))
    expect(licences).toMatch(/Permission (is hereby granted|to use, copy)/)
  })
})
