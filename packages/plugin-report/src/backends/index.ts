/**
 * From pages to files: PPTX to edit, PDF to print and read aloud, PNG to look at, HTML to open anywhere. All from the same boxes.
 *
 * In: a LaidDocument, its drawings (drawPictures), a theme and the metrics that it was laid out with. Out: bytes or text; no file is
 * written. Errors: REPORT_TYPST, REPORT_TYPST_MISSING.
 */
export { type HtmlSettings, renderHtml } from './html.js'
export { type Drawings, drawPictures, inlinePictures, picturesOf } from './pictures.js'
export { type PptxSettings, renderPptx } from './pptx.js'
export { Previews } from './previews.js'
export { svgToPng } from './svg-to-png.js'
export { renderTypst, type TypstPages, type TypstSettings } from './typst.js'
export { loadWriters } from './writers.js'
