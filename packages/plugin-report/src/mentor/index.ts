/**
 * A pack for a mentor: the slides and notes as PDF, numbered questions, a check list, and a form for answers that is read back.
 *
 * In: a talk that was built, and what `phd report check` found. Out: files in `mentor/`; from a filled form a list of what
 * to do. Errors: REPORT_MENTOR_FORM, REPORT_MENTOR_ANSWERED (a filled form would be written over).
 */
export { type ReadBack, readBack } from './answers.js'
export { type BuiltPack, buildMentorPack } from './build.js'
export { checklistOf } from './checklist.js'
export { formOf, readForm } from './form.js'
export type { ChecklistItem, MentorAnswers, MentorPack } from './model.js'
export { questionsFor } from './questions.js'
