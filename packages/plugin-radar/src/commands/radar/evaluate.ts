import { Args, Flags } from '@oclif/core'
import { deviceFlag, formatTable, PhdCommand, runsFlag } from '@phd/core/command'

export default class Evaluate extends PhdCommand {
  static override summary = 'Scores of a trained run on a split, beside the baselines.'
  static override examples = ['<%= config.bin %> radar evaluate latest --data dataset --split validate --json']
  static override args = { run: Args.string({ description: 'The run that was trained: its id, its folder, or latest.', required: true }) }
  static override flags = {
    data: Flags.string({ summary: 'Dataset folder.', required: true, helpValue: 'DIR' }),
    split: Flags.string({ summary: 'Which samples.', options: ['train', 'validate'], default: 'validate' }),
    runs: runsFlag,
    device: deviceFlag,
  }

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Evaluate)
    const { evaluateRun } = await import('../../training/evaluate-run.js')
    const { scoreColumns, scoreRows } = await import('../../training/report.js')
    const store = this.store(flags.runs)
    const run = store.open(args.run, { experiment: 'radar/train' })
    const { model, ...report } = await evaluateRun(run, store.dir(run.id), this.registry(), {
      data: flags.data,
      split: flags.split as 'train' | 'validate',
      device: flags.device,
    })
    this.log(`Split ${report.split}: ${report.samples} samples, ${((report.wetShare ?? 0) * 100).toFixed(1)} % of cells are wet`)
    this.log(formatTable(scoreColumns, scoreRows(model, report)))
    this.log(`\n${report.verdict}`)
    return report
  }
}
