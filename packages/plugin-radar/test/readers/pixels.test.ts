/** Pixels through a table are the pixels one by one. */
import { expect, it } from 'vitest'
import { valuesOf } from '../../lib/readers/odim-hdf5/pixels.js'

it.each([
  ['8 bits', Uint8Array.from({ length: 1000 }, (_, index) => index * 7)],
  ['16 bits', Uint16Array.from({ length: 70_000 }, (_, index) => index * 31)],
  ['8 bits with a sign', Int8Array.from({ length: 1000 }, (_, index) => index * 7)],
])('%s: many, in one call and each alone', (_, pixels) => {
  const meaning = (pixel: number) => (pixel === 255 ? Number.NaN : pixel === 3 ? 1e39 : 10 ** (pixel / 5000) - 0.5)
  const alone = [...pixels].map((pixel) => valuesOf(Float64Array.of(pixel), meaning)[0])
  expect([...valuesOf(pixels, meaning)]).toEqual(alone)
  expect(valuesOf(Uint8Array.of(3, 255), meaning)).toEqual(Float32Array.of(Number.NaN, Number.NaN))
})
