// The cases of bench/solver.js: terrain, rain and settings. All cells of the grid count, wet or dry.
import { existsSync, readFileSync } from 'node:fs'
import { normal, random } from '@phd/core'

const boscastle = new URL('../../../shared/data/hydro-hail-caesar-boscastle/', import.meta.url)
const free = { kind: 'free', slope: 0.005 }

/** Each: `about`, `options` of createSolver, `rain(minute)` mm/h or undefined, minutes of a turn, minutes before the first. */
export function cases() {
  return [...(existsSync(boscastle) ? [boscastle50()] : []), valley(200, 'wet'), valley(200, 'sparse'), valley(1000, 'wet'), valley(1000, 'sparse')]
}

/** 60 x 120 cells, its 72 hours of uniform rain; the hours round the peak. */
function boscastle50() {
  const { rows, columns, values } = readAscii(readFileSync(new URL('boscastle_square_50m.asc', boscastle), 'utf8'))
  const rates = readFileSync(new URL('boscastle-uniform-rainfall-test.txt', boscastle), 'utf8').trim().split(/\s+/).map(Number)
  const rain = new Float64Array(rows * columns)
  return {
    name: 'Boscastle 50 m, 60x120',
    options: { rows, columns, cellMetres: 50, elevationMetres: values, manning: 0.04, courant: 0.3, edge: { kind: 'free', slope: 0.001 } },
    rain: (minute) => rain.fill(rates[Math.floor(minute / 5)]),
    before: 40 * 60,
    turn: 60,
  }
}

/** Hills and valleys of many sizes on a gentle slope. wet: a steady downpour everywhere, after water has gathered; sparse: one square in the middle. */
function valley(size, kind) {
  const cellMetres = 20
  const draw = random(1, `terrain ${size}`)
  const elevationMetres = new Float64Array(size * size)
  for (let wavelength = size; wavelength > 6; wavelength /= 2) {
    for (let k = 0; k < 4; k++) {
      const angle = 2 * Math.PI * draw()
      const phase = 2 * Math.PI * draw()
      const metres = 0.05 * wavelength * normal(draw)
      const [kx, ky] = [Math.cos(angle), Math.sin(angle)].map((part) => (2 * Math.PI * part) / wavelength)
      for (let y = 0, i = 0; y < size; y++) for (let x = 0; x < size; x++, i++) elevationMetres[i] += metres * Math.sin(kx * x + ky * y + phase)
    }
  }
  for (let y = 0, i = 0; y < size; y++) for (let x = 0; x < size; x++, i++) elevationMetres[i] += 0.01 * cellMetres * x
  const rain = new Float64Array(size * size)
  const [from, to] = kind === 'wet' ? [0, size] : [Math.floor(size * 0.45), Math.floor(size * 0.55)]
  for (let y = from; y < to; y++) rain.fill(40, y * size + from, y * size + to)
  return {
    name: `${size}x${size} ${kind}`,
    options: { rows: size, columns: size, cellMetres, elevationMetres, manning: 0.04, edge: free },
    rain: () => rain,
    before: kind === 'wet' ? 60 : 30,
    turn: size === 200 ? 10 : 1,
  }
}

function readAscii(text) {
  const words = text.trim().split(/\s+/)
  const header = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [words[2 * i].toLowerCase(), Number(words[2 * i + 1])]))
  const values = Float64Array.from(words.slice(12), (word) => (Number(word) === header.nodata_value ? Number.NaN : Number(word)))
  return { rows: header.nrows, columns: header.ncols, values }
}
