/** The Fourier transform of a square of complex numbers, in place; a power of two a side (Cooley and Tukey 1965). */

export interface Transform2d {
  /** Sum of c(ky, kx) exp(+2 pi i (ky y + kx x) / n), without a factor. */
  inverse(real: Float64Array, imaginary: Float64Array): void
}

export function createTransform(n: number): Transform2d {
  const bits = Math.log2(n)
  if (!Number.isInteger(bits)) throw new RangeError(`${n} is no power of two`)
  const reversed = Uint32Array.from({ length: n }, (_, i) => {
    let out = 0
    for (let b = 0; b < bits; b++) if (i & (1 << b)) out |= 1 << (bits - 1 - b)
    return out
  })
  const cosine = Float64Array.from({ length: n / 2 }, (_, i) => Math.cos((2 * Math.PI * i) / n))
  const sine = Float64Array.from({ length: n / 2 }, (_, i) => Math.sin((2 * Math.PI * i) / n))
  const lineReal = new Float64Array(n)
  const lineImaginary = new Float64Array(n)

  const line = () => {
    for (let half = 1; half < n; half *= 2) {
      const step = n / (2 * half)
      for (let start = 0; start < n; start += 2 * half) {
        for (let j = 0; j < half; j++) {
          const [a, b] = [start + j, start + j + half]
          const [c, s] = [cosine[j * step], sine[j * step]]
          const re = lineReal[b] * c - lineImaginary[b] * s
          const im = lineReal[b] * s + lineImaginary[b] * c
          lineReal[b] = lineReal[a] - re
          lineImaginary[b] = lineImaginary[a] - im
          lineReal[a] += re
          lineImaginary[a] += im
        }
      }
    }
  }
  const along = (real: Float64Array, imaginary: Float64Array, first: number, stride: number) => {
    for (let i = 0; i < n; i++) {
      lineReal[reversed[i]] = real[first + i * stride]
      lineImaginary[reversed[i]] = imaginary[first + i * stride]
    }
    line()
    for (let i = 0; i < n; i++) {
      real[first + i * stride] = lineReal[i]
      imaginary[first + i * stride] = lineImaginary[i]
    }
  }
  return {
    inverse(real, imaginary) {
      for (let y = 0; y < n; y++) along(real, imaginary, y * n, 1)
      for (let x = 0; x < n; x++) along(real, imaginary, x, n)
    },
  }
}
