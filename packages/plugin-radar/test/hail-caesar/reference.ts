/** Runs of the published program, where the folder of test data lies beside the checkout: see their PROVENANCE.md. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { HailCaesarOptions } from '../../lib/hail-caesar/index.js'
import { hailCaesarDefaults } from '../../lib/hail-caesar/index.js'
import { checkout } from '../oracle.js'

export const boscastle = join(checkout, '..', 'shared', 'data', 'hydro-hail-caesar-boscastle')
export const noBoscastle = existsSync(boscastle) ? false : `needs ${boscastle}`
const tiles = join(checkout, '..', 'shared', 'data', 'rain2water-hailcaesar')
export const noTiles = existsSync(tiles) ? false : `needs ${tiles}`
export const long = process.env.PHD_LONG === '1'

const unpack = (path: string) => new Uint8Array(gunzipSync(readFileSync(path))).buffer

/** The 36 depths along the way, millimetres. */
export function boscastleDepthsMm(): { minutes: number[]; depthMm: Uint16Array; cells: number } {
  const { minutes, shape } = JSON.parse(readFileSync(join(boscastle, 'rerun_depth_mm.json'), 'utf8'))
  return { minutes, depthMm: new Uint16Array(unpack(join(boscastle, 'rerun_depth_mm.u16.bin.gz'))), cells: shape[1] * shape[2] }
}

export interface Tile {
  options: HailCaesarOptions
  minutes: number[]
  /** (time, y, x). */
  depthMm: Uint16Array
  cells: number
  columns: number
}

/** A tile as it was simulated, with its rain as it is stored: to 0.1 mm/h. `rainMmPerHour` replaces it. */
export function tile(name: string, rainMmPerHour?: number[][]): Tile {
  const folder = join(tiles, name)
  const meta = JSON.parse(readFileSync(join(folder, 'meta.json'), 'utf8'))
  const params = readFileSync(join(folder, 'run.params.txt'), 'utf8')
  const [rows, columns] = meta.dem.shape
  const [steps, ...zoneShape] = meta.rain.shape
  const zones = zoneShape.reduce((product: number, length: number) => product * length, 1)
  const tenths = new Uint16Array(unpack(join(folder, meta.rain.file)))
  const rain = rainMmPerHour ?? Array.from({ length: steps }, (_, k) => Array.from(tenths.subarray(k * zones, (k + 1) * zones), (value) => value / 10))
  const side = Math.sqrt(zones)
  const zoneOfCell = Int32Array.from({ length: rows * columns }, (_, i) => {
    const [y, x] = [Math.floor(i / columns), i % columns]
    return Math.floor((y * side) / rows) * side + Math.floor((x * side) / columns) + 1
  })
  const options: HailCaesarOptions = {
    rows,
    columns,
    cellMetres: meta.dem.cell_m,
    elevationMetres: Float64Array.from(new Int16Array(unpack(join(folder, meta.dem.file))), (value) => value / 10),
    zones,
    ...(zones > 1 && { zoneOfCell }),
    settings: {
      ...hailCaesarDefaults,
      courant: 0.3,
      topmodelMetres: 0.002,
      minimumInputDischarge: 0.03,
      rainStepMinutes: 5,
      seriesMinutes: 5,
      edgeSlope: Number(/slope_on_edge_cell:\s*(\S+)/.exec(params)![1]),
    },
    rain: async function* (fromRow) {
      yield* rain.slice(fromRow)
    },
  }
  return { options, minutes: meta.depth.minutes, depthMm: new Uint16Array(unpack(join(folder, meta.depth.file))), cells: rows * columns, columns }
}

/**
 * Share of cells over 100 mm in both among those in either; greatest difference, millimetres, beyond what six printed digits
 * may hide: the depths were printed so and then rounded to a millimetre.
 */
export function compared(depthMetres: Float64Array, referenceMm: Uint16Array): { overlap: number; wet: number; worstMm: number } {
  let both = 0
  let either = 0
  let worstMm = 0
  for (let i = 0; i < depthMetres.length; i++) {
    const mm = depthMetres[i] * 1000
    const [a, b] = [Math.round(mm) > 100, referenceMm[i] > 100]
    if (a || b) either++
    if (a && b) both++
    worstMm = Math.max(worstMm, Math.abs(mm - referenceMm[i]) - 5e-6 * mm)
  }
  return { overlap: both / either, wet: either, worstMm }
}
