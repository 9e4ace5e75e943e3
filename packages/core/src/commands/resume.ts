import { existsSync } from 'node:fs'
import { Args, Flags, type Interfaces } from '@oclif/core'
import { type Ending, executeExperiment } from '../command/ending.js'
import { deviceFlag, PhdCommand, runsFlag } from '../command/phd-command.js'
import type { Run } from '../run/record.js'
import { checkResumable } from '../run/resume.js'

export default class Resume extends PhdCommand {
  static override summary = 'Go on with a stopped or failed run from its last checkpoint.'
  static override description =
    'Goes on in the same folder with the same parameters, seed and device, and ends as the command that started the run would have.\nRefused where the git commit is another one than the run was started with, unless --force is given.'
  static override examples = ['<%= config.bin %> <%= command.id %> latest', '<%= config.bin %> <%= command.id %> 20261124T221831-4klq']
  static override args = { run: Args.string({ description: 'Id of the run, its beginning or end, or latest.', required: true }) }
  static override flags = {
    runs: runsFlag,
    device: Flags.string({ summary: 'Another device than the run was started with.', helpValue: deviceFlag.helpValue }),
    force: Flags.boolean({ summary: 'Go on also where the code has changed since.' }),
  }

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Resume)
    const store = this.store(flags.runs)
    const run = store.open(args.run)
    checkResumable(run, { cwd: run.cwd && existsSync(run.cwd) ? run.cwd : undefined, force: flags.force })
    const it = await this.registry().get('experiment', run.experiment)
    if (run.cwd && existsSync(run.cwd)) process.chdir(run.cwd) // relative paths in the parameters start there
    const ending = await endingOf(run, this.config)
    process.stderr.write(`Run ${run.id} goes on.\n`)
    return executeExperiment(this, ending, it, run.params, { store, device: flags.device, resume: run })
  }
}

/** How the command that started the run would have ended it; any other run ends as `phd run` does. */
async function endingOf(run: Run, config: Interfaces.Config): Promise<Ending> {
  for (let words = 1; words <= run.argv.length; words++) {
    const command = config.findCommand(run.argv.slice(0, words).join(':'))
    const { ending } = ((await command?.load()) ?? {}) as { ending?: Ending }
    if (ending?.name === run.experiment) return ending
  }
  return { name: run.experiment }
}
