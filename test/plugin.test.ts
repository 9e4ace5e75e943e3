/** A plugin by somebody else: linked, listed, run, taken out again. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { type Linked, linkedExample } from './cli/example.js'
import { phd, root, temporary } from './cli/phd.js'

let snow: Linked
beforeAll(async () => {
  snow = await linkedExample('plugin-snow')
})

test('its experiment is listed beside the others, with its owner', async () => {
  const { stdout, code } = await phd(['list', 'experiment', '--json'], snow)
  expect(code).toBe(0)
  expect(JSON.parse(stdout).items).toContainEqual({ kind: 'experiment', name: 'snow/melt', plugin: 'phd-plugin-snow' })
})

test('help shows its parameters', async () => {
  const { stdout, code } = await phd(['run', 'snow/melt', '--help'], snow)
  expect(code).toBe(0)
  expect(stdout).toMatchInlineSnapshot(`
    "Melt a snow pack by the degree-day method.

    USAGE
      $ phd run snow/melt [--days N] [--snow-mm N] [--degree-day-mm N]
        [--threshold-celsius N] [--seed N] [--runs DIR] [--json]

    FLAGS
      --days=N               Length of the season in days. [at least 1; default: 60]
      --degree-day-mm=N      Melt for each degree above the threshold, in mm a day.
                             [over 0; default: 4]
      --runs=DIR             [default: runs, env: PHD_RUNS] Folder of the runs.
      --seed=N               [default: 1] Seed of everything random.
      --snow-mm=N            Snow at the start, in mm of water. [over 0; default:
                             400]
      --threshold-celsius=N  Temperature above which snow melts, in °C. [default: 0]

    GLOBAL FLAGS
      --json  Format output as json.

    "
  `)
})

test('it runs, and the run is recorded', async () => {
  const { stdout, code } = await phd(['run', 'snow/melt', '--days', '7', '--seed', '3', '--json'], snow)
  expect(code).toBe(0)
  const answer = JSON.parse(stdout)
  expect(answer).toMatchObject({ days: 7, snowMm: expect.any(Number) })
  const shown = await phd(['runs', 'show', answer.id, '--json'], snow)
  expect(JSON.parse(shown.stdout)).toMatchObject({
    experiment: 'snow/melt',
    status: 'done',
    seed: 3,
    params: { days: 7, snowMm: 400, degreeDayMm: 4, thresholdCelsius: 0 },
    results: [{ name: 'season', shape: 'table', title: 'Snow at the end of the season' }],
  })
})

test('a flag that it does not have is wrong usage, and the near one is named', async () => {
  const { stdout, stderr, code } = await phd(['run', 'snow/melt', '--day', '7'], snow)
  expect({ stdout, stderr, code }).toEqual({ stdout: '', stderr: 'Error USAGE: Nonexistent flag: --day\n  try:      --days\n', code: 2 })
})

test('a wrong value is wrong usage, and leaves no run', async () => {
  const before = await phd(['runs', 'list', '--json'], snow)
  const { stdout, code } = await phd(['run', 'snow/melt', '--days', '0', '--json'], snow)
  expect(code).toBe(2)
  expect(JSON.parse(stdout)).toMatchObject({
    error: { code: 'PARAMS_INVALID', message: 'The parameters are not right: days: Too small: expected number to be >=1.' },
  })
  expect((await phd(['runs', 'list', '--json'], snow)).stdout).toBe(before.stdout)
})

test('an option that it has no use for is refused', async () => {
  const { stderr, code } = await phd(['run', 'snow/melt', '--device', 'cpu'], snow)
  expect([stderr, code]).toEqual(['Error USAGE: Nonexistent flag: --device\n  try:      run the command with --help\n', 2])
})

test('its own test passes in its own folder', () => {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  execFileSync(process.execPath, [vitest, 'run', '--root', snow.folder], { stdio: 'pipe', env: { ...process.env, NODE_PATH: join(root, 'node_modules') } })
})

test('broken by an edit, it is named and hides nothing', async () => {
  const provides = join(snow.folder, 'lib', 'phd.js')
  const good = readFileSync(provides, 'utf8')
  writeFileSync(provides, 'export default {')
  const { stdout, stderr, code } = await phd(['list', '--json'], snow)
  writeFileSync(provides, good)
  expect(code).toBe(0)
  expect(stderr).toContain('Error PLUGIN_BROKEN: Plugin phd-plugin-snow cannot be loaded.')
  expect(stderr).not.toMatch(/^\s+at /m)
  expect(JSON.parse(stdout).broken).toMatchObject([{ plugin: 'phd-plugin-snow', code: 'PLUGIN_BROKEN' }])
})

test('packed and installed, it uses the core that runs it, not a copy', async () => {
  const env = { XDG_DATA_HOME: temporary(), PHD_HOME: '' }
  const file = join(snow.folder, 'package.json')
  const plugin = JSON.parse(readFileSync(file, 'utf8'))
  execFileSync('npm', ['pack', '--ignore-scripts'], { cwd: snow.folder, stdio: 'pipe' })
  const tarball = join(snow.folder, `${plugin.name}-${plugin.version}.tgz`)
  const { code, stderr } = await phd(['plugins', 'install', `file://${tarball}`], {
    env: { ...env, npm_config_offline: 'true', npm_config_ignore_scripts: 'true' },
  })
  rmSync(tarball)
  expect([code, stderr]).toEqual([0, expect.stringContaining('installed v0.1.0')])
  const installed = join(env.XDG_DATA_HOME, 'phd', 'node_modules')
  expect(realpathSync(join(installed, '@phd', 'core'))).toBe(realpathSync(join(root, 'packages', 'core')))
  expect(existsSync(join(installed, plugin.name, 'node_modules', '@phd'))).toBe(false)
  const ran = await phd(['run', 'snow/melt', '--days', '3', '--json'], { env, cwd: snow.cwd })
  expect([ran.code, JSON.parse(ran.stdout).days]).toEqual([0, 3])
})

test('taken out, it is gone', async () => {
  const { code } = await phd(['plugins', 'uninstall', 'phd-plugin-snow'], snow)
  expect(code).toBe(0)
  const ran = await phd(['run', 'snow/melt'], snow)
  expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining('Error UNKNOWN_NAME: There is no experiment "snow/melt".')])
})
