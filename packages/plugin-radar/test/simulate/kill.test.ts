import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { phd } from '../cli.js'
import { checkout } from '../oracle.js'
import { writeRain, writeTerrain } from './world.js'

let dir: string
let args: string[]
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'phd-kill-'))
  const rain = await writeRain(dir, 'rain.zarr', 60, (row, column, k) => (k < 40 ? 10 + ((row * 7 + column * 11 + k * 3) % 60) : 0), [7])
  const terrain = await writeTerrain(dir, 'terrain.zarr', 80)
  args = ['radar', 'simulate', '--rain', rain, '--terrain', terrain, '--missing-rain', 'previous', '--checkpoint-minutes', '0', '--threads', '1']
  args.push('--outputs', 'velocity,maximum,arrival,hazard', '--infiltration', 'green-ampt:3,100,0.2', '--evaporation', '0.2')
})
afterAll(() => rmSync(dir, { recursive: true }))

const bytes = (path: string) =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [file.slice(path.length), readFileSync(file).toString('base64')])
    .sort()

/** Starts the command and kills it once its partial store holds `when`. True where it was killed before its end. */
function killed(out: string, when: (folder: string) => boolean, signal: NodeJS.Signals): Promise<{ killed: boolean; code: number | null; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(checkout, 'bin', 'phd.js'), ...args, '--out', out], { stdio: ['ignore', 'ignore', 'pipe'] })
    let stderr = ''
    let sent = false
    child.stderr.on('data', (text) => (stderr += text))
    const timer = setInterval(() => {
      if (sent || !existsSync(`${out}.partial`) || !when(`${out}.partial`)) return
      sent = true
      child.kill(signal)
    }, 1)
    child.on('exit', (code, by) => {
      clearInterval(timer)
      resolve({ killed: by === 'SIGKILL', code, stderr })
    })
  })
}

const rowsOf = (folder: string) =>
  existsSync(join(folder, 'mass_balance.csv')) ? readFileSync(join(folder, 'mass_balance.csv'), 'utf8').split('\n').length - 2 : 0

describe('a simulation that is killed', () => {
  test('goes on and ends with the same bytes, wherever it was', { timeout: 240_000 }, async () => {
    const whole = join(dir, 'whole.zarr')
    expect((await phd(...args, '--out', whole)).exitCode).toBe(0)
    const expected = bytes(whole)
    const out = join(dir, 'killed.zarr')
    let kills = 0
    // At the first state, while a state is being written, then at different numbers of outputs, at last while it closes.
    const moments: ((folder: string) => boolean)[] = [
      (folder) => readdirSync(folder).some((name) => name.startsWith('state-')),
      (folder) => readdirSync(folder).some((name) => /state-\d+\.bin\..*tmp/.test(name)) && rowsOf(folder) > 4,
      ...[9, 10, 23, 37, 52].map((rows) => (folder: string) => rowsOf(folder) >= rows),
      (folder) => existsSync(join(folder, 'arrival_time', 'c')) || existsSync(join(folder, 'time')),
    ]
    for (const when of moments) if (!existsSync(out) && (await killed(out, when, 'SIGKILL')).killed) kills++
    expect(kills).toBeGreaterThan(4)
    const last = existsSync(out) ? undefined : await phd(...args, '--out', out, '--json')
    if (last) expect(last.exitCode).toBe(0)
    expect(bytes(out)).toEqual(expected)
  })

  test('by SIGUSR2 it saves, says so and goes on; other settings are refused', { timeout: 120_000 }, async () => {
    const out = join(dir, 'stopped.zarr')
    const stopped = await killed(out, (folder) => rowsOf(folder) >= 12, 'SIGUSR2')
    expect(stopped.code).toBe(1)
    expect(stopped.stderr).toMatch(/Error RADAR_STOPPED: Stopped with \d+ minutes left to simulate; all before is kept\./)
    const other = await phd(...args, '--out', out, '--manning', '0.05')
    expect(other.exitCode).toBe(2)
    expect(other.stderr).toMatch(/Error RADAR_SIMULATE_RESUME: .*stopped\.zarr\.partial is an unfinished simulation of other inputs or settings\./)
    const again = await phd(...args, '--out', out, '--json')
    expect(again.exitCode).toBe(0)
    expect(JSON.parse(again.stdout).resumedAt).toMatch(/^2007-06-25T0\d:\d\dZ$/)
    expect(again.stderr).toContain('Going on at 2007-06-25T')
    expect(bytes(out)).toEqual(bytes(join(dir, 'whole.zarr')))
    expect((await phd(...args, '--out', out)).stderr).toMatch(/Error RADAR_STORE_EXISTS/)
  })
})
