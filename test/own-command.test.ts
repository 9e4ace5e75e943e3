/** A plugin with a command of its own, made from its experiment; and an experiment that fails. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { type Linked, linkedExample } from './cli/example.js'
import { phd, start } from './cli/phd.js'

const command = `
import { experimentCommand } from '@phd/core/command'
import melt from '../../melt.js'

export default experimentCommand({
  name: 'snow/melt',
  it: melt,
  summary: 'Melt a snow pack.',
  positional: ['days'],
  json: (run, dir, result) => ({ run: run.id, left: result.snowMm }),
  print: (_run, _dir, result) => \`\${result.snowMm} mm left after \${result.days} days\`,
})
`
const avalanche = `
import { experiment, PhdError } from '@phd/core'
import { z } from 'zod'

export default experiment({
  about: 'Fails.',
  params: z.object({ known: z.boolean().default(true).describe('As an error of its own.') }),
  async run(_phd, { known }) {
    if (known) throw new PhdError('SNOW_SLIPPED', 'The slope gave way.', { expected: 'less snow', remedy: 'wait' })
    throw new TypeError('x is not a function')
  },
})
`

let snow: Linked
beforeAll(async () => {
  snow = await linkedExample('plugin-snow', (folder) => {
    mkdirSync(join(folder, 'src', 'commands', 'snow'), { recursive: true })
    writeFileSync(join(folder, 'src', 'commands', 'snow', 'melt.ts'), command)
    writeFileSync(join(folder, 'src', 'avalanche.ts'), avalanche)
    const provides = "export default plugin({ experiment: { 'snow/melt': () => import('./melt.js'), 'snow/avalanche': () => import('./avalanche.js') } })"
    writeFileSync(join(folder, 'src', 'phd.ts'), `import { plugin } from '@phd/core'\n${provides}\n`)
    const file = join(folder, 'package.json')
    const plugin = JSON.parse(readFileSync(file, 'utf8'))
    plugin.oclif = { commands: { strategy: 'pattern', target: './lib/commands' }, topicSeparator: ' ' }
    writeFileSync(file, JSON.stringify(plugin))
  })
})

test('its flags are the parameters, one of them by position', async () => {
  const { stdout } = await phd(['snow', 'melt', '--help'], snow)
  expect(stdout).toMatch(/^Melt a snow pack\.\n/)
  expect(stdout).toContain('ARGUMENTS\n  [DAYS]  Length of the season in days.\n')
  expect(stdout).toContain('--snow-mm=N')
  expect(stdout).not.toContain('--days')
})

test('it prints and answers in its own words', async () => {
  expect(await phd(['snow', 'melt', '3', '--snow-mm', '50', '--threshold-celsius', '50'], snow)).toMatchObject({
    code: 0,
    stdout: '50 mm left after 3 days\n',
    stderr: '',
  })
  const { stdout } = await phd(['snow', 'melt', '3', '--threshold-celsius', '50', '--json'], snow)
  expect(JSON.parse(stdout)).toEqual({ run: expect.any(String), left: 400 })
})

test('phd resume ends as the command would have', async () => {
  const { child, answer } = start(['snow', 'melt', '600', '--runs', 'stopped'], snow)
  const store = join(snow.cwd, 'stopped')
  for (;;) {
    const lines = (() => {
      try {
        return readFileSync(join(store, readdirSync(store)[0], 'metrics.jsonl'), 'utf8').split('\n').length
      } catch {
        return 0 // not there yet
      }
    })()
    if (lines > 3) break
    await sleep(20)
  }
  child.kill('SIGTERM')
  expect((await answer).code).toBe(1)
  const { code, stdout, stderr } = await phd(['resume', 'latest', '--runs', 'stopped'], snow)
  expect([code, stdout]).toEqual([0, '0 mm left after 600 days\n'])
  expect(stderr).toMatch(/^Run \S+ goes on\.\n/)
})

test('a failure says its code, its way out and how to take the run up again', async () => {
  const { code, stdout, stderr } = await phd(['run', 'snow/avalanche', '--runs', 'failed'], snow)
  const [id] = readdirSync(join(snow.cwd, 'failed'))
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toBe(
    `Run ${id} failed. Once mended: phd resume ${id} --runs ${join(snow.cwd, 'failed')}\nError SNOW_SLIPPED: The slope gave way.\n  expected: less snow\n  try:      wait\n`,
  )
  expect((await phd(['runs', 'list', '--runs', 'failed'], snow)).stdout).toMatch(/failed +cpu +1 .* SNOW_SLIPPED\n$/)
})

test('a defect is told without a stack trace; log.txt and DEBUG have it', async () => {
  const { code, stderr } = await phd(['run', 'snow/avalanche', '--no-known', '--runs', 'defect'], snow)
  const [id] = readdirSync(join(snow.cwd, 'defect'))
  expect(code).toBe(1)
  expect(stderr).toContain(
    'Error UNEXPECTED: x is not a function\n  try:      this is a defect of phd or of a plugin: run again with DEBUG=phd:* and report what it prints\n',
  )
  expect(stderr).not.toMatch(/^\s+at /m)
  expect(readFileSync(join(snow.cwd, 'defect', id, 'log.txt'), 'utf8')).toMatch(/^TypeError: x is not a function\n {4}at .*avalanche\.js/)
  const debug = await phd(['run', 'snow/avalanche', '--no-known', '--runs', 'defect'], { ...snow, env: { ...snow.env, DEBUG: 'phd:*' } })
  expect(debug.stderr).toMatch(/^ {4}at .*avalanche\.js/m)
})
