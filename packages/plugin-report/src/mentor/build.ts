/** A talk that was built, as a pack for a mentor: files in memory. */
import { createHash } from 'node:crypto'
import { renderTypst } from '../backends/index.js'
import type { Check } from '../check/index.js'
import type { BuiltSlides } from '../slides/index.js'
import type { ReportSource } from '../source/model.js'
import { loadFontMetrics } from '../text/index.js'
import { defaultTheme } from '../themes/index.js'
import { checklistOf } from './checklist.js'
import { formOf } from './form.js'
import type { MentorPack } from './model.js'
import { questionsFor } from './questions.js'
import { mentorSheet } from './sheet.js'

export interface BuiltPack {
  pack: MentorPack
  files: { path: string; data: string | Uint8Array }[]
}

/** `checks` are those of `phd report check`; `paper` is the preview of the paper, where there is one. */
export async function buildMentorPack(source: ReportSource, built: BuiltSlides, checks: Check[], paper?: Uint8Array): Promise<BuiltPack> {
  const file = (name: string) => {
    const found = built.files.find(({ path }) => path.endsWith(name))
    if (!found) throw new Error(`The talk has no ${name}.`)
    return found.data
  }
  const pack = packOf(source, built, checks)
  const metrics = await loadFontMetrics()
  const { pdf } = await renderTypst(mentorSheet(pack, metrics), new Map(), { metrics, theme: defaultTheme })
  return {
    pack,
    files: [
      { path: 'mentor/1-questions.pdf', data: pdf() },
      { path: 'mentor/2-slides.pdf', data: file('slides.pdf') },
      { path: 'mentor/3-notes.pdf', data: file('slides-notes.pdf') },
      ...(paper ? [{ path: 'mentor/4-paper.pdf', data: paper }] : []),
      { path: 'mentor/answers.md', data: formOf(pack) },
      { path: 'mentor/pack.json', data: `${JSON.stringify(pack, null, 1)}\n` },
    ],
  }
}

function packOf(source: ReportSource, { slides, checks: ownChecks }: BuiltSlides, checks: Check[]): MentorPack {
  const shown = slides.map(({ page }, i) => ({ number: i + 1, claim: page.title, hidden: page.hidden === true }))
  const backups = slides.filter(({ slide }) => slide.part === 'backup').length
  const whole = {
    title: source.settings.title,
    authors: source.settings.authors,
    finding: source.finding.map(({ text }) => text).join(''),
    questions: questionsFor(source),
    slides: shown,
    checklist: checklistOf([...ownChecks, ...checks], { backupSlides: backups, stamp: source.settings.stamp }),
  }
  return { ...whole, id: createHash('sha256').update(JSON.stringify(whole)).digest('hex').slice(0, 16) }
}
