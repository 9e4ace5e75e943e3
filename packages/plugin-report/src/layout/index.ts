/**
 * From a document to boxes on a page.
 *
 * In: a PosterDocument, a Page, metrics and a theme. Out: a LayoutModel in millimetres, lines broken, text at most as small as the page's
 * floor; undefined where the words do not fit. Errors: REPORT_SIZE (no such page).
 */
export type { Box, ImageBox, LaidDocument, LaidParagraph, LayoutModel, PanelBox, PictureBox, Rect, TableBox, TextBox, TextRole } from './model.js'
export { linePitch } from './model.js'
export { measureOverflow, type Overflow } from './overflow.js'
export { type Page, pageOf } from './page.js'
export { balancedBox, bulletIndentEm, type TextStyle, textBox } from './paragraphs.js'
export { type LayoutTools, marginOf } from './sizes.js'
export { ptToMm } from './style-sheet.js'
export { builtInStyles } from './styles.js'
