/**
 * Inspect: what a file or a store holds, as numbers, as a map and as a player.
 *
 * In: what import takes. Out: for each field (name, quantity, units and grid) its extent in its own projection and in
 * latitude and longitude, times, step and gaps, minimum, mean and maximum over all cells that have a value, the share of
 * those that are wet (rain over 0.1 mm/h, water from 0.1 m) and the share of all cells that are missing. One pass, memory of
 * a few frames. Totals are the sum of rate times length of interval, mm, over the frames that have a value.
 *
 * The map is drawn by the figure `raster`, which a plugin provides; the player is one HTML file that needs no network.
 *
 * Errors: RADAR_INSPECT_DRAWN, RADAR_INSPECT_FIELD, RADAR_INSPECT_FRAME, RADAR_INSPECT_WRITE, and those of the readers and the store.
 */
export { frameAt, framesOf } from './frames.js'
export { drawMap, mapOf } from './map.js'
export { type PlayerSummary, writePlayer } from './player.js'
export { type FieldSurvey, type Survey, survey } from './survey.js'
export { surveyJson, surveyLines } from './text.js'
export { checkWritable, writeAtomic } from './write-atomic.js'
