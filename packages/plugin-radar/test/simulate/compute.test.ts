import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRasterStore } from '@phd/plugin-radar'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { type Answer, phd } from '../cli.js'
import { checkout } from '../oracle.js'
import { readAll, writeRain, writeTerrain } from './world.js'

let dir: string
let rain: string[]
let inputs: string[]
const home = process.env.PHD_HOME
let whole: string
let tensor: Answer
beforeAll(async () => {
  vi.stubEnv('CUDA_VISIBLE_DEVICES', '') // no GPU, whatever the machine has
  dir = mkdtempSync(join(tmpdir(), 'phd-compute-'))
  rain = ['radar', 'simulate', '--rain', await writeRain(dir, 'rain.zarr', 12, (row, column, k) => (k < 8 ? 10 + ((row * 7 + column * 11 + k * 3) % 60) : 0))]
  inputs = [...rain, '--terrain', await writeTerrain(dir, 'terrain.zarr', 40), '--infiltration', 'green-ampt:3,100,0.2']
  whole = join(dir, 'tensor.zarr')
  tensor = await phd(...inputs, '--outputs', all, '--solver', 'tensor', '--out', whole)
}, 120_000)
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(dir, { recursive: true })
})
/** A refusal leaves nothing behind. */
afterEach(() => expect(readdirSync(dir).filter((name) => name.startsWith('refused'))).toEqual([]))

const all = 'velocity,maximum,arrival,hazard'
const refused = () => join(dir, 'refused.zarr')
const furthest = (a: Float32Array, b: Float32Array) => a.reduce((most, value, i) => (Number.isNaN(value) ? most : Math.max(most, Math.abs(value - b[i]))), 0)
const files = (path: string) =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [file.slice(path.length), readFileSync(file).toString('base64')])
    .sort()

describe('--solver tensor', () => {
  test('has the water of wasm within 1e-5 m, all outputs, and says what it is', async () => {
    const theirs = join(dir, 'wasm.zarr')
    expect([tensor.exitCode, tensor.stderr]).toEqual([0, expect.anything()])
    expect(tensor.stdout).toContain('Computing on CPU, as asked, with the solver tensor.\n')
    expect(Number(/^Unaccounted for: (\S+) of the water\.$/m.exec(tensor.stdout)?.[1])).toBeLessThan(1e-5)
    const wasm = await phd(...inputs, '--out', theirs, '--outputs', all, '--json')
    expect(JSON.parse(wasm.stdout)).toMatchObject({ computing: { solver: 'wasm', device: 'cpu', precision: 'float64' } })
    expect(wasm.stderr).not.toContain('Computing on')
    const [mine, other] = [await readAll(whole, 'water_depth'), await readAll(theirs, 'water_depth')]
    expect(mine).toHaveLength(12)
    expect(Math.max(...other.flatMap((field) => [...field]))).toBeGreaterThan(0.05)
    for (const [k, field] of mine.entries()) expect(furthest(field, other[k])).toBeLessThan(1e-5)
    const [store, reference] = [await openRasterStore(whole), await openRasterStore(theirs)]
    expect(furthest(await store.frame('maximum_depth'), await reference.frame('maximum_depth'))).toBeLessThan(1e-5)
    expect(store.manifest).toMatchObject({ computing: { solver: 'tensor', device: 'cpu', precision: 'float32' } })
    expect(store.manifest.fingerprint).not.toBe(reference.manifest.fingerprint)
  })

  test('stopped by SIGTERM it goes on to the same bytes, and not with another solver', { timeout: 120_000 }, async () => {
    const args = [...inputs, '--outputs', all, '--solver', 'tensor', '--checkpoint-minutes', '0', '--out']
    const out = join(dir, 'stopped.zarr')
    const { code, stderr } = await stoppedAfter(3, [...args, out], out)
    expect([code, stderr]).toEqual([1, expect.stringMatching(/Error RADAR_STOPPED: Stopped with \d+ minutes left to simulate; all before is kept\./)])
    const other = await phd(...inputs, '--outputs', all, '--out', out)
    expect([other.exitCode, other.stderr]).toEqual([2, expect.stringContaining('Error RADAR_SIMULATE_RESUME')])
    const again = await phd(...args, out, '--json')
    expect(JSON.parse(again.stdout)).toMatchObject({ resumedAt: expect.stringMatching(/^2007-06-25T00:\d\dZ$/), computing: { solver: 'tensor' } })
    expect(files(out)).toEqual(files(whole))
  })

  test('without TensorFlow it says how to get it; wasm does not need it', async () => {
    vi.stubEnv('PHD_HOME', join(dir, 'empty'))
    onTestFinished(() => void vi.stubEnv('PHD_HOME', home))
    const { exitCode, stderr } = await phd(...inputs, '--solver', 'tensor', '--out', refused())
    const wasm = await phd(...inputs, '--device', 'cpu', '--out', join(dir, 'alone.zarr'))
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/Error RUNTIME_MISSING: TensorFlow \S+ is not installed\.[\s\S]*phd runtime install/)])
    expect(wasm.exitCode).toBe(0)
  })

  test('terrain of one row is refused before anything is written', async () => {
    const terrain = await writeTerrain(dir, 'row.zarr', 1, undefined, { columns: 8 })
    const { exitCode, stderr } = await phd(...rain, '--terrain', terrain, '--solver', 'tensor', '--out', refused())
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/Error RADAR_SIMULATE_OPTION: This cannot be computed so\.\n.*two rows and two columns or more.*\n.*1 x 8 cells\n.*--solver wasm/)
  })
})

describe('--device', () => {
  test('a GPU that is not there is an error, never the CPU', async () => {
    const { exitCode, stderr } = await phd(...inputs, '--device', 'cuda:0', '--out', refused())
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('Error RUNTIME_NO_GPU: cuda:0 cannot be used: nvidia-smi shows no GPU')])
  })

  test('auto says what it took', async () => {
    const { exitCode, stdout } = await phd(...inputs, '--device', 'auto', '--threads', '2', '--out', join(dir, 'auto.zarr'))
    expect(exitCode).toBe(0)
    expect(stdout).toContain('Computing on CPU with the solver wasm: cuda:0 cannot be used: nvidia-smi shows no GPU')
    expect((await openRasterStore(join(dir, 'auto.zarr'))).manifest.computing).toEqual({ solver: 'wasm', device: 'cpu', precision: 'float64' })
  })

  test.each([
    [['--device', 'cuda:0', '--solver', 'wasm'], 'RADAR_SIMULATE_OPTION', 'the CPU for the solver wasm', '--device cuda:0'],
    [['--solver', 'tensor', '--threads', '2'], 'RADAR_SIMULATE_OPTION', '--threads with the solver wasm alone', '--threads 2 with the solver tensor'],
    [['--compat', 'hail-caesar', '--device', 'auto'], 'RADAR_SIMULATE_OPTION', "HAIL-CAESAR's model on the CPU", '--device auto'],
    [['--device', 'gpu'], 'RUNTIME_DEVICE_NAME', 'auto, cpu or cuda:N', 'gpu'],
  ])('%j is refused', async (flags, code, expected, received) => {
    const { exitCode, stderr } = await phd(...inputs.slice(0, 6), ...flags, '--out', refused())
    expect(exitCode).toBe(2)
    expect(stderr).toContain(`Error ${code}: `)
    expect(stderr).toMatch(new RegExp(`expected: ${expected}`))
    expect(stderr).toMatch(new RegExp(`received: ${received}`))
  })
})

function stoppedAfter(outputs: number, args: string[], out: string): Promise<{ code: number | null; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(checkout, 'bin', 'phd.js'), ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
    const account = join(`${out}.partial`, 'mass_balance.csv')
    let stderr = ''
    child.stderr.on('data', (text) => (stderr += text))
    const timer = setInterval(() => {
      if (!existsSync(account) || readFileSync(account, 'utf8').split('\n').length - 2 < outputs) return
      clearInterval(timer)
      child.kill('SIGTERM')
    }, 1)
    child.on('exit', (code) => {
      clearInterval(timer)
      resolve({ code, stderr })
    })
  })
}
