/** What the Python oracles say of a field, and how it is compared. */
import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import type { Frame } from '../../../lib/index.js'

export interface Expected {
  digest: string
  rows: number
  columns: number
  valid: number
  max: number
  west: number
  north: number
  cellX: number
  cellY: number
}

/** sha256 of little-endian Float32 with one kind of NaN: two fields have one digest when they agree to the last bit. */
export function digestOf(values: Float32Array): string {
  const bits = new Uint32Array(Float32Array.from(values).buffer)
  for (let index = 0; index < values.length; index++) if (Number.isNaN(values[index])) bits[index] = 0x7fc00000
  return createHash('sha256').update(bits).digest('hex')
}

export function expectField(frame: Frame, expected: Expected, name: string): void {
  let valid = 0
  let max = Number.NEGATIVE_INFINITY
  for (const value of frame.values)
    if (!Number.isNaN(value)) {
      valid++
      if (value > max) max = value
    }
  expect({ name, rows: frame.grid.rows, columns: frame.grid.columns, valid, max: Math.fround(max) }).toEqual({
    name,
    rows: expected.rows,
    columns: expected.columns,
    valid: expected.valid,
    max: Math.fround(expected.max),
  })
  for (const edge of ['west', 'north', 'cellX', 'cellY'] as const) expect(frame.grid[edge], `${name} ${edge}`).toBeCloseTo(expected[edge], 9)
  expect(digestOf(frame.values), `${name}: the values`).toBe(expected.digest)
}
