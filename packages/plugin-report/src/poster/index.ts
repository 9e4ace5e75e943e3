/**
 * The poster from beginning to end: a source assembled, laid out in a style and a theme, rendered, written.
 *
 * In: a ReportSource. Out: poster.pptx, poster.pdf, poster.html, poster.png and figures/, in memory until `writeFiles`.
 * Errors: REPORT_OVERFLOW, REPORT_CHECK, REPORT_LOGO, REPORT_STYLE_UNKNOWN.
 */
export { assemblePoster } from './assemble.js'
export { type BegunPoster, beginPoster } from './begin.js'
export { type BuiltPoster, buildPoster, type PosterChoices } from './build.js'
export type { PosterFile } from './figure-files.js'
export { fitsPoster } from './fit.js'
export { qrCode } from './qr-code.js'
export { posterStyleOf } from './style.js'
export { writeFiles } from './write.js'
