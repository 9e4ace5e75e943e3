/**
 * HAIL-CAESAR, to compare with and to move over from: its files, and a model that gives its numbers.
 *
 * The model is that of `--compat hail-caesar`: Bates' inertial flow with friction over h^3 (the published program's integer
 * division of 10 by 3), TOPMODEL stores by rain zone or by cell, water put in at input points, its time step, its edges.
 * New work should use the solver (../solver), which has the right exponent and loses no rain.
 *
 * Grids are (y, x), row 0 north, square cells in metres; rain is mm/h, one column a zone, zones count from 1; depths are
 * metres; model time is minutes from the start. Memory does not grow with the length of the rain.
 *
 * Errors: RADAR_PARAMS, RADAR_RAIN_TEXT, RADAR_HYDROINDEX, RADAR_HYDROGRAPH, RADAR_WATER_DEPTHS (files); RADAR_HAIL_CAESAR_INPUT,
 * _RAIN, _STATE (model); RADAR_CAESAR_GRID, _STEPS, _OUT, _SET (export); those of the readers.
 *
 * Re-implemented from the published formulas (Bates et al. 2010, J. Hydrol. 387; Coulthard et al. 2013, Earth Surf.
 * Process. Landforms 38; Beven and Kirkby 1979 for the store) and from the program's published answers.
 */
export { createHailCaesar } from './create.js'
export { type CaesarExport, type CaesarExportOptions, exportCaesar } from './export.js'
export { givenParams } from './given-params.js'
export { type GridFile, gridText, readGridFile } from './grid-file.js'
export { hydrographLine, readHydrograph } from './hydrograph-file.js'
export type { HailCaesar, HailCaesarMass, HailCaesarOptions, HailCaesarState, HydrographRow } from './model.js'
export { type ParamsFile, readParams, writeParams } from './params-file.js'
export { readRainText } from './rain-text.js'
export { type ParamsRun, runParams } from './run-params.js'
export { type HailCaesarSettings, hailCaesarDefaults } from './settings.js'
export { readWaterDepthStream, readWaterDepths, type WaterDepthsOptions, waterDepthFiles } from './water-depths.js'
