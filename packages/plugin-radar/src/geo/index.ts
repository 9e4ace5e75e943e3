/**
 * Where cells lie: coordinates between projections, windows of grids, and values from one grid onto another.
 *
 * Coordinates are (x, y) everywhere: east and north in metres, or longitude and latitude in degrees; only what a person
 * types in degrees is latitude first. Datum shifts are the seven parameters of the PROJ string: British National Grid is
 * then about 5 m off the official OSTN15 grid shift at worst, half a percent of a radar cell.
 *
 * Bounds are two opposite corners. `corners` (the default) takes the rectangle of the grid's own projection between the
 * north-west and the south-east corner; `box` takes all that the box of the given coordinates covers, its edges followed
 * point by point. A window holds every cell that the rectangle touches.
 *
 * Regridding: weights are computed once for a pair of grids and applied to every frame. `nearest` takes the cell that holds
 * the centre. `bilinear` takes the four cells around the centre. `conservative` cuts every target cell along the source's
 * cells, in the source's projection, so that the sum of value times area is kept where the target covers the source.
 * Missing cells never count as zero: they drop out, the other weights grow to make up for them, and the result is missing
 * where less than half of the weight is left. Area outside the source counts as missing.
 *
 * Errors: RADAR_BOUNDS, RADAR_BOUNDS_OUTSIDE, RADAR_CRS, RADAR_CRS_MISSING, RADAR_CELL.
 * Area-weighted remapping: Jones (1999), Monthly Weather Review 127, 2204-2210, first order.
 */
export { type Bounds, type Cover, latitudeLongitude, parseBounds, windowOfBounds } from './bounds.js'
export { checkedCells, coveringGrid, isCoarser, withCell } from './covering.js'
export { type Extent, extentIn } from './extent.js'
export { type Regridder, type Resampling, regridder, resamplings } from './regrid.js'
export { type Transform, transformBetween } from './transform.js'
