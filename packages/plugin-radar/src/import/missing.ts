/** Cells without a value. */
export function missingCells(values: Float32Array): number {
  let count = 0
  for (const value of values) if (Number.isNaN(value)) count++
  return count
}
