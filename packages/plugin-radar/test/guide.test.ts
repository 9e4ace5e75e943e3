import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from './cli.js'
import { checkout, noPython, python } from './oracle.js'

const guide = readFileSync(join(checkout, 'docs', 'guide', 'radar-dataset.md'), 'utf8')
const blocks = (language: string) => [...guide.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(([, code]) => code.trim())

describe('docs/guide/radar-dataset.md', () => {
  const folder = temporaryFolder()

  test('its commands run, one after the other', () => {
    const commands = blocks('sh')
    expect(commands.length).toBe(4)
    for (const command of commands) {
      expect(command).toMatch(/^phd radar /)
      execFileSync(process.execPath, [join(checkout, 'bin', 'phd.js'), ...command.split(' ').slice(1)], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
    }
    expect(readdirSync(folder).sort()).toEqual(['by-time', 'dataset', 'world'])
    const { split, places } = JSON.parse(readFileSync(join(folder, 'dataset', 'metadata.json'), 'utf8'))
    expect(split.notes[0]).toBe('Validation holds out whole places: tile02, tile04.')
    expect(places.length).toBe(5)
  })

  test.skipIf(noPython)('its Python reads the dataset', () => {
    const [script] = blocks('python')
    const out = execFileSync(python, ['-c', script], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    expect(out.trim()).toBe('(7, 4, 4) (32, 32)')
  })

  test('its TypeScript reads the dataset', () => {
    const [script] = blocks('ts')
    const door = join(checkout, 'packages', 'plugin-radar', 'lib', 'index.js')
    writeFileSync(
      join(folder, 'read.mjs'),
      `${script.replace("'@phd/plugin-radar'", `'${door}'`)}\nconsole.log(dataset.samples('validate').length, heightMetres.length)\n`,
    )
    expect(execFileSync(process.execPath, ['read.mjs'], { cwd: folder, encoding: 'utf8' }).trim()).toBe('144 1024')
  })
})
