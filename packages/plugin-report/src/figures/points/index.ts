/**
 * Pictures of many points and lines: groups by label, panels of points, parallel coordinates, one legend for all.
 *
 * Lengths are points of the print (1/72 in). Out: a drawing, by Vega-Lite where its marks are few, with pixels in its panels where they are many.
 */
export { columnsThatFit } from './encoding.js'
export { type Groups, groupsOf } from './groups.js'
export { limit, linesOf, linesOfGroup, mostBands } from './line-view.js'
export { drawPanels, flatness } from './panels.js'
export { PixelMarks } from './pixel-marks.js'
