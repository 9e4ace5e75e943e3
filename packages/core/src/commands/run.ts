import { Args } from '@oclif/core'
import { executeExperiment } from '../command/ending.js'
import { experimentFlags, runChoices } from '../command/experiment-command.js'
import { deviceFlag, PhdCommand, runsFlag, seedFlag } from '../command/phd-command.js'
import { PhdError } from '../errors.js'
import { paramsFromFlags } from '../params/index.js'

/** The flags of `phd run NAME` are the parameters of the experiment, so they are known once the name is. */
export default class Run extends PhdCommand {
  static override summary = 'Run an experiment and record the run.'
  static override description =
    'The parameters of the experiment are flags too: `phd run NAME --help` shows them.\nCtrl-C, SIGTERM and SIGUSR2 save a checkpoint and stop; `phd resume ID` goes on.'
  static override examples = [
    '<%= config.bin %> list experiment',
    '<%= config.bin %> <%= command.id %> NAME --help',
    '<%= config.bin %> <%= command.id %> NAME --seed 2',
  ]
  static override args = { experiment: Args.string({ description: 'Name of the experiment.', required: true }) }
  static override strict = false
  static override flags = { seed: seedFlag, runs: runsFlag, device: deviceFlag }
  private flagNames: string[] = []

  async run(): Promise<unknown> {
    const [name, ...rest] = this.argv[0] === '--json' ? [this.argv[1], '--json', ...this.argv.slice(2)] : this.argv
    if (name === undefined || name.startsWith('-')) {
      throw new PhdError('USAGE', 'The name of the experiment comes first.', {
        expected: 'phd run NAME [FLAGS]',
        received: `phd run ${this.argv.join(' ')}`.trim(),
        remedy: 'phd list experiment',
        usage: true,
      })
    }
    const it = await this.registry().get('experiment', name)
    const flags = experimentFlags(it)
    this.flagNames = Object.keys(flags)
    const given = (await this.parse({ flags, args: {}, strict: true, enableJsonFlag: true }, rest)).flags
    return executeExperiment(
      this,
      { name },
      it,
      paramsFromFlags(it.params, given),
      runChoices(given, (root) => this.store(root)),
    )
  }

  protected override knownFlags(): string[] {
    return this.flagNames
  }
}
