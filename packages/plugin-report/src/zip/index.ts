/**
 * ZIP archives, which PPTX are: read from anybody, written the same bytes every time.
 *
 * Errors: REPORT_FILE (no ZIP), REPORT_FILE_REFUSED (paths that lead out of it, or more than a deck can hold).
 */
export { type Parts, packZip, unpackZip } from './parts.js'
export { readZip, type ZipEntry } from './read.js'
