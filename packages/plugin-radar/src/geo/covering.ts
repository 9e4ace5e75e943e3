/** Grids to regrid onto: another size of cell, or another projection. */
import { PhdError } from '@phd/core'
import { type Crs, type Grid, gridBounds, isGeographic } from '../raster/index.js'
import { noProjection } from './bounds.js'
import { type Extent, extentIn } from './extent.js'
import { transformBetween } from './transform.js'

const mostCells = 2 ** 28
const metresPerDegree = 111_200

/** The same north-west corner and at least the same extent, in other cells. RADAR_CELL. */
export function withCell(grid: Grid, cellMetres: number): Grid {
  if (grid.crs && isGeographic(grid.crs)) throw degrees()
  const { rows, columns, cellX, cellY } = grid
  return {
    ...grid,
    cellX: cellMetres,
    cellY: cellMetres,
    rows: Math.max(1, Math.ceil((rows * cellY) / cellMetres - 1e-6)),
    columns: Math.max(1, Math.ceil((columns * cellX) / cellMetres - 1e-6)),
  }
}

/** A grid of `crs` that covers `grid`, its edges at whole multiples of the cell. Without `cell` the size is kept. RADAR_CELL, RADAR_CRS_MISSING. */
export function coveringGrid(grid: Grid, crs: Crs, cell?: number): Grid {
  if (grid.crs === undefined) throw noProjection()
  const extent = extentIn(gridBounds(grid), transformBetween(grid.crs, crs))
  if (!(extent.east > extent.west && extent.north > extent.south)) {
    throw new PhdError('RADAR_CRS', `The grid does not lie where ${crs.name ?? crs.projection} is defined.`, {
      expected: 'a projection of the region',
      received: crs.projection,
      usage: true,
    })
  }
  const size = cell ?? keptCell(grid, crs)
  return aligned(extent, crs, size)
}

function aligned({ west, south, east, north }: Extent, crs: Crs, cell: number): Grid {
  const left = Math.floor(west / cell + 1e-6) * cell
  const top = Math.ceil(north / cell - 1e-6) * cell
  const rows = Math.max(1, Math.ceil((top - south) / cell - 1e-6))
  const columns = Math.max(1, Math.ceil((east - left) / cell - 1e-6))
  return { rows, columns, west: left, north: top, cellX: cell, cellY: cell, crs }
}

function keptCell(grid: Grid, crs: Crs): number {
  if (grid.crs && isGeographic(grid.crs) === isGeographic(crs)) return Math.min(grid.cellX, grid.cellY)
  throw new PhdError('RADAR_CELL', 'From degrees to metres, or back, the size of the cells has to be said.', {
    expected: 'a size of cell for the new projection',
    received: 'none',
    remedy: 'add --cell-metres 1000, or take the cells of a terrain: --grid FILE',
    usage: true,
  })
}

/** The grid, where it is small enough to be held. RADAR_CELL. */
export function checkedCells(grid: Grid): Grid {
  if (grid.rows * grid.columns <= mostCells) return grid
  throw new PhdError('RADAR_CELL', 'The cells are too small for the extent.', {
    expected: `at most ${mostCells} cells`,
    received: `${grid.rows} rows of ${grid.columns}`,
    remedy: 'take larger cells, or crop with --bounds',
    usage: true,
  })
}

function degrees(): PhdError {
  return new PhdError('RADAR_CELL', 'Cells of a grid in degrees have no size in metres.', {
    expected: 'a projection in metres',
    received: 'longitude and latitude',
    remedy: 'add --crs with a projection in metres, such as --crs EPSG:32632',
    usage: true,
  })
}

/** Cells so much larger that points between four of them would pass over others. */
export function isCoarser(target: Grid, source: Grid): boolean {
  const degrees = ({ crs }: Grid) => crs !== undefined && isGeographic(crs)
  const metres = (grid: Grid) => (degrees(grid) ? grid.cellY * metresPerDegree : grid.cellY)
  return metres(target) > 1.5 * metres(source)
}
