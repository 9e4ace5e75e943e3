/**
 * The paper: a LaTeX bundle for the author kit of a venue, and a preview of the same geometry that tells how many pages it takes.
 *
 * In: a ReportSource, the venue's PaperRules (mm, points). Out: files in memory: paper/paper.tex (one file, ASCII), refs.bib,
 * figures without fonts, README.txt, manifest.json; paper-preview.pdf (PDF/UA-1). Text is escaped, mathematics is checked against
 * a list of commands, nothing a user wrote is run by TeX or Typst.
 * Errors: REPORT_PAPER_TEX, REPORT_PAPER_PAGES, REPORT_PAPER_VENUE, REPORT_PAPER_EDITED,
 * REPORT_BIBLIOGRAPHY_MISSING, REPORT_BIBLIOGRAPHY_SYNTAX.
 * Sources: author kits of AAAI and IJCAI as the venue profiles cite them; D. Knuth, The TeXbook (characters and categories).
 */
export { type BuiltPaper, buildPaper, type PaperChoices } from './build.js'
export { refuseEdited, removeStale, written } from './previous.js'
export { requireFit } from './require-fit.js'
export { paperRules } from './rules.js'
