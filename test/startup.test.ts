/** Start-up stays light: modules are counted, since a count is the same on every machine. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { bin, temporary } from './cli/phd.js'

const register = fileURLToPath(new URL('./cli/count-modules.mjs', import.meta.url))

/** Paths of every module that a command loads. */
function loadedBy(...args: string[]): string[] {
  const list = join(mkdtempSync(join(tmpdir(), 'phd-test-')), 'modules.txt')
  execFileSync(process.execPath, ['--import', register, bin, ...args], {
    cwd: temporary(),
    env: { ...process.env, NODE_ENV: 'production', PHD_TEST_MODULES: list },
    stdio: 'pipe',
  })
  return [...new Set(readFileSync(list, 'utf8').trim().split('\n'))]
}

const heavy = /node_modules\/(@tensorflow|zod|vega|vega-lite|@resvg|@myriaddreamin|pptxgenjs|fontkit|simple-statistics)\//

test.each([
  [['--help'], 185],
  [['--version'], 180],
  [['runs', 'list'], 200],
  [['list'], 220],
])('phd %j loads few modules and nothing heavy', (args, most) => {
  const modules = loadedBy(...args)
  expect(modules.filter((path) => heavy.test(path))).toEqual([])
  expect(modules.length).toBeGreaterThan(50) // the count counts
  expect(modules.length).toBeLessThan(most)
})
