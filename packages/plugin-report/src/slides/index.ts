/**
 * A talk from the one source: slides, notes, time table, a deck for the questions afterwards.
 *
 * In: a ReportSource (source/model.ts) and how long the talk is. Out: slides.pptx, .pdf, .html, the notes on paper and an
 * overview, in memory, with the time table (seconds) and where every number came from.
 * Errors: REPORT_SLIDE_OVERFLOW (which slides are too full, and by how many words), REPORT_CHECK.
 */
export { type BuiltSlides, buildSlides, type TalkChoices } from './build.js'
export { type Cut, cutTo } from './cut.js'
export { slidesDocument } from './document.js'
export { type SlideSize, slideSizes } from './layout/index.js'
export { type MadeTalk, makeTalk, type TalkFlags } from './make.js'
export type { Slide, SlidesDocument } from './model.js'
export { learnedPace, paceOfRehearsal, writeRehearsal } from './pace-file.js'
export { planTalk, type TalkPlan } from './plan.js'
export { printedTable } from './printed-table.js'
export { type Rehearsed, rehearsed, tookText } from './rehearse.js'
export { clock, type TimedSlide, type TimeTable, timeTable } from './time-table.js'
