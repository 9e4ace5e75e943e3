// Vectors of the bench: 20 groups in 12 of their dimensions, noise in all; float32, (n, d).
import { normal, random } from '@phd/core'

export function vectors(n, d, seed = 1) {
  const draw = random(seed, 'bench/umap')
  const inner = 12
  const centres = Array.from({ length: 20 }, () => Float64Array.from({ length: inner }, () => normal(draw) * 4))
  const spread = Array.from({ length: inner }, () => Float64Array.from({ length: d }, () => normal(draw) / Math.sqrt(d)))
  const data = new Float32Array(n * d)
  const own = new Float64Array(inner)
  for (let i = 0; i < n; i++) {
    const centre = centres[i % centres.length]
    for (let v = 0; v < inner; v++) own[v] = centre[v] + normal(draw)
    for (let c = 0; c < d; c++) {
      let sum = 0.1 * normal(draw)
      for (let v = 0; v < inner; v++) sum += own[v] * spread[v][c]
      data[i * d + c] = sum
    }
  }
  return data
}
