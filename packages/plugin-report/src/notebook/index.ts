/**
 * A Jupyter notebook taken in: its figures become pictures of a run, its outputs stay behind.
 *
 * In: an .ipynb of nbformat 4. Out: a run with an `images` result, and the notebook without outputs, execution counts,
 * attachments and metadata. Outputs may hold what must not leave (posts, people, tokens): they are never kept unasked, and
 * refused where such patterns are found.
 * Errors: REPORT_NOTEBOOK, REPORT_NOTEBOOK_PICTURE, REPORT_NOTEBOOK_PRIVATE, REPORT_NOTEBOOK_SECRET, REPORT_NOTEBOOK_EXISTS.
 * Format: nbformat 4.5, https://nbformat.readthedocs.io.
 */
export type { NotebookSummary } from './experiment.js'
export { figuresOf, type NotebookFigures } from './figures.js'
export { bareJpeg, barePng } from './metadata.js'
export { type PrivateFinding, privateOutputs, secretSources } from './private.js'
export { type Notebook, readNotebook } from './read.js'
export { notebookJson, stripNotebook } from './strip.js'
