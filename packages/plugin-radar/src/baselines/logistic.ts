/**
 * Logistic regression by Newton's method (iteratively reweighted least squares).
 *
 * Features are standardised; a ridge of 1 on every weight but the bias, against hundreds of thousands of rows, only keeps
 * separable data finite. Deterministic.
 */
export interface LogisticModel {
  /** One a feature, for features as given (not standardised), and the bias. */
  weights: Float64Array
  bias: number
}

const ridge = 1
const iterations = 30
const tolerance = 1e-6

/** One column a feature, one row a label, labels 0 or 1. */
export function fitLogistic(columns: Float32Array[], labels: Uint8Array): LogisticModel {
  const features = columns.length
  const means = columns.map(mean)
  const deviations = columns.map((column, j) => Math.sqrt(mean(column.map((value) => (value - means[j]) ** 2))) || 1)
  const size = features + 1
  const beta = new Float64Array(size)
  const row = new Float64Array(size)
  row[features] = 1
  for (let iteration = 0; iteration < iterations; iteration++) {
    const hessian = new Float64Array(size * size)
    const gradient = new Float64Array(size)
    for (let n = 0; n < labels.length; n++) {
      let score = beta[features]
      for (let j = 0; j < features; j++) {
        row[j] = (columns[j][n] - means[j]) / deviations[j]
        score += beta[j] * row[j]
      }
      const p = sigmoid(score)
      const weight = p * (1 - p)
      for (let j = 0; j < size; j++) {
        gradient[j] += (labels[n] - p) * row[j]
        const scaled = weight * row[j]
        for (let k = 0; k <= j; k++) hessian[j * size + k] += scaled * row[k]
      }
    }
    for (let j = 0; j < size; j++) {
      const penalty = j < features ? ridge : 1e-9
      gradient[j] -= penalty * beta[j]
      hessian[j * size + j] += penalty
    }
    const step = solveCholesky(hessian, gradient, size)
    let largest = 0
    for (let j = 0; j < size; j++) {
      beta[j] += step[j]
      largest = Math.max(largest, Math.abs(step[j]))
    }
    if (largest < tolerance) break
  }
  const weights = Float64Array.from({ length: features }, (_, j) => beta[j] / deviations[j])
  const bias = beta[features] - weights.reduce((sum, weight, j) => sum + weight * means[j], 0)
  return { weights, bias }
}

function sigmoid(score: number): number {
  return 1 / (1 + Math.exp(-score))
}

function mean(column: Float32Array): number {
  return column.reduce((sum, value) => sum + value, 0) / column.length
}

/** Solves `matrix` x = `vector`; the lower triangle of the symmetric matrix is given, and overwritten. */
function solveCholesky(matrix: Float64Array, vector: Float64Array, size: number): Float64Array {
  for (let j = 0; j < size; j++) {
    for (let i = j; i < size; i++) {
      let sum = matrix[i * size + j]
      for (let k = 0; k < j; k++) sum -= matrix[i * size + k] * matrix[j * size + k]
      matrix[i * size + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / matrix[j * size + j]
    }
  }
  const x = vector.slice()
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) x[i] -= matrix[i * size + k] * x[k]
    x[i] /= matrix[i * size + i]
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) x[i] -= matrix[k * size + i] * x[k]
    x[i] /= matrix[i * size + i]
  }
  return x
}
