/** The time table of a report's talk, without building any file. */
import { dirname, resolve } from 'node:path'
import { openReport, type ReportTools } from '../source/index.js'
import { cutTo } from './cut.js'
import { slidesDocument } from './document.js'
import type { Slide } from './model.js'
import { learnedPace } from './pace-file.js'
import { type TimeTable, timeTable } from './time-table.js'

export interface TalkPlan {
  /** Folder of report.md. */
  dir: string
  slides: Slide[]
  table: TimeTable
}

export async function planTalk(flags: { from?: string; runs?: string; talk?: number; cut?: number }, tools: ReportTools): Promise<TalkPlan> {
  const { source } = await openReport({ from: flags.from, runs: flags.runs }, tools)
  const dir = dirname(resolve(source.file))
  const wordsPerMinute = learnedPace(dir) ?? source.settings.slides.wordsPerMinute
  const whole = slidesDocument(source).slides
  const slides = flags.cut === undefined ? whole : cutTo(flags.cut, whole, wordsPerMinute).slides
  return {
    dir,
    slides: slides.filter(({ part }) => part === 'talk'),
    table: timeTable(slides, flags.cut ?? flags.talk ?? source.settings.slides.talkMinutes, wordsPerMinute, flags.cut !== undefined),
  }
}
