/**
 * Rain over a wide square as a random field: areas of rain with cells in them, that drift, grow and decay.
 *
 * Two Gaussian fields with the spectrum (1 + (k L)^2)^-2 of Whittle (1954), Biometrika 41, 434-449; each of their waves is an
 * autoregressive process in time, as in the String of Beads model of Pegram and Clothier (2001), J. Hydrol. 241, 26-41.
 * They drift by turning phases. It is wet where the areas, and a little of the cells, are above a threshold; the rank there is
 * the rate of the area, and the cells multiply it.
 */
import { normal, type Random } from '@phd/core'
import { type RainClimate, wetRate } from './climate.js'
import { createTransform } from './fft.js'

export interface RainField {
  /** Cells along a side. */
  size: number
  /** The next frame, (y, x) mm/h, row 0 north; the array is a new one. `dryness` is added to the threshold: 0 as the climate has it. */
  next(dryness?: number): Float32Array
}

/** `size` is a power of two. The square is periodic: look at less than the whole where that matters. */
export function createRainField(climate: RainClimate, draw: Random, size: number, cellMetres: number, minutes: number): RainField {
  const transform = createTransform(size)
  const area = createWaves(draw, size, (climate.areaKilometres * 1000) / cellMetres, 1)
  const cells = createWaves(draw, size, (climate.cellKilometres * 1000) / cellMetres, 1)
  const direction = 2 * Math.PI * draw()
  const metresPerSecond = climate.slowestMetresPerSecond + draw() * (climate.fastestMetresPerSecond - climate.slowestMetresPerSecond)
  const cellsPerFrame = (metresPerSecond * minutes * 60) / cellMetres
  const [east, south] = [cellsPerFrame * Math.cos(direction), cellsPerFrame * Math.sin(direction)]
  const threshold = quantile(1 - climate.wetShare)
  const scratch = new Float64Array(size * size)
  const moved = [new Float64Array(size * size), new Float64Array(size * size)]
  const [ofArea, ofCells] = [Math.sqrt(1 - climate.raggedShare), Math.sqrt(climate.raggedShare)]
  let frame = 0
  const fieldOf = (waves: Waves, out: Float64Array) => {
    for (let ky = 0, i = 0; ky < size; ky++) {
      const down = ky <= size / 2 ? ky : ky - size
      for (let kx = 0; kx < size; kx++, i++) {
        const right = kx <= size / 2 ? kx : kx - size
        const turn = (-2 * Math.PI * frame * (down * south + right * east)) / size
        const [c, s] = [Math.cos(turn), Math.sin(turn)]
        out[i] = waves.real[i] * c - waves.imaginary[i] * s
        scratch[i] = waves.real[i] * s + waves.imaginary[i] * c
      }
    }
    transform.inverse(out, scratch)
    return out
  }
  return {
    size,
    next(dryness = 0) {
      if (frame > 0) {
        area.evolve(Math.exp(-minutes / climate.areaMinutes))
        cells.evolve(Math.exp(-minutes / climate.cellMinutes))
      }
      const [areaField, cellField] = [fieldOf(area, moved[0]), fieldOf(cells, moved[1])]
      frame++
      const rain = new Float32Array(size * size)
      for (let i = 0; i < rain.length; i++) {
        const z = ofArea * areaField[i] + ofCells * cellField[i] - dryness
        if (z > threshold) rain[i] = wetRate(climate, exceedance(z) / climate.wetShare, cellField[i])
      }
      return rain
    },
  }
}

interface Waves {
  real: Float64Array
  imaginary: Float64Array
  /** One frame on: each wave keeps this share of itself. */
  evolve(kept: number): void
}

/** The real part of their sum has the standard deviation `deviation`. */
function createWaves(draw: Random, size: number, lengthCells: number, deviation: number): Waves {
  const amplitude = new Float64Array(size * size)
  let power = 0
  for (let ky = 0, i = 0; ky < size; ky++) {
    for (let kx = 0; kx < size; kx++, i++) {
      const k = ((2 * Math.PI) / size) * Math.hypot(Math.min(ky, size - ky), Math.min(kx, size - kx))
      const density = i === 0 ? 0 : (1 + (k * lengthCells) ** 2) ** -2
      power += density
      amplitude[i] = Math.sqrt(density)
    }
  }
  const scale = deviation / Math.sqrt(power)
  const real = amplitude.map((a) => a * scale * normal(draw))
  const imaginary = amplitude.map((a) => a * scale * normal(draw))
  return {
    real,
    imaginary,
    evolve(kept) {
      const fresh = Math.sqrt(1 - kept * kept) * scale
      for (let i = 0; i < real.length; i++) {
        const a = amplitude[i] * fresh
        if (a === 0) continue
        const radius = a * Math.sqrt(-2 * Math.log(1 - draw()))
        const angle = 2 * Math.PI * draw()
        real[i] = kept * real[i] + radius * Math.cos(angle)
        imaginary[i] = kept * imaginary[i] + radius * Math.sin(angle)
      }
    },
  }
}

/** Share of a standard normal above z (Abramowitz and Stegun 26.2.17, 7.5e-8; its tail beyond 5 from the asymptotic series). */
export function exceedance(z: number): number {
  const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)
  if (z > 5) return (density / z) * (1 - 1 / (z * z) + 3 / z ** 4 - 15 / z ** 6)
  if (z < 0) return 1 - exceedance(-z)
  const t = 1 / (1 + 0.2316419 * z)
  return density * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
}

/** z that the share `below` of a standard normal is below; by bisection. */
export function quantile(below: number): number {
  let [low, high] = [-8, 8]
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (1 - exceedance(middle) < below) low = middle
    else high = middle
  }
  return (low + high) / 2
}
