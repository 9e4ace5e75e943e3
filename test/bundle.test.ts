/** lib/bundled: the same exports as the packages have, nothing but Node's own modules asked for, and a licence of each package inside. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

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

describe('bin/bundle.js in a house of its own', () => {
  const house = mkdtempSync(join(tmpdir(), 'phd-bundle-'))
  afterAll(() => rmSync(house, { recursive: true, force: true }))
  const own = join(house, 'packages', 'own')
  const write = (path: string, text: string) => {
    mkdirSync(join(own, path, '..'), { recursive: true })
    writeFileSync(join(own, path), text)
  }
  const bundle = () => spawnSync(process.execPath, [join(house, 'bin', 'bundle.js')], { encoding: 'utf8' })
  const little = (version: string, code: string) => {
    write('node_modules/little/package.json', JSON.stringify({ name: 'little', version, license: 'MIT', type: 'module', main: 'index.js' }))
    write('node_modules/little/index.js', code)
  }

  beforeAll(() => {
    mkdirSync(join(house, 'bin'))
    copyFileSync(join(import.meta.dirname, '..', 'bin', 'bundle.js'), join(house, 'bin', 'bundle.js'))
    symlinkSync(join(import.meta.dirname, '..', 'node_modules'), join(house, 'node_modules'))
    writeFileSync(join(house, 'package.json'), '{"type": "module"}')
    write('src/bundled/small.ts', "export { answer } from 'little'\n")
    write('lib/bundled/small.js', "export { answer } from 'little'\n")
    write('node_modules/little/LICENSE', 'Do as you like.')
  })

  it('packs another version of a package anew', () => {
    little('1.0.0', 'export const answer = 41\n')
    expect(bundle()).toMatchObject({ status: 0, stderr: '' })
    little('1.0.1', 'export const answer = 42\n')
    expect(bundle().status).toBe(0)
    expect(readFileSync(join(own, 'lib/bundled/small.js'), 'utf8')).toMatch(/^\/\/ bundled\n[\s\S]*answer = 42/)
    expect(readFileSync(join(own, 'lib/bundled/small.licences.txt'), 'utf8')).toBe('little 1.0.1 (MIT)\n\nDo as you like.\n')
  })

  it('refuses a package without a licence, and one that loads parts of itself later', () => {
    little('2.0.0', "export const answer = () => import('./late.js')\n")
    write('node_modules/little/late.js', 'export const late = 1\n')
    expect(bundle()).toMatchObject({ status: 1, stderr: expect.stringContaining('becomes 2 files') })
    little('2.0.1', 'export const answer = 43\n')
    rmSync(join(own, 'node_modules/little/LICENSE'))
    expect(bundle()).toMatchObject({ status: 1, stderr: expect.stringContaining('little ships no licence') })
    expect(readFileSync(join(own, 'lib/bundled/small.js'), 'utf8')).toContain('answer = 42')
  })
})
