/** From a layout to files: PPTX to edit, PDF to print and read aloud, PNG to look at. All three from the same boxes. */
export { type Drawings, drawPictures, inlinePictures, picturesOf, svgToPng } from './pictures.js'
export { type PptxSettings, renderPptx } from './pptx.js'
export { renderTypst, type TypstPages } from './typst.js'
