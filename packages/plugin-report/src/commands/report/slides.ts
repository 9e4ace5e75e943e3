/** `phd report slides`: a talk from runs or from report.md, with its time table. */
import { join, relative } from 'node:path'
import { Flags } from '@oclif/core'
import { PhdCommand } from '@phd/core/command'
import type { BuiltSlides, TimeTable } from '../../slides/index.js'
import { nextCommand } from '../../source/next-command.js'

export interface SlidesAnswer {
  pptx: string
  pdf: string
  html: string
  notes: string
  overview: string
  png: string[]
  source: string
  slides: { number: number; id: string; part: string; claim: string; hidden: boolean }[]
  timeTable: TimeTable
  questionMinutes: number
  /** Claims that the shorter talk leaves out; they stand behind the questions. */
  cut: string[]
  words: number
  checks: BuiltSlides['checks']
}

export default class Slides extends PhdCommand {
  static override summary = 'Make a talk of runs: PPTX to edit, PDF, HTML with the presenter’s view, notes on paper.'
  static override description = `The words stand in report.md, one ":::slide[A claim]{seconds=60 must}" a slide; sections without one get a drafted slide.
Behind the talk, hidden in the show, come backup slides made from the runs: all scores, what lost, parameters, data, threats.
--cut makes a shorter talk of the same slides: those marked must first, then one result and what is asked for, then what fits.`
  static override examples = [
    '<%= config.bin %> report slides --run latest --authors "Ada Lovelace, Mary Somerville"',
    '<%= config.bin %> report slides --from report --talk 20 --qa 15',
    '<%= config.bin %> report slides --from report --cut 5',
  ]
  static override flags = {
    run: Flags.string({ summary: 'Runs to talk about: ids, their ends, or latest.', helpValue: 'ID…', multiple: true, exclusive: ['from'] }),
    from: Flags.string({ summary: 'Folder of a report.md, or the file. [default: . or report]', helpValue: 'DIR' }),
    talk: Flags.integer({ summary: 'Minutes of the talk. [default: report.yaml’s]', helpValue: 'MIN', min: 1, max: 240 }),
    qa: Flags.integer({ summary: 'Minutes of questions. [default: report.yaml’s]', helpValue: 'MIN', min: 0, max: 240 }),
    cut: Flags.integer({ summary: 'Make a talk of 5, 12 or so minutes of the same slides instead: slides-5min.*', helpValue: 'MIN', min: 1, max: 240 }),
    theme: Flags.string({ summary: 'Colours and fonts. [default: report.yaml’s]', helpValue: 'NAME' }),
    size: Flags.string({ summary: 'Shape of the slides.', options: ['16:9', '4:3'], default: '16:9' }),
    png: Flags.boolean({ summary: 'Write each slide as PNG too.' }),
    venue: Flags.string({ summary: 'Venue of a new draft, for example aaai-dc.', helpValue: 'ID', exclusive: ['from'] }),
    title: Flags.string({ summary: 'Title of the talk.', exclusive: ['from'] }),
    authors: Flags.string({ summary: 'Authors, separated by commas.', helpValue: 'A, B', exclusive: ['from'] }),
    affiliation: Flags.string({ summary: 'University, group, place.', exclusive: ['from'] }),
    contact: Flags.string({ summary: 'E-mail or web address to show.', exclusive: ['from'] }),
    out: Flags.string({ summary: 'Folder for the files. [default: report, or report.md’s own]', helpValue: 'DIR' }),
    runs: Flags.string({ summary: 'Folder of the runs. [default: runs]', helpValue: 'DIR', env: 'PHD_RUNS' }),
  }

  async run(): Promise<SlidesAnswer> {
    const { flags } = await this.parse(Slides)
    ;(await import('../../figures/charts.js')).expectCharts()
    const [{ makeTalk }, { writeFiles }] = await Promise.all([import('../../slides/index.js'), import('../../poster/write.js')])
    const { size, ...rest } = flags
    const made = await makeTalk({ ...rest, slideSize: size as '16:9' | '4:3' }, { store: (folder) => this.store(folder), registry: this.registry() })
    writeFiles(made.dir, [...made.drafted, ...made.built.files])
    made.record()
    const { built, dir, name } = made
    const answer: SlidesAnswer = {
      pptx: join(dir, `${name}.pptx`),
      pdf: join(dir, `${name}.pdf`),
      html: join(dir, `${name}.html`),
      notes: join(dir, `${name}-notes.pdf`),
      overview: join(dir, `${name}-overview.png`),
      png: built.files.filter(({ path }) => /-\d+\.png$/.test(path)).map(({ path }) => join(dir, path)),
      source: made.file,
      slides: built.slides.map(({ slide, page }, i) => ({ number: i + 1, id: slide.id, part: slide.part, claim: page.title, hidden: page.hidden === true })),
      timeTable: built.table,
      questionMinutes: built.questionMinutes,
      cut: built.cut.map(({ claim }) => claim.map(({ text }) => text).join('')),
      words: built.record.words,
      checks: built.checks,
    }
    for (const message of made.told) this.tell(message)
    await this.report(answer)
    return answer
  }

  private async report({ checks, timeTable, questionMinutes, cut, slides, ...files }: SlidesAnswer): Promise<void> {
    const { clock, printedTable } = await import('../../slides/index.js')
    const near = (file: string) => relative('.', file) || file
    this.log(printedTable(timeTable))
    const { totalSeconds, slotSeconds, plannedSeconds } = timeTable
    this.log(
      `\n${clock(totalSeconds)} of ${clock(slotSeconds)} (plan at most ${clock(plannedSeconds)}); ${slides.filter(({ hidden }) => hidden).length} slides for ${questionMinutes} minutes of questions.`,
    )
    if (cut.length) this.log(`Cut, and kept behind the questions: ${cut.join('; ')}`)
    for (const { rule, places } of checks.filter(({ ok }) => !ok)) for (const place of places) this.tell(`Note (${rule}): ${place}`)
    this.log(`\n  edit      ${near(files.pptx)}\n  show      ${near(files.html)} (p: presenter's view)\n  send      ${near(files.pdf)}`)
    this.log(`  practise  ${near(files.notes)}\n  look      ${near(files.overview)}\n  words     ${near(files.source)}`)
    this.log(`Change the words, then:  ${nextCommand('slides', files.source)}`)
  }
}
