/**
 * The paper as LaTeX that prints, and does nothing else.
 *
 * In: a PaperDocument and the venue's rules. Out: one file in ASCII. Text is escaped character by character, mathematics is
 * held to a list of commands; what cannot be printed is gathered for a note. Errors: REPORT_PAPER_TEX.
 */
export { texOf } from './characters.js'
export { escapeTex } from './escape.js'
export { paperTex } from './paper-tex.js'
