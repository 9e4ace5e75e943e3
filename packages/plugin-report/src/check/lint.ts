/** Looking at folders and files: what `phd report check` does. */
export { type FileContext, lintFile, type Medium } from './lint-file.js'
export { type LintTools, lintReport, type ReportLint } from './lint-report.js'
