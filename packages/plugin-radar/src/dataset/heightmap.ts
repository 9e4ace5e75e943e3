/** Terrain of a place as a gzipped ESRI ASCII grid. Row 0 is north; missing is NaN, -9999 in the file. */
import { gunzipSync, gzipSync } from 'node:zlib'
import { PhdError } from '@phd/core'

export interface Heightmap {
  height: number
  width: number
  cellMetres: number
  /** (y, x) */
  values: Float32Array
}

/** With the place of its south-west corner: 0, 0 where the file has none. */
export interface PlacedHeightmap extends Heightmap {
  west: number
  south: number
}

const noData = -9999

/** `decimals` places after the point; trailing zeros are left out. */
export function encodeAsciiGrid({ height, width, cellMetres, values }: Heightmap, decimals = 3): Uint8Array {
  const scale = 10 ** decimals
  const lines = [`ncols ${width}`, `nrows ${height}`, 'xllcorner 0', 'yllcorner 0', `cellsize ${cellMetres}`, `NODATA_value ${noData}`]
  for (let y = 0; y < height; y++) {
    const row = Array.from(values.subarray(y * width, (y + 1) * width), (value) => (Number.isFinite(value) ? Math.round(value * scale) / scale : noData))
    lines.push(row.join(' '))
  }
  return gzipSync(`${lines.join('\n')}\n`, { level: 6 })
}

/** RADAR_HEIGHTMAP_INVALID where the bytes are no gzipped ESRI ASCII grid. */
export function decodeAsciiGrid(bytes: Uint8Array, path: string): PlacedHeightmap {
  const tokens = unzip(bytes, path).split(/\s+/)
  const header = new Map<string, number>()
  let at = tokens[0] === '' ? 1 : 0
  for (; /^[a-z]/i.test(tokens[at] ?? '') && !/^nan$/i.test(tokens[at]); at += 2) header.set(tokens[at].toLowerCase(), Number(tokens[at + 1]))
  const width = header.get('ncols') ?? 0
  const height = header.get('nrows') ?? 0
  const cellMetres = header.get('cellsize') ?? 0
  const missing = header.get('nodata_value') ?? noData
  const values = Float32Array.from(tokens.slice(at, tokens.at(-1) === '' ? -1 : undefined), (token) => (Number(token) === missing ? Number.NaN : Number(token)))
  if (!(width > 0 && height > 0 && cellMetres > 0)) throw invalidHeightmap(path, 'no ncols, nrows and cellsize')
  if (values.length !== width * height) throw invalidHeightmap(path, `${values.length} values for ${height} rows of ${width}`)
  const corner = (axis: 'x' | 'y') => header.get(`${axis}llcorner`) ?? (header.get(`${axis}llcenter`) ?? cellMetres / 2) - cellMetres / 2
  return { height, width, cellMetres, values, west: corner('x'), south: corner('y') }
}

function unzip(bytes: Uint8Array, path: string): string {
  try {
    return gunzipSync(bytes).toString('utf8')
  } catch (error) {
    throw invalidHeightmap(path, `gzip says: ${(error as Error).message}`)
  }
}

export function invalidHeightmap(path: string, received: string): PhdError {
  return new PhdError('RADAR_HEIGHTMAP_INVALID', `The heightmap ${path} cannot be read.`, {
    expected: 'a gzipped ESRI ASCII grid',
    received,
    remedy: 'build the dataset again: phd radar build --force',
  })
}
