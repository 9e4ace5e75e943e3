/** `phd report trace`: where each printed number came from. */
import { Args, Flags } from '@oclif/core'
import { PhdError } from '@phd/core'
import { formatTable, PhdCommand } from '@phd/core/command'
import type { TracedNumber, TracedRun } from '../../manifest/index.js'

export interface TraceAnswer {
  /** Where the record was found. */
  from: string
  runsFolder: string
  runs: TracedRun[]
  numbers: TracedNumber[]
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
  static override args = { file: Args.string({ description: 'PDF, PPTX, figure, build.json, or the folder of a report.', default: 'report' }) }
  static override flags = {
    number: Flags.string({ summary: 'Only numbers that are printed like this.', helpValue: '0.61' }),
    runs: Flags.string({ summary: 'Folder of the runs. [default: as report.yaml says, else runs]', helpValue: 'DIR', env: 'PHD_RUNS' }),
  }

  async run(): Promise<TraceAnswer> {
    const { args, flags } = await this.parse(Trace)
    const { findManifest, printedAs, runsFolderOf, traceBuilds } = await import('../../manifest/index.js')
    const { builds, from, dir } = await findManifest(args.file)
    const runsFolder = runsFolderOf(dir, flags.runs)
    const { runs, numbers } = traceBuilds(builds, runsFolder)
    const shown = flags.number === undefined ? numbers : printedAs(numbers, flags.number)
    if (flags.number !== undefined && shown.length === 0) {
      throw new PhdError('REPORT_TRACE_NUMBER', `No number of a run is printed as ${flags.number}.`, {
        expected: numbers.length
          ? `one of: ${[...new Set(numbers.map(({ printed }) => printed))].slice(0, 12).join(', ')}`
          : 'a number that is a reference; there is none',
        received: flags.number,
        remedy: 'if it is printed, it was typed by hand: phd report check lists those',
      })
    }
    this.print(shown, runs, from, runsFolder)
    return { from, runsFolder, runs, numbers: shown }
  }

  private print(numbers: TracedNumber[], runs: TracedRun[], from: string, runsFolder: string): void {
    if (numbers.length === 0) this.log('No number of a run is printed there.')
    else {
      const several = new Set(numbers.map(({ output }) => output)).size > 1
      const letters = new Map(runs.map(({ id, letter }) => [id, letter]))
      const rows = numbers
        .filter((number) => !isText(number))
        .map(({ output, page, place, printed, values, reference, runs: own }) => ({
          output,
          page,
          place: clipped(place, 34),
          printed: clipped(printed, 24),
          value: clipped(values.map((value) => (typeof value === 'number' ? Number(value.toPrecision(8)) : value)).join(', '), 24),
          reference: clipped(reference, 58),
          run: own.map(({ id }) => letters.get(id) ?? id).join(', '),
        }))
      const columns = [
        ...(several ? [{ key: 'output', label: 'output' }] : []),
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
    this.log('')
    const words = { same: 'unchanged', changed: 'CHANGED since the build', gone: `GONE: not in ${runsFolder}` }
    for (const { letter, id, experiment, seed, state } of runs) this.log(`${letter}  ${id}  ${experiment}, seed ${seed}: ${words[state]}`)
    this.log(`(from ${from})`)
  }
}

function clipped(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}

/** A title or a sentence of a result: not what somebody asks for who asks for a number. */
function isText({ values }: TracedNumber): boolean {
  return values.every((value) => typeof value === 'string' && !/^\s*[-−+]?\d/.test(value))
}
