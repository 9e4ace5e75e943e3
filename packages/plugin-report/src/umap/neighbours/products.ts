/** Squared distances of four points to all others in one pass over the data, in float64. */

export const rowsAtOnce = 4

/** `data` (n, d), `norms` the squared lengths. Into `out` (4, n): |y|² - 2 x·y, the squared distance less |x|². */
export function scoresOfRows(data: Float64Array, d: number, norms: Float64Array, rows: readonly number[], out: Float64Array): void {
  const n = norms.length
  const [r0, r1, r2, r3] = rows.map((row) => row * d)
  for (let j = 0; j < n; j++) {
    const at = j * d
    let [s0, s1, s2, s3] = [0, 0, 0, 0]
    for (let c = 0; c < d; c++) {
      const value = data[at + c]
      s0 += value * data[r0 + c]
      s1 += value * data[r1 + c]
      s2 += value * data[r2 + c]
      s3 += value * data[r3 + c]
    }
    out[j] = norms[j] - 2 * s0
    out[n + j] = norms[j] - 2 * s1
    out[2 * n + j] = norms[j] - 2 * s2
    out[3 * n + j] = norms[j] - 2 * s3
  }
}
