/** Pixels of an image into values. */
import { finiteOrMissing } from '../finite.js'
import type { Hdf5Numbers } from '../hdf5/index.js'

/** Each by `meaning`, NaN where Float32 cannot hold it; of 8 and 16 bits through a table, as the same pixels come many times. */
export function valuesOf(pixels: Hdf5Numbers, meaning: (pixel: number) => number): Float32Array {
  const values = new Float32Array(pixels.length)
  const different = pixels instanceof Uint8Array ? 2 ** 8 : pixels instanceof Uint16Array ? 2 ** 16 : Infinity
  if (different < pixels.length) {
    const table = new Float32Array(different)
    for (let pixel = 0; pixel < different; pixel++) table[pixel] = finiteOrMissing(meaning(pixel))
    for (let index = 0; index < values.length; index++) values[index] = table[pixels[index]]
  } else for (let index = 0; index < values.length; index++) values[index] = finiteOrMissing(meaning(pixels[index]))
  return values
}
