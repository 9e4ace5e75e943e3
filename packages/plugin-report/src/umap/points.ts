/** Vectors in one block, and what has to be true of them. */
import { PhdError } from '@phd/core'

/** `data` is (n, d), row by row. */
export interface Points {
  n: number
  d: number
  data: Float32Array
}

export type Metric = 'euclidean' | 'cosine'

/** REPORT_EMBED_VALUES: NaN or infinity, points that are all the same, or no direction to compare. */
export function checkPoints({ n, d, data }: Points, metric: Metric): void {
  const bad = new Set<number>()
  for (let i = 0; i < n * d; i++) if (!Number.isFinite(data[i])) bad.add(Math.floor(i / d))
  if (bad.size > 0) throw refused(`${rows(bad)} NaN or infinity.`, 'finite numbers', 'leave those rows out, or fill them, before this step')
  if (metric === 'cosine') {
    const zero = new Set<number>()
    for (let i = 0; i < n; i++) if (data.subarray(i * d, (i + 1) * d).every((value) => value === 0)) zero.add(i)
    if (zero.size > 0)
      throw refused(`${rows(zero)} only zeros, which have no direction.`, 'vectors that are not zero', '--metric euclidean, or leave those rows out')
  }
  if (data.every((value, i) => value === data[i % d])) throw refused('All rows are the same.', 'at least two different points')
}

function rows(of: Set<number>): string {
  const first = [...of].slice(0, 5)
  const more = of.size > first.length ? ` and ${of.size - first.length} more` : ''
  return of.size === 1 ? `Row ${first[0]} (from 0) holds` : `Rows ${first.join(', ')}${more} (from 0) hold`
}

function refused(message: string, expected: string, remedy?: string): PhdError {
  return new PhdError('REPORT_EMBED_VALUES', message, { expected, remedy })
}

/**
 * What distances are measured between: for the cosine metric unit vectors, else the points with their mean taken off,
 * which changes no distance and saves digits. Half the squared distance of unit vectors is 1 - cosine.
 */
export function comparable({ n, d, data }: Points, metric: Metric): Points {
  const out = new Float32Array(n * d)
  if (metric === 'cosine') {
    for (let i = 0; i < n; i++) {
      let squares = 0
      for (let c = 0; c < d; c++) squares += data[i * d + c] ** 2
      const length = Math.sqrt(squares)
      for (let c = 0; c < d; c++) out[i * d + c] = data[i * d + c] / length
    }
  } else {
    const mean = new Float64Array(d)
    for (let i = 0; i < n; i++) for (let c = 0; c < d; c++) mean[c] += data[i * d + c] / n
    for (let i = 0; i < n; i++) for (let c = 0; c < d; c++) out[i * d + c] = data[i * d + c] - mean[c]
  }
  return { n, d, data: out }
}

/** In float64, from the values themselves: the same on every device. */
export function squaredDistance({ d, data }: Points, i: number, j: number): number {
  let sum = 0
  const [a, b] = [i * d, j * d]
  for (let c = 0; c < d; c++) {
    const difference = data[a + c] - data[b + c]
    sum += difference * difference
  }
  return sum
}
