/** Train, evaluate and predict through the real command line, on pairs made by hand. */
import { spawn } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync, gzipSync } from 'node:zlib'
import { readResult, Store } from '@phd/core'
import { buildDataset, encodeSample } from '@phd/plugin-radar'
import { beforeAll, describe, expect, it } from 'vitest'
import { gzippedRecords } from '../../lib/tfrecord/index.js'
import { type Answer, phd, temporaryFolder } from '../cli.js'
import { plant } from '../dataset/planted.js'
import { checkout } from '../oracle.js'

const folder = temporaryFolder()
const data = join(folder, 'dataset')

/** Flags of a small and quick training, some of them replaced. */
function small(replaced: Record<string, string> = {}): string[] {
  const flags = { model: 'deeplabv3plus-small', window: '32', epochs: '2', seed: '3', device: 'cpu', ...replaced }
  return Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value])
}

beforeAll(async () => {
  const valley = (_y: number, x: number) => 100 + Math.abs(x - 12)
  for (const [place, wetMinutes] of [
    ['north', [50, 55, 60]],
    ['south', [100]],
  ] as const) {
    await plant(join(folder, 'pairs'), { place, wetMinutes: [...wetMinutes], rainFrames: { 8: 40, 9: 20 }, frames: 24, size: 32, heightOf: valley })
  }
  await buildDataset({ pairs: join(folder, 'pairs'), out: data, validate: ['south'] })
})

const train = (runs: string, replaced = {}) => phd('radar', 'train', ...small({ data, ...replaced }), '--runs', join(folder, runs), '--json')

describe('train', () => {
  let answer: Answer
  let result: Record<string, unknown>
  beforeAll(async () => {
    answer = await train('first')
    result = JSON.parse(answer.stdout)
  })

  it('answers --json with what it did and how good it is', () => {
    expect(answer.exitCode).toBe(0)
    expect(Object.keys(result).sort()).toEqual([
      'baselines',
      'dir',
      'epochs',
      'id',
      'metrics',
      'notes',
      'run',
      'samples',
      'seconds',
      'seesWater',
      'split',
      'verdict',
      'wetShare',
    ])
    const keys = ['accuracy', 'iouDry', 'iouWet', 'meanIou', 'dice', 'sensitivity', 'specificity', 'csi']
    expect(Object.keys(result.metrics as object)).toEqual(keys)
    for (const baseline of Object.values(result.baselines as object)) expect(Object.keys(baseline)).toEqual(keys)
    expect(Object.keys(result.baselines as object)).toEqual(expect.arrayContaining(['all-dry', 'logistic-terrain', 'logistic-terrain-rain', 'persistence']))
    expect(result).toMatchObject({ split: 'validate', samples: 24, epochs: 2 })
    expect(result.verdict).toMatch(/^(The model (beats|does not beat) the best baseline|There is no water)/)
  })

  it('leaves a run folder that says everything', () => {
    const dir = String(result.dir)
    expect(readdirSync(dir)).toEqual(
      expect.arrayContaining(['checkpoint', 'files.json', 'log.txt', 'metrics.jsonl', 'results', 'run.json', 'summary.txt', 'weights.safetensors']),
    )
    expect(readFileSync(join(dir, 'summary.txt'), 'utf8')).toContain('parameters, ')
    expect(JSON.parse(readFileSync(join(dir, 'files.json'), 'utf8')).validate[0].place).toBe('south')
    const { counts } = readResult(dir, 'confusion', 'confusion')
    expect(counts.flat().reduce((a, b) => a + b)).toBe(24 * 32 * 32)
    expect(readResult(dir, 'scores', 'table').rows.length).toBe(1 + Object.keys(result.baselines as object).length)
    expect(readResult(dir, 'loss', 'curves').series.map(({ y }) => y.length)).toEqual([2, 2])
    expect(new Store(join(folder, 'first')).open(String(result.id))).toMatchObject({ status: 'done', device: 'cpu', versions: { tensorflow: '2.21.0' } })
  })

  it('gives the same numbers for the same seed', async () => {
    const again = JSON.parse((await train('again')).stdout)
    expect(new Store(join(folder, 'again')).metrics(again.id)).toEqual(new Store(join(folder, 'first')).metrics(String(result.id)))
    expect(again.metrics).toEqual(result.metrics)
  })

  it('is evaluated to the very same scores', async () => {
    const { stdout } = await phd('radar', 'evaluate', String(result.id), '--data', data, '--runs', join(folder, 'first'), '--json')
    const { id: _id, dir: _dir, epochs: _epochs, seconds: _seconds, ...evaluation } = result
    expect(JSON.parse(stdout)).toEqual(evaluation)
  })

  it('killed and resumed, ends with the metrics of an uninterrupted run', async () => {
    const runs = join(folder, 'killed')
    const args = ['radar', 'train', '--data', data, ...small({ epochs: '6' }), '--runs', runs]
    const child = spawn(process.execPath, [join(checkout, 'bin', 'phd.js'), ...args], { stdio: 'ignore' })
    const metricsFile = () => readdirSync(runs).map((id) => join(runs, id, 'metrics.jsonl'))[0]
    while (!existsSync(runs) || !metricsFile() || !existsSync(metricsFile()) || readFileSync(metricsFile(), 'utf8').split('\n').length < 3) await sleep(20)
    child.kill('SIGKILL')
    await new Promise((resolve) => child.on('close', resolve))
    const store = new Store(runs)
    const [run] = store.list()
    expect(run.status).toBe('stopped')
    expect((await phd('resume', run.id, '--runs', runs)).exitCode).toBe(0)
    const whole = JSON.parse((await train('whole', { epochs: '6' })).stdout)
    expect(store.metrics(run.id)).toEqual(new Store(join(folder, 'whole')).metrics(whole.id))
    expect(store.open(run.id).result).toMatchObject({ metrics: whole.metrics })
  })

  it('is not judged by what it was trained on, nor by rain pooled in another way', async () => {
    const turned = join(folder, 'turned')
    const shorter = join(folder, 'shorter')
    await buildDataset({ pairs: join(folder, 'pairs'), out: turned, validate: ['north'] })
    await buildDataset({ pairs: join(folder, 'pairs'), out: shorter, validate: ['south'], pattern: [1, 1, 1, 1, 1, 1, 1] })
    for (const command of ['evaluate', 'predict']) {
      const before = (dataset: string) => phd('radar', command, String(result.id), '--data', dataset, '--runs', join(folder, 'first'))
      const seen = await before(turned)
      expect(seen.exitCode).toBe(1)
      expect(seen.stderr).toContain(`Error RADAR_LEAKAGE: Run ${result.id} was trained on what is to judge it.`)
      expect(seen.stderr).toContain('received: 1 shards that it was trained on, of north')
      const { stderr } = await before(shorter)
      expect(stderr).toContain('Error RADAR_CHANNELS: ')
      expect(stderr).toContain('rain the max of 1,1,1,1,1,1,1 steps of 5 min')
    }
  })

  it('where there is no water at all, scores are unknown and the run is whole', async () => {
    for (const place of ['north', 'south']) {
      const rainFrames = place === 'north' ? { 8: 40 } : { 9: 30 }
      await plant(join(folder, 'dry-pairs'), {
        place,
        rainFrames,
        frames: 24,
        size: 32,
        heightOf: (_y, x) => 100 + Math.abs(x - (place === 'north' ? 12 : 20)),
      })
    }
    await buildDataset({ pairs: join(folder, 'dry-pairs'), out: join(folder, 'dry'), validate: ['south'] })
    const answer = await train('dry-runs', { data: join(folder, 'dry'), epochs: '12' })
    const { verdict, metrics, baselines, dir } = JSON.parse(answer.stdout)
    expect(baselines['all-dry']).toMatchObject({ accuracy: 1, iouWet: null, dice: null, sensitivity: null, meanIou: 1 })
    expect(metrics.sensitivity).toBeNull()
    expect(verdict).toBe('There is no water to compare the model and the baselines by.')
    expect(readResult(dir, 'iou', 'curves').series[1].y).toHaveLength(12)
  })

  it('is shown as panels by predict', async () => {
    const { stdout, exitCode } = await phd('radar', 'predict', String(result.id), '--data', data, '--count', '2', '--runs', join(folder, 'first'), '--json')
    expect(exitCode).toBe(0)
    const { dir, panels, of } = JSON.parse(stdout)
    expect(of).toBe(result.id)
    expect(panels).toHaveLength(2)
    expect(panels[0]).toMatch(/panels\/south-1-0100min\.png$/)
    for (const file of panels) expect(readFileSync(file).subarray(1, 4).toString()).toBe('PNG')
    const raster = readResult(dir, 'prediction', 'raster')
    expect(raster.panels.map(({ palette }) => palette)).toEqual([...Array(2)].flatMap(() => ['rain', 'terrain', 'mask', 'probability', 'error']))
    const cells = 32 * 32
    const truth = raster.data.subarray(2 * cells, 3 * cells)
    expect(truth.reduce((a, b) => a + b)).toBe(1) // the planted cell
    const probability = raster.data.subarray(3 * cells, 4 * cells)
    expect(probability.every((p) => p >= 0 && p <= 1)).toBe(true)
  })
})

describe('a step op by op, through XLA, in bfloat16', () => {
  const losses = async (...flags: string[]) => {
    const runs = join(folder, `step${flags.join('')}`)
    const { exitCode } = await phd('radar', 'train', '--data', data, ...small({ epochs: '1' }), ...flags, '--runs', runs, '--json')
    expect(exitCode).toBe(0)
    const store = new Store(runs)
    const [row] = store.metrics(store.open('latest').id)
    return row.loss as number
  }
  it('trains to the losses of the compiled one, exactly or as near as its arithmetic', async () => {
    const compiled = await losses()
    expect(await losses('--no-compile')).toBeCloseTo(compiled, 5)
    expect(await losses('--xla')).toBeCloseTo(compiled, 3)
    const bfloat16 = await losses('--precision', 'bf16')
    expect(bfloat16).toBeCloseTo(compiled, 1)
    expect(bfloat16).not.toBe(compiled)
  }, 120_000)
})

describe('bad input', () => {
  const shard = (dir: string) => join(dir, 'north', '0000.tfrecord.gz')
  const sample = (rain: number, side = 32) =>
    encodeSample({ rain: new Float32Array(28).fill(rain), depthMetres: new Float32Array(side * side) }, { rainfallradar: [7, 2, 2], waterdepth: [side, side] })
  const cases: { name: string; code: string; exit?: number; damage?: (dir: string) => void; flags?: Record<string, string>; bare?: string[] }[] = [
    { name: 'a truncated shard', code: 'RADAR_SHARD_TRUNCATED', damage: (dir) => writeFileSync(shard(dir), readFileSync(shard(dir)).subarray(0, 400)) },
    { name: 'an empty shard', code: 'RADAR_SHARD_EMPTY', damage: (dir) => writeFileSync(shard(dir), '') },
    {
      name: 'a corrupted shard',
      code: 'RADAR_SHARD_CORRUPT',
      damage(dir) {
        const bytes = gunzipSync(readFileSync(shard(dir)))
        bytes[200] ^= 1
        writeFileSync(shard(dir), gzipSync(bytes))
      },
    },
    { name: 'a sample of another shape', code: 'RADAR_SHAPE', damage: (dir) => writeFileSync(shard(dir), gzippedRecords(Array(24).fill(sample(0, 16)))) },
    {
      name: 'rain that is not a number',
      code: 'RADAR_RAIN_NAN',
      damage: (dir) => writeFileSync(shard(dir), gzippedRecords(Array(24).fill(sample(Number.NaN)))),
    },
    { name: 'a missing heightmap', code: 'RADAR_HEIGHTMAP_MISSING', damage: (dir) => rmSync(join(dir, 'north', 'heightmap.asc.gz')) },
    { name: 'no dataset', code: 'RADAR_DATASET_MISSING', damage: (dir) => rmSync(dir, { recursive: true }) },
    { name: 'a batch larger than the data', code: 'RADAR_BATCH_SIZE', exit: 2, flags: { 'batch-size': '25' } },
    { name: 'a window too small for the model', code: 'PARAMS_INVALID', exit: 2, flags: { window: '8' } },
    { name: 'an unknown model', code: 'UNKNOWN_NAME', exit: 2, flags: { model: 'deeplab' } },
    { name: 'an unknown loss', code: 'UNKNOWN_NAME', exit: 2, flags: { loss: 'dice' } },
    { name: 'XLA of a step that is not compiled', code: 'RADAR_NOT_COMPILED', exit: 2, bare: ['--no-compile', '--xla'] },
    { name: 'bfloat16 in a step that is not compiled', code: 'RADAR_NOT_COMPILED', exit: 2, bare: ['--no-compile', '--precision', 'bf16'] },
    { name: 'a GPU where there is none', code: 'RUNTIME_NO_GPU', flags: { device: 'cuda:7' } },
    { name: 'a device of no name', code: 'RUNTIME_DEVICE_NAME', exit: 2, flags: { device: 'gpu' } },
  ]

  for (const [i, { name, code, exit = 1, damage, flags, bare = [] }] of cases.entries()) {
    it(`${name} is ${code}`, async () => {
      const dir = join(folder, `damaged-${i}`)
      const runs = join(folder, `runs-${i}`)
      cpSync(data, dir, { recursive: true })
      damage?.(dir)
      const args = ['radar', 'train', '--data', dir, ...small(flags), ...bare, '--runs', runs]
      const { exitCode, stderr, stdout } = await phd(...args)
      expect(stderr).toContain(`Error ${code}: `)
      expect(stderr + stdout).not.toMatch(/^\s+at .*:\d+:\d+/m)
      expect(exitCode).toBe(exit)
      const written = existsSync(runs) ? new Store(runs).list() : []
      for (const run of written) {
        expect(run).toMatchObject({ status: 'failed', error: { code } })
        expect(existsSync(join(runs, run.id, 'weights.safetensors'))).toBe(false)
        expect(existsSync(join(runs, run.id, 'results'))).toBe(false)
      }
      expect(JSON.parse((await phd(...args, '--json')).stdout)).toMatchObject({ error: { code } })
    })
  }

  it('no TensorFlow is RUNTIME_MISSING with the line that installs it, and no run', async () => {
    const runs = join(folder, 'no-runtime')
    const { code, stderr } = await new Promise<{ code: number | null; stderr: string }>((resolve) => {
      const args = ['radar', 'train', '--data', data, ...small(), '--runs', runs]
      const child = spawn(process.execPath, [join(checkout, 'bin', 'phd.js'), ...args], { env: { ...process.env, PHD_HOME: join(folder, 'empty-home') } })
      let text = ''
      child.stderr.on('data', (chunk) => {
        text += chunk
      })
      child.on('close', (exit) => resolve({ code: exit, stderr: text }))
    })
    expect(code).toBe(1)
    expect(stderr).toContain('Error RUNTIME_MISSING: TensorFlow 2.21.0 is not installed.')
    expect(stderr).toContain('try:      phd runtime install')
    expect(existsSync(runs)).toBe(false)
  })

  it('a place that is not there, no dataset, or no such run is told before a run of predict begins', async () => {
    const runs = join(folder, 'unpredicted')
    const place = await phd('radar', 'predict', 'latest', '--data', data, '--place', 'east', '--runs', runs)
    expect(place.exitCode).toBe(2)
    expect(place.stderr).toContain('Error RADAR_NO_SAMPLES: ')
    expect(place.stderr).toContain('expected: samples of the validate split; its places: south')
    expect((await phd('radar', 'predict', 'latest', '--data', join(folder, 'nowhere'), '--runs', runs)).stderr).toContain('Error RADAR_DATASET_MISSING: ')
    expect((await phd('radar', 'predict', 'nobody', '--data', data, '--runs', runs)).stderr).toContain('Error RUN_NOT_FOUND: ')
    expect(existsSync(runs) ? readdirSync(runs) : []).toEqual([])
  })

  it('a run that trained nothing cannot be evaluated', async () => {
    const store = new Store(join(folder, 'untrained'))
    const { execute, experiment } = await import('@phd/core')
    const { z } = await import('zod')
    const { run } = await execute(store, 'radar/train', experiment({ about: '', params: z.object({}), run: async () => ({}) }), {})
    const { stderr, exitCode } = await phd('radar', 'evaluate', run.id, '--data', data, '--runs', store.root)
    expect(exitCode).toBe(1)
    expect(stderr).toContain(`Error RADAR_RUN_UNTRAINED: Run ${run.id} has no trained weights.`)
  })
})
