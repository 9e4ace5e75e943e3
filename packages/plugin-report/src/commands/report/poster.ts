/**
 * `phd report poster`: the source to poster.pptx, poster.pdf, poster.html and poster.png; from runs, the source too.
 *
 * An edited source is never overwritten: for the same runs the poster is built from it, for others it is an error.
 */
import { join, relative, resolve } from 'node:path'
import { Flags } from '@oclif/core'
import { PhdCommand } from '@phd/core/command'
import type { BegunPoster, BuiltPoster } from '../../poster/index.js'
import { nextCommand } from '../../source/next-command.js'

export interface PosterAnswer {
  pptx: string
  pdf: string
  html: string
  png: string
  source: string
  size: string
  style: string
  theme: string
  figures: BuiltPoster['figures']
  words: number
  checks: BuiltPoster['checks']
}

export default class Poster extends PhdCommand {
  static override summary = 'Make a poster: PPTX to edit, PDF to print, HTML and PNG to look at.'
  static override description = 'All words stand in report.md, all settings in report.yaml. From runs they are drafted; edit them, then build again.'
  static override examples = [
    '<%= config.bin %> report poster --run latest --title "Where the water goes" --authors "Ada Lovelace, Mary Somerville"',
    '<%= config.bin %> report poster --run RADAR_RUN POSTS_RUN --size A1 --landscape --style finding',
    '<%= config.bin %> report poster --from report --theme dark --size 16:9',
  ]
  static override flags = {
    run: Flags.string({ summary: 'Draft from these runs: ids, their ends, or latest.', helpValue: 'ID…', multiple: true, exclusive: ['from'] }),
    from: Flags.string({ summary: 'Folder with report.md. [default: this folder, or report]', helpValue: 'DIR' }),
    size: Flags.string({ summary: 'A0, A1, A2, 36x48 (inches), 16:9, or like 700x1000mm. [default: that of report.yaml, or A0]', helpValue: 'SIZE' }),
    landscape: Flags.boolean({ summary: 'Turn the page, wider than tall.', allowNo: true }),
    style: Flags.string({ summary: 'How it is arranged: classic, finding, or one of a plugin. [default: that of report.yaml]', helpValue: 'NAME' }),
    theme: Flags.string({ summary: 'Colours and fonts: default, dark, plain, or one of a plugin. [default: that of report.yaml]', helpValue: 'NAME' }),
    venue: Flags.string({ summary: 'Venue profile that a new draft answers, for example aaai-dc.', helpValue: 'ID' }),
    title: Flags.string({ summary: 'Title of the poster.', exclusive: ['from'] }),
    authors: Flags.string({ summary: 'Authors, separated by commas.', helpValue: 'A, B', exclusive: ['from'] }),
    affiliation: Flags.string({ summary: 'University, group, place.', exclusive: ['from'] }),
    contact: Flags.string({ summary: 'E-mail or web address to print.', exclusive: ['from'] }),
    out: Flags.string({ summary: "Folder for the files. [default: report, or report.md's own]", helpValue: 'DIR' }),
    runs: Flags.string({ summary: 'Folder of the runs. [default: runs]', helpValue: 'DIR', env: 'PHD_RUNS' }),
  }

  async run(): Promise<PosterAnswer> {
    const { flags } = await this.parse(Poster)
    ;(await import('../../figures/charts.js')).expectCharts()
    const [{ openReport }, { beginPoster, buildPoster, fitsPoster, posterStyleOf, writeFiles }, { themeOf }, { pageOf }, { recordBuild }] = await Promise.all([
      import('../../source/index.js'),
      import('../../poster/index.js'),
      import('../../themes/index.js'),
      import('../../layout/index.js'),
      import('../../manifest/index.js'),
    ])
    if (flags.size !== undefined) pageOf(flags.size)
    const choose = async (style: string, theme: string) => ({
      style: await posterStyleOf(style, this.registry()),
      theme: await themeOf(theme, this.registry()),
      size: flags.size,
      landscape: flags.landscape,
    })
    let begun: BegunPoster | undefined
    const { source, dir, drafted, told } = await openReport(flags, {
      store: (folder) => this.store(folder),
      kinds: await (await import('../../figures/index.js')).loadFigureKinds(this.registry()),
      venue: async (id) => (await import('../../venues/index.js')).venueOf(id, { registry: this.registry() }),
      fits: async (draft) => {
        const chosen = await choose(draft.settings.poster.style, draft.settings.theme)
        // Its charts are drawn while it is tried with the words that are still to come.
        begun = await beginPoster(draft, chosen)
        return fitsPoster(draft, chosen)
      },
    })
    const { poster, theme } = source.settings
    const [styleName, themeName] = [flags.style ?? poster.style, flags.theme ?? theme]
    const built = await buildPoster(source, await choose(styleName, themeName), begun)
    writeFiles(dir, [...drafted, ...built.files])
    recordBuild(dir, 'poster', built.build)
    const answer: PosterAnswer = {
      pptx: join(dir, 'poster.pptx'),
      pdf: join(dir, 'poster.pdf'),
      html: join(dir, 'poster.html'),
      png: join(dir, 'poster.png'),
      source: resolve(source.file),
      size: flags.size ?? poster.size,
      style: styleName,
      theme: themeName,
      figures: built.figures.map(({ file, ...figure }) => ({ ...figure, file: join(dir, file) })),
      words: built.words,
      checks: built.checks,
    }
    this.report(answer, told)
    return answer
  }

  private report({ pptx, pdf, html, png, source, words, checks }: PosterAnswer, told: string[]): void {
    for (const line of told) this.tell(line)
    for (const { rule, places, severity } of checks.filter(({ ok }) => !ok)) {
      if (severity === 'note') for (const place of places) this.tell(`Note (${rule}): ${place}`)
    }
    const near = (file: string) => relative('.', file) || file
    this.tell(`Poster of ${words} words, ${checks.filter(({ severity }) => severity === 'error').length} checks passed.`)
    this.tell(`  print  ${near(pdf)}\n  edit   ${near(pptx)}\n  look   ${near(html)}, ${near(png)}\n  words  ${near(source)}`)
    this.tell(`Change the words, then:  ${nextCommand('poster', source)}`)
  }
}
