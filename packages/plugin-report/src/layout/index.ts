/** From a document to boxes on a page. */
export type { Box, ImageBox, LaidDocument, LaidParagraph, LayoutModel, PanelBox, PictureBox, Rect, TableBox, TextBox, TextRole } from './model.js'
export { linePitch } from './model.js'
export { measureOverflow, type Overflow } from './overflow.js'
export { type Page, pageOf } from './page.js'
export { bulletIndentEm, type TextStyle, textBox } from './paragraphs.js'
export { layoutPoster } from './poster.js'
export { colours, ptToMm } from './theme.js'
