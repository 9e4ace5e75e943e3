/**
 * Rasters on disk: Zarr v3 with CF attributes, so that xarray opens them.
 *
 *     STORE.zarr/zarr.json                       group: Conventions, the `phd` manifest, consolidated metadata
 *     STORE.zarr/rain_rate (time, y, x)          float32, NaN missing; zstd; chunks of whole frames in time
 *     STORE.zarr/elevation (y, x)                float32
 *     STORE.zarr/time, time_bounds (time, nv)    float64 seconds since 1970, UTC: the end of each interval, and both ends
 *     STORE.zarr/y, x                            float64 centres of cells, y descending: row 0 is north
 *     STORE.zarr/spatial_ref                     the projection, as a PROJ string and in CF's terms
 *
 * Writing goes to `STORE.zarr.partial`, renamed when whole; `checkpoint` makes that resumable. Frames are appended in order
 * of time; memory holds one chunk a variable. Errors: RADAR_STORE_EXISTS, _MISSING, _FORMAT, _VARIABLE, _ORDER, _SHAPE,
 * _PARTIAL; RADAR_OUT_FOLDER. `claimed` lets one process at a time write to a place.
 * Zarr v3: https://zarr-specs.readthedocs.io/en/latest/v3/core/; CF 1.11: https://cfconventions.org.
 */
export { checkFree, claimed, makeParent } from './claim.js'
export { openRasterStore, type RasterStore } from './open.js'
export { type StoreOptions, type Variable, variableNames } from './variable.js'
export { createRasterStore, type RasterStoreWriter, resumeRasterStore } from './write.js'
