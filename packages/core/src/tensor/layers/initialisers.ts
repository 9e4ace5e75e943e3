/** First values of weights, as Keras has them. A filter is (y, x, in, out); its fan-in is y · x · in. */
import { normal, type Random } from '../../random.js'

export type Initialiser = (shape: number[], draw: Random) => Float32Array

export const zeros: Initialiser = (shape) => new Float32Array(size(shape))
export const ones: Initialiser = (shape) => new Float32Array(size(shape)).fill(1)

/** Normal of variance 2 / fan-in, cut at two deviations (He et al. 2015). */
export const heNormal: Initialiser = (shape, draw) => {
  const cut = 0.87962566103423978 // standard deviation of a unit normal cut at ±2
  return truncatedNormal(Math.sqrt(2 / fans(shape)[0]) / cut)(shape, draw)
}

/** Normal, cut at two deviations: 0.02 for transformers and what is built like them. */
export function truncatedNormal(deviation: number): Initialiser {
  return (shape, draw) =>
    fill(shape, () => {
      let z = normal(draw)
      while (Math.abs(z) > 2) z = normal(draw)
      return z * deviation
    })
}

/** Uniform of variance 2 / (fan-in + fan-out) (Glorot and Bengio 2010). */
export const glorotUniform: Initialiser = (shape, draw) => {
  const [fanIn, fanOut] = fans(shape)
  const limit = Math.sqrt(6 / (fanIn + fanOut))
  return fill(shape, () => (2 * draw() - 1) * limit)
}

function size(shape: number[]): number {
  return shape.reduce((a, b) => a * b, 1)
}

function fans(shape: number[]): [number, number] {
  const field = size(shape.slice(0, -2))
  return [field * shape[shape.length - 2], field * shape[shape.length - 1]]
}

function fill(shape: number[], value: () => number): Float32Array {
  const data = new Float32Array(size(shape))
  for (let i = 0; i < data.length; i++) data[i] = value()
  return data
}
