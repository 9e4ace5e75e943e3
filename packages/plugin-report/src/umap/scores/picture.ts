/** Nearest neighbours in the picture, of some of its points. */
import { permutation, random } from '@phd/core'
import { Nearest } from '../neighbours/plain.js'

export const mostRows = 1000

export interface PictureNeighbours {
  rows: number[]
  k: number
  /** (rows, k), by index: their order says nothing. */
  indices: Int32Array
}

/** All, or `mostRows` of them in order. */
export function sampledRows(n: number, seed: number): number[] {
  if (n <= mostRows) return Array.from({ length: n }, (_, i) => i)
  return [...permutation(random(seed, 'umap/scored'), n).subarray(0, mostRows)].sort((a, b) => a - b)
}

/** Among all points; `places` is (n, 2). */
export function neighboursInPicture(places: Float32Array, k: number, rows: number[]): PictureNeighbours {
  const n = places.length / 2
  const distances = new Float64Array(n)
  const indices = new Int32Array(rows.length * k)
  const nearest = new Nearest(k)
  rows.forEach((i, row) => {
    for (let j = 0; j < n; j++) distances[j] = (places[2 * i] - places[2 * j]) ** 2 + (places[2 * i + 1] - places[2 * j + 1]) ** 2
    nearest.find(distances, i)
    indices.set(nearest.who, row * k)
  })
  return { rows, k, indices }
}
