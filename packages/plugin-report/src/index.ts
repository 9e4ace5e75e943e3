/**
 * @phd/plugin-report: everything public, by room.
 *
 * Runs -> source (report.md, report.yaml) -> document -> layout -> files (backends), judged on the way (check).
 */
export { type Check, checkLayout } from './check/index.js'
export type { DocFigure, DocSection, KeyNumber, Paragraph, PosterDocument, PosterLink, PosterLogo } from './document/poster-document.js'
export { type Drawing, defaultKind, type FigureKind, type FigureSource, type FigureStyle, figureKind, figureKinds, figureStyle } from './figures/index.js'
export type { PosterStyle } from './kinds.js'
export { type Box, type LaidDocument, type LayoutModel, type LayoutTools, type Page, pageOf, textBox } from './layout/index.js'
export { assemblePoster, type BuiltPoster, buildPoster, type PosterChoices, writeFiles } from './poster/index.js'
export { type FontMetrics, loadFontMetrics } from './text/index.js'
export type { Theme, ThemeColours, ThemeFonts } from './themes/theme.js'
export type { Venue } from './venues/venue.js'
