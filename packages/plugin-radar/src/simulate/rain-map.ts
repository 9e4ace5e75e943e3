/** Which rain cell rains onto which cell of the terrain. */
import { PhdError } from '@phd/core'
import { transformBetween } from '../geo/index.js'
import { type Crs, type Grid, gridBounds, xOf, yOf } from '../raster/index.js'

export interface RainMap {
  /** (y, x) of the terrain: index of the rain cell that holds the centre; -1 where there is none or no terrain. */
  rainCellOf: Int32Array
  /** Cells of terrain under each rain cell. */
  terrainCellsUnder: Uint32Array
  /** Cells of terrain, and those of them that lie outside the rain. */
  cells: number
  outside: number
}

/**
 * Nearest by centre, in the projection of the rain; where one projection is unknown both are taken as the same. Nothing is smoothed: each cell gets the rate of one rain cell, so the
 * volume is the rate times the area that was given to it. Errors: RADAR_SIMULATE_COVERAGE where they do not meet at all.
 */
export function mapRain(terrain: Grid, elevationMetres: ArrayLike<number>, rain: Grid): RainMap {
  const { rows, columns } = terrain
  const toRain = terrain.crs && rain.crs ? transformBetween(terrain.crs, rain.crs) : (x: number, y: number) => [x, y]
  const rainCellOf = new Int32Array(rows * columns).fill(-1)
  const terrainCellsUnder = new Uint32Array(rain.rows * rain.columns)
  let cells = 0
  let outside = 0
  for (let y = 0, i = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++, i++) {
      if (!Number.isFinite(elevationMetres[i])) continue
      cells++
      const [east, north] = toRain(xOf(terrain, x), yOf(terrain, y))
      const column = Math.floor((east - rain.west) / rain.cellX)
      const row = Math.floor((rain.north - north) / rain.cellY)
      if (!(row >= 0 && row < rain.rows && column >= 0 && column < rain.columns)) {
        outside++
        continue
      }
      rainCellOf[i] = row * rain.columns + column
      terrainCellsUnder[rainCellOf[i]]++
    }
  }
  if (outside === cells) throw noOverlap(terrain, rain)
  return { rainCellOf, terrainCellsUnder, cells, outside }
}

function noOverlap(terrain: Grid, rain: Grid): PhdError {
  return new PhdError('RADAR_SIMULATE_COVERAGE', 'The rain does not fall on the terrain: they lie in different places.', {
    expected: `rain over ${extent(terrain)}`,
    received: extent(rain),
    remedy: 'look at both with phd radar inspect; a wrong or missing --crs at import puts them elsewhere',
  })
}

function extent(grid: Grid): string {
  const { west, south, east, north } = gridBounds(grid)
  return `x ${short(west)} to ${short(east)}, y ${short(south)} to ${short(north)} (${crsName(grid.crs)})`
}

const short = (value: number) => String(Number(value.toPrecision(8)))

export function crsName(crs: Crs | undefined): string {
  return crs ? (crs.name ?? crs.projection) : 'projection unknown'
}

/** Rates of rain cells onto the terrain, (y, x); 0 outside. */
export function spread(map: RainMap, ofRainCell: ArrayLike<number>, onTerrain: Float64Array): void {
  const { rainCellOf } = map
  for (let i = 0; i < rainCellOf.length; i++) onTerrain[i] = rainCellOf[i] < 0 ? 0 : ofRainCell[rainCellOf[i]]
}

/** Sum of rates times cells of terrain under them. */
export function weighted(map: RainMap, ofRainCell: ArrayLike<number>): number {
  let sum = 0
  const under = map.terrainCellsUnder
  for (let k = 0; k < under.length; k++) if (under[k] > 0) sum += under[k] * ofRainCell[k]
  return sum
}
