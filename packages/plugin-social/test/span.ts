/** Is a vector a combination of others? By Gaussian elimination; entries are small whole numbers. */
export function spans(vectors: number[][]): (wanted: number[]) => boolean {
  const basis: { pivot: number; vector: number[] }[] = []
  const reduce = (vector: number[]) => {
    let rest = vector
    for (const { pivot, vector: known } of basis) {
      const factor = rest[pivot]
      if (factor !== 0) rest = rest.map((value, i) => value - factor * known[i])
    }
    return rest
  }
  const isZero = (value: number) => Math.abs(value) < 1e-9
  for (const vector of vectors) {
    const rest = reduce(vector)
    const pivot = rest.findIndex((value) => !isZero(value))
    if (pivot >= 0) basis.push({ pivot, vector: rest.map((value) => value / rest[pivot]) })
  }
  return (wanted) => reduce(wanted).every(isZero)
}
