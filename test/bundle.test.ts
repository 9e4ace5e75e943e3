/** dist of a package: what its lib gives, in few files, that ask for nothing but Node and the package's own dependencies; with licences. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const report = join(import.meta.dirname, '..', 'packages', 'plugin-report')
const filesOf = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.\w+$/.test(file))

describe('dist of plugin-report', () => {
  const dist = join(report, 'dist')
  const files = filesOf(dist).filter((file) => file.endsWith('.js'))

  it('has every command and thread of the sources, and nothing that they do not ask for', () => {
    const asked = new Set(
      files.flatMap((file) => [...readFileSync(join(dist, file), 'utf8').matchAll(/["']\.\.?\/(?:[\w./-]*\/)?([\w-]+\.js)["']/g)].map(([, name]) => name)),
    )
    const entries = filesOf(join(report, 'src'))
      .filter((file) => /^(index|phd|commands\/.*|.*-thread)\.ts$/.test(file))
      .map((file) => file.replace(/\.ts$/, '.js'))
    expect(entries.length).toBeGreaterThan(25)
    expect(files.filter((file) => !file.startsWith('chunks/')).sort()).toEqual(entries.sort())
    expect(files.filter((file) => file.startsWith('chunks/') && !asked.has(file.slice('chunks/'.length)))).toEqual([])
  })

  it('asks for Node and its dependencies alone', () => {
    const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(report, 'package.json'), 'utf8'))
    const allowed = { ...dependencies, ...optionalDependencies }
    const codeOf = (file: string) => readFileSync(join(dist, file), 'utf8').replace(/^\s*(\*|\/\*|\/\/).*$/gm, '')
    const packed = Object.keys(dependencies).filter((name) => /^(zod|yaml|mdast|micromark)/.test(name))
    const asked = files.flatMap((file) =>
      [...codeOf(file).matchAll(/(?:^import\b[^'"\n]*|\bimport\(|^export\b[^'"\n]* from |__require\()["']([^."'][^"']*)["']/gm)].map(([, name]) => name),
    )
    const names = new Set(asked.filter((name) => !name.startsWith('node:')).map((name) => name.match(/^(?:@[^/]+\/)?[^/]+/)?.[0]))
    expect(packed.length).toBeGreaterThan(5)
    expect([...names].filter((name) => name !== undefined && (!(name in allowed) || packed.includes(name)) && !['process', 'buffer'].includes(name))).toEqual(
      [],
    )
  })

  it('exports what lib exports', async () => {
    const [packed, own] = await Promise.all([import(join(dist, 'index.js')), import(join(report, 'lib', 'index.js'))])
    expect(Object.keys(packed).sort()).toEqual(Object.keys(own).sort())
  })

  it('comes with the licences of what is packed', () => {
    const licences = readFileSync(join(dist, 'licences.txt'), 'utf8')
    for (const name of ['zod', 'yaml', 'mdast-util-from-markdown', 'micromark']) expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'))
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
  const answers = (file: string) => {
    const script = `console.log(JSON.stringify({ ...(await import(process.argv[1])) }))`
    return JSON.parse(spawnSync(process.execPath, ['--input-type=module', '-e', script, join(own, 'dist', file)], { encoding: 'utf8' }).stdout)
  }

  beforeAll(() => {
    mkdirSync(join(house, 'bin'))
    copyFileSync(join(import.meta.dirname, '..', 'bin', 'bundle.js'), join(house, 'bin', 'bundle.js'))
    symlinkSync(join(import.meta.dirname, '..', 'node_modules'), join(house, 'node_modules'))
    writeFileSync(join(house, 'package.json'), '{"type": "module"}')
    write('package.json', JSON.stringify({ name: 'own', type: 'module', exports: { '.': { default: './dist/index.js' } } }))
    write('src/bundled/small.ts', "export { answer } from 'little'\n")
    write('src/room/shared.ts', "export { answer } from '../bundled/small.js'\nexport const other: number = 1\n")
    write('src/index.ts', "export { answer } from './room/shared.js'\n")
    write('src/commands/own/ask.ts', "export { answer, other } from '../../room/shared.js'\nexport { join } from 'node:path'\n")
    write('node_modules/little/LICENSE', 'Do as you like.')
  })

  it('packs entries with what they share, another version of a package anew, and takes away what is not asked for any more', () => {
    little('1.0.0', 'export const answer = 41\n')
    expect(bundle()).toMatchObject({ status: 0, stderr: '' })
    little('1.0.1', "export const answer = 42\nexport const late = () => import('./late.js')\n")
    write('node_modules/little/late.js', 'export const late = 1\n')
    write('dist/chunks/old.js', '')
    expect(bundle()).toMatchObject({ status: 0, stderr: '' })
    expect(answers('index.js')).toEqual({ answer: 42 })
    expect(answers('commands/own/ask.js')).toEqual({ answer: 42, other: 1 })
    expect(existsSync(join(own, 'dist/chunks/old.js'))).toBe(false)
    expect(readFileSync(join(own, 'dist/licences.txt'), 'utf8')).toBe('little 1.0.1 (MIT)\n\nDo as you like.\n')
  })

  it('refuses a package without a licence, and leaves what is there', () => {
    little('2.0.1', 'export const answer = 43\n')
    rmSync(join(own, 'node_modules/little/LICENSE'))
    expect(bundle()).toMatchObject({ status: 1, stderr: expect.stringContaining('little ships no licence') })
    expect(answers('index.js')).toEqual({ answer: 42 })
  })

  it('leaves a package alone whose exports lie in lib', () => {
    write('package.json', JSON.stringify({ name: 'own', type: 'module', exports: { '.': { default: './lib/index.js' } } }))
    rmSync(join(own, 'dist'), { recursive: true })
    expect(bundle()).toMatchObject({ status: 0, stderr: '' })
    expect(existsSync(join(own, 'dist'))).toBe(false)
  })
})
