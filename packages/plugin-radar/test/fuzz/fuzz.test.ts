/**
 * Every provided reader on mutated files: a frame that keeps the contract, or a PhdError; no crash, no hang, bounded memory.
 * The longer run: `node bench/fuzz-readers.js --inputs 1000000 --seed 1`.
 */
import { describe, expect, test } from 'vitest'
import provided from '../../lib/phd.js'
import { checkRead, frameFault } from './check.js'
import { inputOf } from './input.js'
import { fuzzReader } from './run.js'
import { seeded, seedsOf } from './seeds/index.js'

const readers = Object.keys((provided as { rasterReader: object }).rasterReader).sort()
const inputs = 20_000

describe('mutated files', () => {
  test('there are seeds for every reader', () => {
    expect([...seeded].sort()).toEqual(readers)
  })

  for (const name of readers) {
    test(`${name}: the seeds are read`, async () => {
      const seeds = await seedsOf(name)
      const reader = (await (provided as unknown as { rasterReader: Record<string, () => Promise<{ default: unknown }>> }).rasterReader[name]()).default
      for (let input = 0; input < seeds.seeds.length; input++) {
        const { file, options } = inputOf(name, seeds, 1, input)
        expect(await checkRead(reader, file, options), `${name} ${input}`).toEqual({ outcome: 'frames' })
      }
    })

    test(`${name}: ${inputs} inputs`, { timeout: 900_000 }, async () => {
      const { faults, inputs: read, frames, errors } = await fuzzReader({ name, inputs })
      expect(faults).toEqual([])
      expect(read).toBe(inputs)
      expect(frames).toBeGreaterThan(0)
      expect(errors).toBeGreaterThan(0)
    })
  }
})

describe('the harness itself', () => {
  const module = new URL('./broken-readers.js', import.meta.url).href
  const run = (mode: string) =>
    fuzzReader({
      name: 'ascii-grid',
      inputs: 2,
      module: `${module}?${mode}`,
      hangSeconds: mode === 'hangs' ? 1 : 30,
      mostBytes: mode === 'eats' ? process.memoryUsage.rss() + 2 ** 29 : 2 ** 40,
    })

  test('sees another error, a wrong number, silence, a hang, a crash and hunger', async () => {
    const wrong = async (mode: string) => (await run(mode)).faults[0]?.wrong
    expect(await wrong('throws')).toContain('not a PhdError: TypeError')
    expect(await wrong('infinite')).toContain('value Infinity at 1')
    expect(await wrong('silent')).toBe('no frame and no error')
    expect(await wrong('hangs')).toContain('a hang')
    expect(await wrong('exits')).toContain('the worker left with 7')
    expect(await wrong('eats')).toContain('memory')
  })

  test('knows a frame that is wrong', () => {
    const grid = { rows: 1, columns: 2, west: 0, north: 1, cellX: 1, cellY: 1 }
    const frame = { quantity: 'rain_rate', units: 'mm/h', name: 'rain', grid, values: Float32Array.of(0, Number.NaN) }
    expect(frameFault(frame)).toBeUndefined()
    expect(frameFault({ ...frame, values: Float32Array.of(1) })).toBe('1 values for 1 x 2')
    expect(frameFault({ ...frame, values: Float32Array.of(0, -1) })).toBe('rain of -1 at 1')
    expect(frameFault({ ...frame, timeMs: Number.NaN })).toBe('time NaN')
    expect(frameFault({ ...frame, grid: { ...grid, cellX: 0 } })).toBe('cells of 0 x 1')
  })

  test('one seed, one input', async () => {
    const seeds = await seedsOf('geotiff')
    const bytes = (seed: number, input: number) => Buffer.from(inputOf('geotiff', seeds, seed, input).bytes).toString('hex')
    expect(bytes(1, 100)).toBe(bytes(1, 100))
    expect(bytes(2, 100)).not.toBe(bytes(1, 100))
    expect(bytes(1, 101)).not.toBe(bytes(1, 100))
  })
})
