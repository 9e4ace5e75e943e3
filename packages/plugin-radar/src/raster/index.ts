/**
 * Rasters: what every reader gives and every later stage takes.
 *
 * A `Frame` is one field on a regular grid: Float32 values (y, x), row 0 north, column 0 west, NaN where there is no
 * measurement. Times are UTC, milliseconds since 1970. Rain is a rate in mm/h, terrain and water depth are metres; what a
 * file holds in another unit its reader turns into these. A `Grid` says where the cells lie: the outer edges of the
 * north-west cell in the units of its projection, and the size of a cell. A projection is a PROJ string; its units are
 * metres or degrees, never kilometres.
 *
 * A frame of rain holds for the `minutes` that end at `timeMs`. Formats that stamp the start are shifted by their reader.
 */
export { type Crs, crsOf, isGeographic, knownCrs } from './crs.js'
export { type Frame, type Quantity, unitsOf } from './frame.js'
export { type Grid, type GridWindow, gridBounds, sameGrid, windowOf, xOf, yOf } from './grid.js'
