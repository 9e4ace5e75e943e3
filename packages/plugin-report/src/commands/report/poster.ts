/**
 * `phd report poster`: runs to poster.pptx, poster.pdf and poster.png, with their words in poster.yaml.
 *
 * An edited poster.yaml is never overwritten: for the same runs the poster is built from it, for others it is an error.
 */
import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { Flags } from '@oclif/core'
import { PhdError } from '@phd/core'
import { PhdCommand } from '@phd/core/command'
import type { LoadedRun, PosterWords } from '../../document/index.js'
import type { BuiltPoster } from '../../poster/index.js'

export interface PosterAnswer {
  pptx: string
  pdf: string
  png: string
  yaml: string
  figures: BuiltPoster['figures']
  words: number
  checks: BuiltPoster['checks']
}

export default class Poster extends PhdCommand {
  static override summary = 'Make a poster of runs: PPTX to edit, PDF to print, PNG to look at.'
  static override description = 'All words are written to poster.yaml. Edit them, then build again with --from.'
  static override examples = [
    '<%= config.bin %> report poster --run latest --title "Where the water goes" --authors "Ada Lovelace, Mary Somerville"',
    '<%= config.bin %> report poster --run RADAR_RUN POSTS_RUN --size A1 --landscape',
    '<%= config.bin %> report poster --from poster/poster.yaml',
  ]
  static override flags = {
    run: Flags.string({ summary: 'Runs to show: ids, their ends, or latest.', helpValue: 'ID…', multiple: true, exclusive: ['from'] }),
    from: Flags.string({ summary: 'Build again from an edited poster.yaml.', helpValue: 'FILE' }),
    size: Flags.string({ summary: 'A0, A1, A2, 36x48 (inches), 16:9, or like 700x1000mm. [default: A0]', helpValue: 'SIZE' }),
    landscape: Flags.boolean({ summary: 'Turn the page, wider than tall.', allowNo: true }),
    title: Flags.string({ summary: 'Title of the poster.', exclusive: ['from'] }),
    authors: Flags.string({ summary: 'Authors, separated by commas.', helpValue: 'A, B', exclusive: ['from'] }),
    affiliation: Flags.string({ summary: 'University, group, place.', exclusive: ['from'] }),
    contact: Flags.string({ summary: 'E-mail or web address to print.', exclusive: ['from'] }),
    out: Flags.string({ summary: "Folder for the files. [default: poster, or poster.yaml's own]", helpValue: 'DIR' }),
    runs: Flags.string({ summary: 'Folder of the runs. [default: runs]', helpValue: 'DIR', env: 'PHD_RUNS' }),
  }

  async run(): Promise<PosterAnswer> {
    const { flags } = await this.parse(Poster)
    const out = resolve(flags.out ?? (flags.from ? dirname(flags.from) : 'poster'))
    const yaml = join(out, 'poster.yaml')
    const { buildPoster, writeFiles } = await import('../../poster/index.js')
    const { pageOf } = await import('../../layout/index.js')
    const { words, runs, yamlText } = flags.from ? await this.fromWords(flags.from, flags.runs) : await this.fromRuns(flags, out, yaml)
    const page = pageOf(flags.size ?? words.size, flags.landscape ?? words.landscape)
    const built = await buildPoster(words, runs, page)
    writeFiles(out, [...(yamlText === undefined ? [] : [{ path: 'poster.yaml', data: yamlText }]), ...built.files])
    const answer: PosterAnswer = {
      pptx: join(out, 'poster.pptx'),
      pdf: join(out, 'poster.pdf'),
      png: join(out, 'poster.png'),
      yaml: flags.from && yamlText === undefined ? resolve(flags.from) : yaml,
      figures: built.figures.map(({ file, ...figure }) => ({ ...figure, file: join(out, file) })),
      words: built.words,
      checks: built.checks,
    }
    this.report(answer)
    return answer
  }

  private async fromWords(file: string, runsFlag?: string): Promise<Source> {
    const { loadRun, readWords } = await import('../../document/index.js')
    const words = readWords(file)
    const store = this.store(runsFlag ?? (words.runsFolder ? resolve(dirname(file), words.runsFolder) : 'runs'))
    return { words, runs: Object.entries(words.runs).map(([letter, id]) => loadRun(store, store.open(id), letter)) }
  }

  private async fromRuns(flags: DraftFlags, out: string, yaml: string): Promise<Source> {
    const { isEdited, loadRuns, readWords, wordsToYaml } = await import('../../document/index.js')
    const { draftToFit } = await import('../../poster/index.js')
    const { pageOf } = await import('../../layout/index.js')
    const store = this.store(flags.runs ?? 'runs')
    const ids = (flags.run ?? []).flatMap((id) => id.split(',')).filter(Boolean)
    const runs = loadRuns(store, ids)
    if (existsSync(yaml) && isEdited(yaml)) return this.keepEdited(yaml, readWords(yaml), runs, flags)
    const [size, landscape] = [flags.size ?? 'A0', flags.landscape ?? false]
    const page = pageOf(size, landscape)
    const choices = {
      size,
      landscape,
      columns: page.columns,
      runsFolder: relative(out, store.root) || '.',
      title: flags.title,
      authors: flags.authors?.split(',').map((name) => name.trim()),
      affiliation: flags.affiliation,
      contact: flags.contact,
    }
    const { parseWords } = await import('../../document/index.js')
    const { words, spared } = await draftToFit(runs, choices, page)
    if (spared.length) this.tell(`Left out for want of room, ready in poster.yaml: ${spared.join(', ')}`)
    return { words: parseWords(words, yaml), runs, yamlText: wordsToYaml(words) }
  }

  /** The words in the folder were edited: they win, as long as they are about the same runs. */
  private keepEdited(yaml: string, words: PosterWords, runs: LoadedRun[], flags: DraftFlags): Source {
    const [theirs, ours] = [Object.values(words.runs), runs.map(({ run }) => run.id)]
    const same = theirs.length === ours.length && theirs.every((id) => ours.includes(id))
    const renames = (['title', 'authors', 'affiliation', 'contact'] as const).filter((name) => flags[name] !== undefined)
    if (!same || renames.length > 0) {
      throw new PhdError('REPORT_WORDS_EDITED', `${yaml} was edited; it is not overwritten.`, {
        expected: same ? `no ${renames.map((name) => `--${name}`).join(', ')}: write it into the file` : `the runs it was written for: ${theirs.join(', ')}`,
        received: same ? undefined : ours.join(', '),
        remedy: `phd report poster --from ${relative('.', yaml)}   or choose another folder with --out`,
      })
    }
    this.tell(`${relative('.', yaml)} was edited: its words are kept.`)
    return {
      words,
      runs: runs.map((loaded) => ({ ...loaded, letter: Object.keys(words.runs).find((letter) => words.runs[letter] === loaded.run.id) ?? loaded.letter })),
    }
  }

  private report({ pptx, pdf, png, yaml, words, checks }: PosterAnswer): void {
    for (const { rule, places } of checks.filter(({ ok }) => !ok)) for (const place of places) this.tell(`Note (${rule}): ${place}`)
    const near = (file: string) => relative('.', file) || file
    this.log(`Poster of ${words} words, ${checks.filter(({ severity }) => severity === 'error').length} checks passed.`)
    this.log(`  edit   ${near(pptx)}\n  print  ${near(pdf)}\n  look   ${near(png)}\n  words  ${near(yaml)}`)
    this.log(`Change the words, then:  phd report poster --from ${near(yaml)}`)
  }

  /** For the person; stdout stays clean with --json. */
  private tell(message: string): void {
    if (this.jsonEnabled()) process.stderr.write(`${message}\n`)
    else this.log(message)
  }
}

interface Source {
  words: PosterWords
  runs: LoadedRun[]
  /** To be written; undefined where the file stays as it is. */
  yamlText?: string
}

interface DraftFlags {
  run?: string[]
  size?: string
  landscape?: boolean
  title?: string
  authors?: string
  affiliation?: string
  contact?: string
  runs?: string
}
