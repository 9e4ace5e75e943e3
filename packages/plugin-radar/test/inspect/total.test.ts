import { describe, expect, it } from 'vitest'
import { mapOf, survey } from '../../lib/inspect/index.js'

const grid = { rows: 1, columns: 3, west: 0, north: 1, cellX: 1, cellY: 1 }

async function surveyed(frames: { timeMs: number; minutes?: number; values: number[] }[]) {
  const reader = {
    about: 'Rain from memory.',
    extensions: [],
    recognises: () => true,
    async *read() {
      for (const { values, ...rest } of frames)
        yield { quantity: 'rain_rate' as const, units: 'mm/h', name: 'rain', grid, values: Float32Array.from(values), ...rest }
    },
  }
  const { fields } = await survey([new URL(import.meta.url).pathname], { readers: [{ name: 'memory', reader }] })
  return fields[0]
}

describe('the total of rain', () => {
  it('is rate times the length of each interval, over the frames that have a value', async () => {
    const { totalMm } = await surveyed([
      { timeMs: 0, minutes: 5, values: [12, Number.NaN, Number.NaN] },
      { timeMs: 900_000, minutes: 15, values: [4, 8, Number.NaN] },
    ])
    expect([...totalMm!]).toEqual([2, 2, Number.NaN])
  })

  it('takes the step of the series where frames do not say it, and is not known for one frame alone', async () => {
    const { totalMm } = await surveyed([0, 1, 2].map((k) => ({ timeMs: k * 600_000, values: [6, 0, k] })))
    expect([...totalMm!]).toEqual([3, 0, 0.5])
    const one = await surveyed([{ timeMs: 0, values: [6, 0, 1] }])
    expect(one.totalMm).toBeUndefined()
    expect(mapOf(one).panels).toMatchObject([{ name: '1970-01-01 00:00 UTC', unit: 'mm/h', low: 0, high: 6 }])
  })
})
