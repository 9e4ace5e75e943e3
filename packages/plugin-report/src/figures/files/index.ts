/**
 * Figures that go out on their own: files of a picture, its editable specification, and its words.
 *
 * In: results of runs, or of files without a run; a medium. Out: NAME.svg (text as text), .pdf (outlines), .png (at dpi),
 * .vl.json (Vega-Lite, where it is a chart), .json (alt text, caption, runs and hashes), .apng or .html (a raster in time).
 * Errors: REPORT_FIGURE_RESULT, REPORT_FIGURE_SOURCES, REPORT_FIGURE_SIZE, REPORT_FIGURE_FORMAT, REPORT_FIGURE_CONSENT,
 * REPORT_FIGURE_SPEC, REPORT_FIGURE_ALT, REPORT_FIGURE_OPTION, REPORT_FIGURE_DATA, REPORT_NO_RESULTS.
 */
export { chosenResults, type OneResult, planFigures } from './draft.js'
export { type DrawRequest, drawFigure } from './draw.js'
export { drawnFromSpec } from './from-spec.js'
export { gatherFiles, gatherRuns } from './gather.js'
export { optionsOfText } from './option-text.js'
export type { FigureRecord } from './record.js'
export type { FigureTarget } from './target.js'
export { type FigureFormat, figureFiles } from './write-files.js'
