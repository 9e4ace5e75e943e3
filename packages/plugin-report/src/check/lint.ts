/** Looking at folders and files: what `phd report check` does. */
export { type FileContext, lintFile, lintOneOfMany, type Medium } from './lint-file.js'
export { type LintTools, lintReport, type ReportLint } from './lint-report.js'
