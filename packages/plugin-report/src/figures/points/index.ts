/**
 * Pieces of the pictures of many points and lines: groups by label, a legend, panels of points, marks as pixels.
 *
 * Lengths are points of the print (1/72 in); panels are drawn from their top left corner.
 */
export { type Groups, groupsOf } from './groups.js'
export { drawLegend } from './legend.js'
export { PixelMarks } from './pixel-marks.js'
export { pointPanel } from './point-panel.js'
