/**
 * Import: files of radar or terrain into one Zarr store.
 *
 * In: files, folders, globs, archives and stores of this program. Out: `rain_rate (time, y, x)`, or `elevation (y, x)` put
 * together from tiles, as src/zarr has it, on the grid of the files, a part of it, or another grid (src/geo).
 *
 * Two passes, so that memory stays flat and the order of names does not matter. `scanInputs` decodes every file once and
 * keeps of each frame its time, grid and a hash; that goes line by line to `OUT.scan.jsonl`. `planSeries` sorts the times,
 * drops what is there twice and finds the gaps. The second pass decodes the files in order of time and writes: memory is a
 * chunk of the store and a few frames. A killed import goes on, in either pass, and ends with the same bytes.
 * After an error nothing is left, but for the list of scanned files where there are a hundred or more.
 *
 * The group's `phd` attribute lists every input with its hash, reader, frames and times, the gaps and what fills them, and
 * all parameters. No clock time is in it: the same files give the same store.
 *
 * Errors: RADAR_INPUT_NONE, RADAR_INPUT_CHANGED, RADAR_FIELDS, RADAR_FIELD_MISSING, RADAR_TIME_MISSING, RADAR_TIME_CONFLICT,
 * RADAR_TIME_ORDER, RADAR_TIME_RANGE, RADAR_GAPS, RADAR_GRID_MIXED, RADAR_TILE_CONFLICT, RADAR_TRANSPLANT, RADAR_NUMBER, RADAR_STOPPED; those of the
 * readers, the store and src/geo.
 */

export { type InputFrame, type InputOptions, inputFrames } from './frames.js'
export { type Gap, type GapTreatment, gapsOf, stepOf } from './gaps.js'
export { gridOf } from './grid-of.js'
export { expandInputs } from './inputs.js'
export { keyValues } from './reader-options.js'
export { type ImportOptions, type ImportSummary, importRasters } from './run.js'
export type { Damage } from './scan.js'
export { damageLine, gapLines, gridLine, summaryJson, summaryLines } from './summary.js'
export { parseTime, utc } from './time.js'
export { parseTransplant, type Transplant } from './transplant.js'
