/** Terrain from a store or from an ESRI ASCII grid, plain or gzipped. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { PhdError } from '@phd/core'
import type { Grid } from '../../raster/index.js'
import { openRasterStore } from '../../zarr/index.js'
import { decodeAsciiGrid } from '../heightmap.js'

export interface TerrainFile {
  /** `crs` is absent where the file does not say; `placed` is false where it does not say where it lies. */
  grid: Grid
  /** (y, x) metres, NaN missing. */
  values: Float32Array
  /** Of the heights. */
  sha256: string
  origin?: string
}

/** Errors: RADAR_STORE_MISSING, _FORMAT, _VARIABLE, RADAR_HEIGHTMAP_INVALID, RADAR_TERRAIN_FILE. */
export async function readTerrainFile(path: string): Promise<TerrainFile> {
  if (/\.asc(\.gz)?$/i.test(path)) return readAscii(path)
  if (!/\.zarr\/?$/i.test(path)) {
    throw new PhdError('RADAR_TERRAIN_FILE', `${path} is neither a store nor an ESRI ASCII grid.`, {
      expected: '.zarr, .asc or .asc.gz',
      received: path,
      remedy: `phd radar import ${path} --out terrain.zarr`,
      usage: true,
    })
  }
  const store = await openRasterStore(path)
  const values = await store.frame(store.variable('elevation').name)
  const { source, title } = store.attributes as { source?: string; title?: string }
  return { grid: store.grid, values, sha256: hashOf(values), origin: source ?? title }
}

async function readAscii(path: string): Promise<TerrainFile> {
  const bytes = await readFile(path).catch(() => {
    throw new PhdError('RADAR_TERRAIN_FILE', `There is no file ${path}.`, { expected: 'an ESRI ASCII grid', usage: true })
  })
  const { height, width, cellMetres, values, west, south } = decodeAsciiGrid(path.endsWith('.gz') ? bytes : gzipSync(bytes, { level: 1 }), path)
  const grid: Grid = { rows: height, columns: width, west, north: south + height * cellMetres, cellX: cellMetres, cellY: cellMetres }
  return { grid, values, sha256: hashOf(values) }
}

function hashOf(values: Float32Array): string {
  return createHash('sha256')
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest('hex')
}
