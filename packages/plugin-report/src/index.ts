/**
 * @phd/plugin-report: everything public, by room.
 *
 * Runs -> words (document) -> document -> layout -> files (backends), judged on the way (check).
 */
export { type Check, checkLayout } from './check/index.js'
export { assemblePoster, draftPoster, loadRuns, type PosterDocument, type PosterWords, readWords, wordsToYaml } from './document/index.js'
export { type Drawing, defaultKind, type FigureKind, type FigureSource, type FigureStyle, figureKind, figureKinds, figureStyle } from './figures/index.js'
export type { PosterStyle } from './kinds.js'
export { type LayoutModel, layoutPoster, type Page, pageOf } from './layout/index.js'
export { type BuiltPoster, buildPoster, draftToFit, writeFiles } from './poster/index.js'
export { type FontMetrics, loadFontMetrics } from './text/index.js'
export type { Theme, ThemeColours, ThemeFonts } from './themes/theme.js'
export type { Venue } from './venues/venue.js'
