import { Args, Flags } from '@oclif/core'
import { PhdCommand, runsFlag } from '../../command/phd-command.js'

export default class RunsRm extends PhdCommand {
  static override summary = 'Remove runs and all they wrote.'
  static override examples = ['<%= config.bin %> <%= command.id %> 4klq 9xw2']
  static override args = { runs: Args.string({ description: 'Ids of runs.', required: true }) }
  static override strict = false
  static override flags = { runs: runsFlag, force: Flags.boolean({ summary: 'Also where a run is running or cannot be read.' }) }

  async run() {
    const { argv, flags } = await this.parse(RunsRm)
    const store = this.store(flags.runs)
    const removed: string[] = []
    for (const id of argv as string[]) {
      removed.push(store.remove(id, flags.force))
      if (!this.jsonEnabled()) this.log(`Removed ${removed.at(-1)}`)
    }
    return { removed }
  }
}
