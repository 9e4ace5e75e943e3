/** Float32, NaN where it cannot hold the number. */
export function finiteOrMissing(value: number): number {
  const kept = Math.fround(value)
  return Number.isFinite(kept) ? kept : Number.NaN
}
