/**
 * Terrain by seed: fractal hills on a plain that falls to the south, with a valley that winds through.
 *
 * The hills are a random surface of the power spectrum k^-3.8 (Turcotte 1997, Fractals and Chaos in Geology, ch. 7: relief
 * is about k^-4 in two dimensions), so it is rough enough for ponds and smooth enough for streams.
 */
import { normal, random } from '@phd/core'
import { createTransform } from './fft.js'
import type { TerrainMap } from './terrain-map.js'

const slope = 0.008
const reliefMetres = 25
const valleyMetres = 20
const valleyWidthMetres = 600
const longestMetres = 6000
const exponent = 3.8

/** Square cells; every seed another land. */
export function syntheticTerrain(rows: number, columns: number, cellMetres: number, seed: number): TerrainMap {
  let size = 64
  while (size < rows || size < columns) size *= 2
  const hills = fractal(size, longestMetres / cellMetres, seed)
  const draw = random(seed, 'valley')
  const middle = columns * cellMetres * (0.35 + 0.3 * draw())
  const bends = Array.from({ length: 3 }, (_, i) => ({ metres: (500 * (1 + draw())) / (i + 1), wave: 9000 / (i + 1), phase: 2 * Math.PI * draw() }))
  const heightMetres = new Float32Array(rows * columns)
  for (let y = 0; y < rows; y++) {
    const south = y * cellMetres
    const course = bends.reduce((sum, { metres, wave, phase }) => sum + metres * Math.sin((2 * Math.PI * south) / wave + phase), middle)
    for (let x = 0; x < columns; x++) {
      const aside = (x * cellMetres - course) / valleyWidthMetres
      const valley = valleyMetres * (1 - Math.exp((-aside * aside) / 2))
      // Hills are lower in the valley: its floor is made by its river.
      const rough = hills[y * size + x] * reliefMetres * (1 - 0.8 * Math.exp((-aside * aside) / 2))
      heightMetres[y * columns + x] = 100 + (rows * cellMetres - south) * slope + valley + rough
    }
  }
  return { rows, columns, cellMetres, heightMetres }
}

/** Standard deviation 1, mean 0, (size, size). */
function fractal(size: number, longestCells: number, seed: number): Float64Array {
  const draw = random(seed, 'terrain')
  const [real, imaginary] = [new Float64Array(size * size), new Float64Array(size * size)]
  let power = 0
  for (let ky = 0, i = 0; ky < size; ky++) {
    for (let kx = 0; kx < size; kx++, i++) {
      const k = Math.hypot(Math.min(ky, size - ky), Math.min(kx, size - kx)) / size
      const amplitude = i === 0 ? 0 : (k * k + longestCells ** -2) ** (-exponent / 4)
      power += amplitude * amplitude
      real[i] = amplitude * normal(draw)
      imaginary[i] = amplitude * normal(draw)
    }
  }
  createTransform(size).inverse(real, imaginary)
  const scale = 1 / Math.sqrt(power)
  return real.map((value) => value * scale)
}
