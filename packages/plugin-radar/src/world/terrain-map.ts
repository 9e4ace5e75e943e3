/** The terrain of the synthetic world: real elevations, resampled to square cells and cut into tiles. */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { PhdError, permutation, random } from '@phd/core'
import { syntheticTerrain } from './synthetic-terrain.js'

export interface TerrainMap {
  rows: number
  columns: number
  cellMetres: number
  /** (y, x) metres, row 0 north. */
  heightMetres: Float32Array
}

export interface Tile {
  name: string
  /** Of its north-west cell in the map. */
  row: number
  column: number
}

const folder = new URL('../../data/jacksboro/', import.meta.url)
const earthRadiusMetres = 6_371_000

export interface TerrainSource {
  name: string
  file: string
  shape: [number, number]
  cellArcSeconds: number
  latitude: number
  sha256: string
}

/** Where the terrain comes from; see PROVENANCE.md beside it. */
export function terrainSource(): TerrainSource {
  return JSON.parse(readFileSync(new URL('elevation.json', folder), 'utf8'))
}

/** The map in square cells: bilinear between the centres of cells that are longer than they are wide. */
export function loadTerrain(cellMetres: number): TerrainMap {
  const { file, shape, cellArcSeconds, latitude } = terrainSource()
  const bytes = gunzipSync(readFileSync(new URL(file, folder)))
  const source = new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  const northSouth = (cellArcSeconds / 3600) * (Math.PI / 180) * earthRadiusMetres
  const eastWest = northSouth * Math.cos((latitude * Math.PI) / 180)
  const rows = Math.floor((shape[0] * northSouth) / cellMetres)
  const columns = Math.floor((shape[1] * eastWest) / cellMetres)
  const heightMetres = new Float32Array(rows * columns)
  for (let y = 0; y < rows; y++) {
    const [y0, y1, down] = between(((y + 0.5) * cellMetres) / northSouth - 0.5, shape[0])
    for (let x = 0; x < columns; x++) {
      const [x0, x1, right] = between(((x + 0.5) * cellMetres) / eastWest - 0.5, shape[1])
      const row = (r: number) => source[r * shape[1] + x0] * (1 - right) + source[r * shape[1] + x1] * right
      heightMetres[y * columns + x] = row(y0) * (1 - down) + row(y1) * down
    }
  }
  return { rows, columns, cellMetres, heightMetres }
}

export const terrainKinds = ['jacksboro', 'synthetic'] as const
export type TerrainKind = (typeof terrainKinds)[number]

export interface WorldTerrain {
  kind: TerrainKind
  cellMetres: number
  /** Of synthetic terrain: as large as the tiles need, by this seed. */
  tiles: number
  size: number
  seed: number
}

export function worldTerrain({ kind, cellMetres, tiles, size, seed }: WorldTerrain): TerrainMap {
  if (kind === 'jacksboro') return loadTerrain(cellMetres)
  const across = Math.ceil(Math.sqrt(tiles))
  return syntheticTerrain(Math.ceil(tiles / across) * size, across * size, cellMetres, seed)
}

/** `count` tiles of `size` x `size` cells that do not overlap, drawn by `seed`. RADAR_WORLD_TILES where the map has fewer. */
export function drawTiles({ rows, columns, cellMetres }: TerrainMap, count: number, size: number, seed: number): Tile[] {
  const down = Math.floor(rows / size)
  const across = Math.floor(columns / size)
  if (count > down * across) {
    throw new PhdError('RADAR_WORLD_TILES', `The terrain has no ${count} tiles of ${size}x${size} cells of ${cellMetres} m.`, {
      expected: `at most ${down * across}: the map has ${rows} x ${columns} cells`,
      received: String(count),
      remedy: 'fewer --tiles, a smaller --size or smaller --cell-metres',
      usage: true,
    })
  }
  const digits = Math.max(2, String(count).length)
  const top = Math.floor((rows - down * size) / 2)
  const left = Math.floor((columns - across * size) / 2)
  const order = permutation(random(seed, 'tiles'), down * across)
  return Array.from(order.subarray(0, count), (place, i) => ({
    name: `tile${String(i + 1).padStart(digits, '0')}`,
    row: top + Math.floor(place / across) * size,
    column: left + (place % across) * size,
  }))
}

export function cutTile({ columns, heightMetres }: TerrainMap, { row, column }: Tile, size: number): Float32Array {
  const tile = new Float32Array(size * size)
  for (let y = 0; y < size; y++) tile.set(heightMetres.subarray((row + y) * columns + column, (row + y) * columns + column + size), y * size)
  return tile
}

/** The two cells around a position and the weight of the second; held at the edge. */
function between(position: number, length: number): [number, number, number] {
  const held = Math.min(length - 1, Math.max(0, position))
  const first = Math.min(length - 2, Math.floor(held))
  return [first, first + 1, held - first]
}
