/** `phd report trace`: where each printed number came from. */
import { Args, Flags } from '@oclif/core'
import { PhdError } from '@phd/core'
import { formatTable, PhdCommand } from '@phd/core/command'
import type { FigureValue, Trace as Traced, TracedFigure, TracedNumber, TracedRun } from '../../manifest/index.js'

export interface TraceAnswer {
  /** Where the record was found. */
  from: string
  runsFolder: string
  runs: TracedRun[]
  numbers: TracedNumber[]
  /** Pictures and tables: all their numbers are of one result. */
  figures: TracedFigure[]
  /** With --number, where no reference prints it: values of the results that figures are drawn from. */
  values: FigureValue[]
}

export default class Trace extends PhdCommand {
  static override summary = 'Show from which run and which value each printed number came.'
  static override description =
    'A PDF or PPTX carries a record of its own, so a file that somebody sent you will do. A run is "changed" where it was written to after the build, "gone" where it is not in the folder of runs.'
  static override examples = [
    '<%= config.bin %> report trace report/poster.pdf',
    '<%= config.bin %> report trace slides.pptx --number 0.61',
    '<%= config.bin %> report trace report --json',
  ]
  static override args = {
    file: Args.string({ description: 'PDF, PPTX, figure, page of a site, build.json, or the folder of a report or a site.', default: 'report' }),
  }
  static override flags = {
    number: Flags.string({ summary: 'Only numbers that are printed like this.', helpValue: '0.61' }),
    runs: Flags.string({ summary: 'Folder of the runs. [default: as report.yaml says, else runs]', helpValue: 'DIR', env: 'PHD_RUNS' }),
  }

  async run(): Promise<TraceAnswer> {
    const { args, flags } = await this.parse(Trace)
    const { figureValues, findManifest, printedAs, runsFolderOf, traceBuilds } = await import('../../manifest/index.js')
    const { builds, from, dir } = await findManifest(args.file)
    const runsFolder = runsFolderOf(dir, flags.runs)
    const traced = traceBuilds(builds, runsFolder)
    const wanted = flags.number
    const numbers = wanted === undefined ? traced.numbers : printedAs(traced.numbers, wanted)
    const values = wanted === undefined || numbers.length > 0 ? [] : figureValues(traced.figures, wanted, runsFolder)
    if (wanted !== undefined && numbers.length + values.length === 0) throw notFound(wanted, traced)
    const answer = { from, runsFolder, runs: traced.runs, numbers, figures: wanted === undefined ? traced.figures : [], values }
    this.print(
      answer,
      builds.every(({ kind }) => kind === 'site'),
    )
    return answer
  }

  private print({ numbers, figures, values, runs, from, runsFolder }: TraceAnswer, isSite: boolean): void {
    const several = new Set([...numbers, ...figures, ...values].map(({ output }) => output)).size > 1
    const letters = new Map(runs.map(({ id, letter }) => [id, letter]))
    const lettersOf = (own: { id: string }[]) => own.map(({ id }) => letters.get(id) ?? id).join(', ')
    const output = several ? [{ key: 'output', label: 'output' }] : []
    if (numbers.length + figures.length + values.length === 0)
      this.log(isSite ? 'No result of a run is shown there; the numbers of a post were typed by its author.' : 'No number of a run is printed there.')
    if (numbers.length > 0) {
      const rows = numbers
        .filter((number) => !isText(number))
        .map(({ output: kind, page, place, printed, values, reference, runs: own }) => ({
          output: kind,
          page: pageOf(kind, page),
          place: clipped(place, 34),
          printed: clipped(printed, 24),
          value: clipped(values.map((value) => (typeof value === 'number' ? Number(value.toPrecision(8)) : value)).join(', '), 24),
          reference: clipped(reference, 58),
          run: lettersOf(own),
        }))
      const columns = [
        ...output,
        { key: 'page', label: 'page' },
        { key: 'place', label: 'place' },
        { key: 'printed', label: 'printed' },
        { key: 'value', label: 'value' },
        { key: 'reference', label: 'reference' },
        { key: 'run', label: 'run' },
      ]
      this.log(formatTable(columns, rows))
    }
    const texts = numbers.filter(isText).length
    if (texts > 0) this.log(`and ${texts} ${texts === 1 ? 'text' : 'texts'} of results (see --json)`)
    if (values.length > 0) {
      const rows = values.slice(0, mostValues).map(({ runs: own, name, where, result, value, output: kind, page }) => ({
        output: kind,
        page: pageOf(kind, page),
        name,
        where: clipped(where, 50),
        value: Number(value.toPrecision(8)),
        result,
        run: lettersOf(own),
      }))
      const columns = [...output, ...columnsOf({ page: 'page', name: 'figure or table', where: 'where', value: 'value', result: 'result', run: 'run' })]
      this.log(formatTable(columns, rows))
      if (values.length > mostValues) this.log(`and ${values.length - mostValues} more (see --json)`)
    }
    if (figures.length > 0) {
      this.log('')
      const rows = figures.map(({ runs: own, ...rest }) => ({ ...rest, page: pageOf(rest.output, rest.page), run: lettersOf(own) }))
      this.log(formatTable([...output, ...columnsOf({ page: 'page', name: 'figure or table', result: 'all numbers are of result', run: 'run' })], rows))
    }
    this.log('')
    const words = { same: 'unchanged', changed: 'CHANGED since the build', gone: `GONE: not in ${runsFolder}` }
    for (const { letter, id, experiment, seed, state } of runs) this.log(`${letter}  ${id}  ${experiment}, seed ${seed}: ${words[state]}`)
    this.log(`(from ${from})`)
  }
}

const mostValues = 20

/** The kit decides on which page of a paper something stands; the pages of a site are named. */
function pageOf(output: string, page: number): number | string {
  return output === 'paper' || output === 'site' ? '–' : page
}

function columnsOf(labels: Record<string, string>): { key: string; label: string }[] {
  return Object.entries(labels).map(([key, label]) => ({ key, label }))
}

function notFound(wanted: string, { numbers, figures, runs }: Traced): PhdError {
  const printed = [...new Set(numbers.filter((number) => !isText(number)).map((number) => number.printed))]
  const gone = runs.filter(({ state }) => state === 'gone').map(({ letter }) => letter)
  return new PhdError('REPORT_TRACE_NUMBER', `No number of a run is printed as ${wanted}.`, {
    expected: printed.length
      ? `one of: ${printed.slice(0, 12).join(', ')}${printed.length > 12 ? ', …' : ''}; or a value in one of the ${figures.length} figures and tables`
      : 'a number that is a reference; there is none',
    received: wanted,
    remedy: gone.length
      ? `figures and tables of run ${gone.join(', ')} were not searched: name the folder of runs with --runs`
      : 'if it is printed, and no figure computes it, it was typed by hand: phd report check lists those',
  })
}

function clipped(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}

/** A title or a sentence of a result: not what somebody asks for who asks for a number. */
function isText({ values }: TracedNumber): boolean {
  return values.every((value) => typeof value === 'string' && !/^\s*[-−+]?\d/.test(value))
}
