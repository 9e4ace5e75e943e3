/**
 * The pages as they will be, set by Typst in the geometry of the venue's class, and where on them the text ends.
 *
 * In: a PaperDocument and the venue's rules (mm, points). Out: a PDF (PDF/UA-1) that is marked as a preview, and marks in pages.
 * Errors: REPORT_TYPST_MISSING, REPORT_TYPST.
 */
export { compilePreview, type Mark } from './compile.js'
export { previewInput } from './input.js'
