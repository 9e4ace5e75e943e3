/**
 * `phd report paper`: the source to a LaTeX bundle for the venue's author kit and a preview with the count of pages.
 *
 * The files are written also where the paper is too long, to be looked at; the command then fails, unless it is a draft.
 */
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { Flags } from '@oclif/core'
import { PhdCommand } from '@phd/core/command'
import type { Check } from '../../check/index.js'
import type { BuiltPaper } from '../../paper/index.js'

export interface PaperAnswer {
  folder: string
  tex: string
  preview: string
  source: string
  venue: string
  budget: BuiltPaper['budget']
  todos: BuiltPaper['todos']
  checks: Check[]
}

export default class Paper extends PhdCommand {
  static override summary = 'Make a paper: LaTeX for the author kit of a venue, and a preview that counts its pages.'
  static override description =
    'All words stand in report.md, all settings in report.yaml, references in refs.bib. A paper that is too long is written and the command fails; --draft lets it pass.'
  static override examples = [
    '<%= config.bin %> report paper --run latest --venue aaai-dc --authors "Ada Lovelace"',
    '<%= config.bin %> report paper --from report --pages 2 --draft',
  ]
  static override flags = {
    run: Flags.string({ summary: 'Draft from these runs: ids, their ends, or latest.', helpValue: 'ID…', multiple: true, exclusive: ['from'] }),
    from: Flags.string({ summary: 'Folder with report.md. [default: this folder, or report]', helpValue: 'DIR' }),
    venue: Flags.string({ summary: 'Venue profile, for example aaai-dc. [default: that of report.yaml]', helpValue: 'ID' }),
    pages: Flags.integer({ summary: "Limit of pages. [default: the venue's]" }),
    anonymous: Flags.boolean({ summary: 'Leave names, affiliation and acknowledgements out.', allowNo: true }),
    draft: Flags.boolean({ summary: 'Too many pages and citations without an entry are notes, no errors.' }),
    title: Flags.string({ summary: 'Title of the paper.', exclusive: ['from'] }),
    authors: Flags.string({ summary: 'Authors, separated by commas.', helpValue: 'A, B', exclusive: ['from'] }),
    affiliation: Flags.string({ summary: 'University, group, place.', exclusive: ['from'] }),
    contact: Flags.string({ summary: 'E-mail address.', exclusive: ['from'] }),
    out: Flags.string({ summary: "Folder for the files. [default: report, or report.md's own]", helpValue: 'DIR' }),
    runs: Flags.string({ summary: 'Folder of the runs. [default: runs]', helpValue: 'DIR', env: 'PHD_RUNS' }),
  }

  async run(): Promise<PaperAnswer> {
    const { flags } = await this.parse(Paper)
    ;(await import('../../figures/charts.js')).expectCharts()
    const [{ openReport }, { venueOf }, { buildPaper, paperRules, refuseEdited, removeStale, requireFit, written }, { writeFiles }, { recordBuild }] =
      await Promise.all([
        import('../../source/index.js'),
        import('../../venues/index.js'),
        import('../../paper/index.js'),
        import('../../poster/write.js'),
        import('../../manifest/index.js'),
      ])
    const venue = (id: string) => venueOf(id, { registry: this.registry() })
    const kinds = await (await import('../../figures/index.js')).loadFigureKinds(this.registry())
    const opened = await openReport(flags, { store: (folder) => this.store(folder), venue, kinds })
    const { source, dir, drafted, told } = opened
    refuseEdited(dir)
    const named = source.settings.venue ? await venue(source.settings.venue) : undefined
    const rules = paperRules(named, flags.pages ?? source.settings.paper.pages)
    const draftedText = (path: string) => drafted.find((file) => file.path === path)?.data
    const built = await buildPaper(source, {
      rules,
      venue: named,
      anonymous: flags.anonymous ?? rules.anonymous,
      draft: flags.draft ?? false,
      markdown: draftedText('report.md') ?? readFileSync(source.file, 'utf8'),
      draftedBibliography: draftedText(source.settings.paper.bibliography),
    })
    const before = written(dir)
    writeFiles(dir, [...drafted, ...built.files])
    removeStale(
      dir,
      before,
      built.files.map(({ path }) => path),
    )
    recordBuild(dir, 'paper', built.build)
    const answer: PaperAnswer = {
      folder: join(dir, 'paper'),
      tex: join(dir, 'paper/paper.tex'),
      preview: join(dir, 'paper-preview.pdf'),
      source: source.file,
      venue: named?.id ?? '',
      budget: built.budget,
      todos: built.todos,
      checks: built.checks,
    }
    this.report(answer, named?.name, told)
    requireFit(built.checks)
    return answer
  }

  private report({ tex, preview, source, folder, budget, todos, checks }: PaperAnswer, venue: string | undefined, told: string[]): void {
    const near = (file: string) => relative('.', file) || file
    for (const line of told.filter((line) => !/^Left off the poster|prompts? (?:is|are) unanswered/.test(line))) this.tell(line)
    for (const { rule, places, severity } of checks.filter(({ ok }) => !ok)) {
      if (severity === 'note') for (const place of places) this.tell(`Note (${rule}): ${place}`)
    }
    const limit = `${budget.limit} page${budget.limit === 1 ? '' : 's'}${budget.includesReferences ? '' : ' without references'}`
    this.tell(
      `${budget.used.toFixed(1)} of ${limit}${venue ? ` for ${venue}` : ''}: ${budget.sections.map(({ heading, words }) => `${heading} ${words}`).join(', ')} words.`,
    )
    if (todos.length) this.tell(`${todos.length} question${todos.length === 1 ? '' : 's'} to answer, orange in the preview.`)
    this.tell(`  look   ${near(preview)}\n  LaTeX  ${near(tex)}\n  how    ${near(join(folder, 'README.txt'))}\n  words  ${near(source)}`)
  }
}
