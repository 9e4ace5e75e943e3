/**
 * Where the layout starts: the first two principal components, so that far groups start apart (Kobak & Linderman 2021,
 * doi:10.1038/s41587-020-00809-z).
 */
import { normal, type Random } from '@phd/core'
import type { Points } from './points.js'

/** More directions than are kept: the first two converge sooner. */
const directions = 4
const rounds = 8
const width = 10
const jitter = 1e-4

/**
 * (n, 2) of points whose mean is 0, by orthogonal iteration (Golub & Van Loan 2013, Matrix Computations, 8.2.4): close to
 * the components, which is enough of a start. Scaled to 0..10 each, with a little noise that parts equal points.
 */
export async function principalStart(points: Points, random: Random, pause: () => Promise<void>): Promise<Float64Array> {
  const { n, d } = points
  let basis = orthonormal(
    Float64Array.from({ length: directions * d }, () => normal(random)),
    d,
  )
  const scores = new Float64Array(n * directions)
  for (let round = 0; ; round++) {
    project(points, basis, scores)
    if (round === rounds) break
    basis = orthonormal(weighted(points, scores), d)
    await pause()
  }
  const start = new Float64Array(n * 2)
  for (const v of [0, 1]) {
    const column = Float64Array.from({ length: n }, (_, i) => scores[i * directions + v])
    const [low, high] = [column.reduce((a, b) => Math.min(a, b)), column.reduce((a, b) => Math.max(a, b))]
    for (let i = 0; i < n; i++) start[2 * i + v] = (high > low ? (width * (column[i] - low)) / (high - low) : width * random()) + jitter * normal(random)
  }
  return start
}

/** Points (n, d) times the basis (4, d), into scores (n, 4). */
function project({ n, d, data }: Points, basis: Float64Array, scores: Float64Array): void {
  for (let i = 0; i < n; i++) {
    const at = i * d
    let [s0, s1, s2, s3] = [0, 0, 0, 0]
    for (let c = 0; c < d; c++) {
      const value = data[at + c]
      s0 += value * basis[c]
      s1 += value * basis[d + c]
      s2 += value * basis[2 * d + c]
      s3 += value * basis[3 * d + c]
    }
    scores[i * directions] = s0
    scores[i * directions + 1] = s1
    scores[i * directions + 2] = s2
    scores[i * directions + 3] = s3
  }
}

/** Sums of points weighted by their scores, (4, d): the scatter matrix times the basis. */
function weighted({ n, d, data }: Points, scores: Float64Array): Float64Array {
  const out = new Float64Array(directions * d)
  for (let i = 0; i < n; i++) {
    const at = i * d
    const [s0, s1, s2, s3] = scores.subarray(i * directions, (i + 1) * directions)
    for (let c = 0; c < d; c++) {
      const value = data[at + c]
      out[c] += value * s0
      out[d + c] += value * s1
      out[2 * d + c] += value * s2
      out[3 * d + c] += value * s3
    }
  }
  return out
}

/** Modified Gram-Schmidt of the 4 rows of length d; each one's largest entry is positive, so that the sign is one. Beyond d they are 0. */
function orthonormal(rows: Float64Array, d: number): Float64Array {
  const vectors = Array.from({ length: directions }, (_, v) => rows.subarray(v * d, (v + 1) * d))
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, c) => sum + value * b[c], 0)
  vectors.forEach((vector, v) => {
    const before = Math.sqrt(dot(vector, vector))
    for (const other of vectors.slice(0, v)) {
      const along = dot(vector, other)
      for (let c = 0; c < d; c++) vector[c] -= along * other[c]
    }
    const length = Math.sqrt(dot(vector, vector))
    const largest = vector.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0)
    const scale = length > before * 1e-10 ? Math.sign(largest) / length : 0
    for (let c = 0; c < d; c++) vector[c] *= scale
  })
  return rows
}
