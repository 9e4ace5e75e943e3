/** What the radar says fell over the terrain, before it is mapped onto cells. */
import { type Grid, gridBounds } from '../raster/index.js'
import type { RainMap } from './rain-map.js'

/**
 * Square metres of each rain cell that lie under the extent of the terrain: exact where both have one projection, otherwise
 * that of the cells mapped to it, with those without terrain left out.
 */
export function areaUnder(terrain: Grid, rain: Grid, map: RainMap): Float64Array {
  const area = new Float64Array(rain.rows * rain.columns)
  const cellArea = terrain.cellX * terrain.cellY
  if (terrain.crs && rain.crs && terrain.crs.projection !== rain.crs.projection) return area.map((_, k) => map.terrainCellsUnder[k] * cellArea)
  const { west, south, east, north } = gridBounds(terrain)
  const shared = (from: number, to: number, low: number, high: number) => Math.max(0, Math.min(to, high) - Math.max(from, low))
  for (let y = 0; y < rain.rows; y++) {
    const top = rain.north - y * rain.cellY
    const height = shared(top - rain.cellY, top, south, north)
    if (height === 0) continue
    for (let x = 0; x < rain.columns; x++) {
      const left = rain.west + x * rain.cellX
      area[y * rain.columns + x] = height * shared(left, left + rain.cellX, west, east)
    }
  }
  return area
}
