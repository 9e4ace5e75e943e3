/**
 * The one source of poster, slides and paper: report.md and report.yaml.
 *
 * In: a folder with both, or runs to draft them from. Out: `ReportSource`, every `{{reference}}` resolved to the text that is
 * printed and to where it came from. Figures are bound to their results, captions resolved.
 *
 * report.md: `> finding`, abstract, then `## Heading {#id role=results wide}` sections with `:::poster`, `:::paper`,
 * `:::slide[claim]{seconds=60 must}` (with `:::notes` inside) and plain blocks. References: `{{A.path | format}}`, see
 * `reference/grammar.ts` and `reference/format.ts`. `<!-- holds: A.x > A.y -->` after words says what they hang on: `reference/condition.ts`.
 *
 * Errors, each with `file:line`, all at once: REPORT_SOURCE_MISSING, REPORT_SOURCE_INVALID, REPORT_SETTINGS_INVALID,
 * REPORT_REFERENCE, REPORT_NUMBER_MISSING, REPORT_FIGURE_UNKNOWN, REPORT_RUN_LETTER, REPORT_WORDS_EDITED, REPORT_OLD_POSTER,
 * REPORT_CLAIM.
 */

export { textOf } from './block-text.js'
export { falseClaims } from './claims.js'
export { isEdited } from './drafted.js'
export { readMarkdown } from './markdown.js'
export type * from './model.js'
export { sectionRoles } from './model.js'
export { type OpenedReport, openReport, type ReportFlags, type ReportTools } from './open.js'
export { type Prompt, promptsOf } from './prompts.js'
export { resolveReference, studentT } from './reference/index.js'
export { type LoadedRun, letterOf, loadRun, loadRuns } from './runs.js'
export { readSettings } from './settings-file.js'
