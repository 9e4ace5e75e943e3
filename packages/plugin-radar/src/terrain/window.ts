/** Moving windows over a grid, square, 2 `radius` + 1 cells wide and cut off at the edge; missing cells are left out. */

/** Mean of the cells in the window; NaN where all are missing. */
export function windowMean(values: Float32Array, height: number, width: number, radius: number): Float32Array {
  const stride = width + 1
  const sums = new Float64Array((height + 1) * stride)
  const counts = new Float64Array((height + 1) * stride)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = values[y * width + x]
      const known = Number.isFinite(value)
      const i = (y + 1) * stride + x + 1
      sums[i] = (known ? value : 0) + sums[i - 1] + sums[i - stride] - sums[i - stride - 1]
      counts[i] = (known ? 1 : 0) + counts[i - 1] + counts[i - stride] - counts[i - stride - 1]
    }
  }
  const out = new Float32Array(values.length)
  for (let y = 0; y < height; y++) {
    const top = Math.max(0, y - radius) * stride
    const bottom = Math.min(height, y + radius + 1) * stride
    for (let x = 0; x < width; x++) {
      const left = Math.max(0, x - radius)
      const right = Math.min(width, x + radius + 1)
      const over = (table: Float64Array) => table[bottom + right] - table[bottom + left] - table[top + right] + table[top + left]
      out[y * width + x] = over(sums) / over(counts)
    }
  }
  return out
}

/** Least of the cells in the window; NaN where all are missing. */
export function windowMinimum(values: Float32Array, height: number, width: number, radius: number): Float32Array {
  const rows = minimumAlong(values, height, width, radius, 1, width)
  return minimumAlong(rows, width, height, radius, width, 1)
}

/** `lines` lines of `length` cells; cells of a line lie `step` apart, lines `lineStep`. */
function minimumAlong(values: Float32Array, lines: number, length: number, radius: number, step: number, lineStep: number): Float32Array {
  const out = new Float32Array(values.length)
  for (let line = 0; line < lines; line++) {
    for (let at = 0; at < length; at++) {
      let least = Number.POSITIVE_INFINITY
      for (let k = Math.max(0, at - radius); k <= Math.min(length - 1, at + radius); k++) {
        const value = values[line * lineStep + k * step]
        if (value < least) least = value
      }
      out[line * lineStep + at * step] = least === Number.POSITIVE_INFINITY ? Number.NaN : least
    }
  }
  return out
}
