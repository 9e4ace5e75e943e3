/** Every command in the README and in docs/ works as it is written. The long pages: `PHD_DOCS=long npx vitest run test/docs`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { blocksOf, desk, missingData, pages, runBlock } from './cli/pages.js'
import { root } from './cli/phd.js'

const withLong = process.env.PHD_DOCS === 'long'

for (const page of pages()) {
  const { file, long, blocks } = page
  const lacks = long && !withLong ? 'PHD_DOCS=long' : missingData(page)
  describe.skipIf(lacks)(`${file}${lacks ? ` (needs ${lacks})` : ''}`, () => {
    test('its commands work', { timeout: long ? 3_600_000 : 300_000 }, async () => {
      const where = desk(page)
      for (const { line, script, fails } of blocks) {
        const { code, output, cwd } = await runBlock(script, where)
        where.cwd = cwd
        if (fails) expect(code, `${file}:${line} should fail\n${output}`).not.toBe(0)
        else expect(code, `${file}:${line}\n${script}\n${output}`).toBe(0)
      }
    })
  })
}

test('the blocks of a page are found with their lines', () => {
  const text = 'a\n```sh\none\ntwo\n```\n- b\n  ```sh fails\n  three\n  ```\n```ts\nno\n```\n'
  expect(blocksOf(text)).toEqual([
    { line: 3, script: 'one\ntwo', fails: false },
    { line: 8, script: 'three', fails: true },
  ])
})

test('every link to a file of this repository leads somewhere', () => {
  const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map((name) => join('docs', name))
  const files = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...docs.filter((name) => name.endsWith('.md'))]
  const dead = files.flatMap((file) => {
    const targets = [...readFileSync(join(root, file), 'utf8').matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map((match) => match[1])
    return targets.filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(root, dirname(file), target))).map((target) => `${file} -> ${target}`)
  })
  expect(dead).toEqual([])
})

test('the reference of errors has every code of core', () => {
  const source = join(root, 'packages', 'core', 'src')
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !/^(runtime|tensor)\//.test(name))
  const codes = files.flatMap((name) => [...readFileSync(join(source, name), 'utf8').matchAll(/new PhdError\(\s*'([A-Z_]+)'/g)].map((match) => match[1]))
  const page = readFileSync(join(root, 'docs', 'reference', 'errors.md'), 'utf8')
  expect([...new Set(codes)].filter((code) => !page.includes(`\`${code}\``))).toEqual([])
})

test('every dependency is accounted for', () => {
  const manifests = ['.', ...readdirSync(join(root, 'packages')).map((name) => join('packages', name))].map((dir) => join(root, dir, 'package.json'))
  const names = manifests.flatMap((file) => {
    const { dependencies = {}, devDependencies = {}, optionalDependencies = {} } = JSON.parse(readFileSync(file, 'utf8'))
    return Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }).filter((name) => !name.startsWith('@phd/'))
  })
  const page = readFileSync(join(root, 'docs', 'decisions', 'dependencies.md'), 'utf8')
  expect([...new Set(names)].filter((name) => !page.includes(`| ${name} |`))).toEqual([])
})
