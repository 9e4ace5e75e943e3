/** Looking at folders and files: what `phd report check` does. */
export { lintAlone, lintCuts } from './lint-alone.js'
export { type FileContext, lintFile, lintOneOfMany, type Medium } from './lint-file.js'
export { type LintTools, lintReport, type ReportLint } from './lint-report.js'
export { isSite, lintSite } from './lint-site.js'
