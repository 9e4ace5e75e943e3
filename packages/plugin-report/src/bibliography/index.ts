/**
 * A .bib file, read and judged: what the paper cites is there, once, and complete.
 *
 * In: the text of the file and the keys that are cited. Out: its entries with line numbers, what is wrong with them, the
 * same file in ASCII for BibTeX, and the cited entries as plain fields for the preview. Nothing is fetched.
 * Errors: REPORT_BIBLIOGRAPHY_MISSING (no such file), REPORT_BIBLIOGRAPHY_SYNTAX (it cannot be read, with the line).
 * Source: O. Patashnik, BibTeXing (1988).
 */
export { combiningAccents, texLetters } from './accents.js'
export { asciiBib } from './ascii.js'
export { type BibliographyProblem, checkBibliography } from './check.js'
export { type BibEntry, type Bibliography, parseBibliography } from './parse.js'
export { plainText } from './plain.js'
export { previewBib } from './preview-bib.js'
export { readBibliography } from './read.js'
