/** `phd report trace`: where each printed number came from. */
import { Args, Flags } from '@oclif/core'
import { PhdCommand } from '@phd/core/command'
import type { ShownTrace } from '../../manifest/index.js'

/** Of --number, only what is printed like it; `values` where no reference prints it. */
export type TraceAnswer = ShownTrace

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
    const { figureValues, findManifest, numberNotPrinted, printedAs, runsFolderOf, traceBuilds, traceText } = await import('../../manifest/index.js')
    const { builds, from, dir } = await findManifest(args.file)
    const runsFolder = runsFolderOf(dir, flags.runs)
    const traced = traceBuilds(builds, runsFolder)
    const wanted = flags.number
    const numbers = wanted === undefined ? traced.numbers : printedAs(traced.numbers, wanted)
    const values = wanted === undefined || numbers.length > 0 ? [] : figureValues(traced.figures, wanted, runsFolder)
    if (wanted !== undefined && numbers.length + values.length === 0) throw numberNotPrinted(wanted, traced)
    const answer = { from, runsFolder, runs: traced.runs, numbers, figures: wanted === undefined ? traced.figures : [], values }
    const isSite = builds.every(({ kind }) => kind === 'site')
    this.log(traceText(answer, isSite))
    return answer
  }
}
