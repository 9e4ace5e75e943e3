/** The grid that is written. */
import { PhdError } from '@phd/core'
import { type Bounds, type Cover, checkedCells, coveringGrid, windowOfBounds, withCell } from '../geo/index.js'
import { type Crs, type Grid, isGeographic, windowOf } from '../raster/index.js'

export interface TargetOptions {
  bounds?: Bounds
  cover?: Cover
  /** Cells and extent of another raster. */
  grid?: Grid
  cellMetres?: number
  /** Of the result. */
  crs?: Crs
}

/** `source` has its projection already, where one was declared. RADAR_CRS, and those of src/geo. */
export function targetGrid(source: Grid, { bounds, cover, grid, cellMetres, crs }: TargetOptions): Grid {
  const cropped = (whole: Grid) => (bounds ? windowOf(whole, windowOfBounds(whole, bounds, cover)) : whole)
  if (grid) {
    const placed = grid.crs || !crs ? grid : { ...grid, crs }
    if (crs && placed.crs?.projection !== crs.projection) throw twoProjections(crs, placed)
    const window = cropped(placed)
    return checkedCells(cellMetres ? withCell(window, cellMetres) : window)
  }
  if (crs && source.crs?.projection !== crs.projection) {
    if (cellMetres !== undefined && isGeographic(crs)) throw metresOfDegrees()
    return checkedCells(cropped(coveringGrid(source, crs, cellMetres)))
  }
  return checkedCells(cellMetres ? withCell(cropped(source), cellMetres) : cropped(source))
}

function twoProjections(crs: Crs, grid: Grid): PhdError {
  return new PhdError('RADAR_CRS', 'The grid has a projection of its own.', {
    expected: '--grid without --crs, or a --grid that does not say its projection',
    received: `${crs.name ?? crs.projection} beside ${grid.crs?.name ?? grid.crs?.projection}`,
    usage: true,
  })
}

function metresOfDegrees(): PhdError {
  return new PhdError('RADAR_CELL', 'Cells of a grid in degrees have no size in metres.', {
    expected: 'a projection in metres with --cell-metres',
    received: 'longitude and latitude',
    remedy: 'take the cells of another raster: --grid FILE',
    usage: true,
  })
}
