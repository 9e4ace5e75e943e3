/**
 * `phd report init`: drafts report.md, report.yaml and refs.bib from runs, to be edited and then built.
 *
 * An edited source is never overwritten: REPORT_WORDS_EDITED.
 */
import { join, relative } from 'node:path'
import { Args, Flags } from '@oclif/core'
import { PhdError } from '@phd/core'
import { PhdCommand } from '@phd/core/command'
import { nextCommand } from '../../source/next-command.js'

export interface InitAnswer {
  folder: string
  report: string
  settings: string
  bibliography: string
  venue: string
  /** Letter to run id. */
  runs: Record<string, string>
  sections: string[]
  figures: string[]
  /** What only you can answer: `TODO:` in report.md. */
  prompts: { line: number; text: string }[]
  notes: string[]
}

export default class Init extends PhdCommand {
  static override summary = 'Draft the one source of poster, slides and paper from runs.'
  static override description =
    'Writes report.md (the words, numbers as references), report.yaml (settings, runs, figures) and refs.bib. Edit them, then build: phd report poster, slides, paper.'
  static override examples = [
    '<%= config.bin %> report init --run latest --title "Where the water goes" --authors "Ada Lovelace, Mary Somerville"',
    '<%= config.bin %> report init thesis-talk --run RADAR_RUN POSTS_RUN --venue aaai-dc',
  ]
  static override args = { folder: Args.string({ description: 'Folder to write.', default: 'report' }) }
  static override flags = {
    run: Flags.string({ summary: 'Runs to report on: ids, their ends, or latest.', helpValue: 'ID…', multiple: true }),
    venue: Flags.string({ summary: 'Venue profile whose questions are written in, for example aaai-dc.', helpValue: 'ID' }),
    title: Flags.string({ summary: 'Title.' }),
    authors: Flags.string({ summary: 'Authors, separated by commas.', helpValue: 'A, B' }),
    affiliation: Flags.string({ summary: 'University, group, place.' }),
    contact: Flags.string({ summary: 'E-mail or web address to print.' }),
    runs: Flags.string({ summary: 'Folder of the runs. [default: runs]', helpValue: 'DIR', env: 'PHD_RUNS' }),
  }

  async run(): Promise<InitAnswer> {
    const { flags, args } = await this.parse(Init)
    if (!flags.run?.length) {
      throw new PhdError('REPORT_NO_RUNS', 'A report needs at least one run.', { expected: '--run ID, one or more', remedy: 'phd runs list', usage: true })
    }
    const [{ openReport, promptsOf }, { venueOf }, { writeFiles }] = await Promise.all([
      import('../../source/index.js'),
      import('../../venues/index.js'),
      import('../../poster/write.js'),
    ])
    const kinds = await (await import('../../figures/index.js')).loadFigureKinds(this.registry())
    const tools = { kinds, store: (folder: string) => this.store(folder), venue: (id: string) => venueOf(id, { registry: this.registry() }) }
    const { source, dir, drafted, told } = await openReport({ ...flags, out: args.folder }, tools)
    if (drafted.length === 0) {
      throw new PhdError('REPORT_WORDS_EDITED', `${near(join(dir, 'report.md'))} or its report.yaml was edited; it is not overwritten.`, {
        expected: 'a folder without a source, or with one as it was drafted',
        remedy: `build it with --from ${near(dir)}, or draft into another folder: phd report init OTHER --run …`,
      })
    }
    writeFiles(dir, drafted)
    const { settings } = source
    const answer: InitAnswer = {
      folder: dir,
      report: join(dir, 'report.md'),
      settings: join(dir, 'report.yaml'),
      bibliography: join(dir, settings.paper.bibliography),
      venue: settings.venue,
      runs: settings.runs,
      sections: source.sections.map(({ heading }) => heading),
      figures: Object.keys(settings.figures),
      prompts: promptsOf(drafted.find(({ path }) => path === 'report.md')?.data ?? ''),
      notes: told,
    }
    this.show(answer)
    return answer
  }

  private show({ folder, report, settings, bibliography, venue, sections, figures, prompts, notes }: InitAnswer): void {
    if (this.jsonEnabled()) return
    this.log(`Drafted ${near(folder)}: ${sections.length} sections, ${figures.length} figures${venue ? `, for ${venue}` : ''}.`)
    for (const note of notes.filter((line) => !/prompts? (is|are) unanswered/.test(line))) this.log(note)
    this.log(`  words       ${near(report)}\n  settings    ${near(settings)}\n  references  ${near(bibliography)}`)
    if (prompts.length) {
      this.log(`${prompts.length} question${prompts.length === 1 ? '' : 's'} only you can answer, TODO: in ${near(report)}. The first:`)
      for (const { line, text } of prompts.slice(0, 3)) this.log(`  line ${line}: ${text}`)
    }
    this.log(`Edit, then:  ${['poster', 'slides', 'paper'].map((command) => nextCommand(command, report)).join(',  ')}`)
  }
}

function near(file: string): string {
  return relative('.', file) || '.'
}
