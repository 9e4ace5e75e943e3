/**
 * Help as oclif prints it, and beyond: `phd run NAME --help` shows the parameters of that experiment, and help for a
 * command that does not exist says which one was probably meant.
 */
import { type Command, Help } from '@oclif/core'
import { formatError, isPhdError } from '../errors.js'
import { installedRegistry } from './installed.js'
import { unknownCommand } from './unknown-command.js'

export default class PhdHelp extends Help {
  override async showHelp(argv: string[]): Promise<void> {
    const words = argv.filter((word) => !word.startsWith('-') && word !== 'help')
    if (words[0] === 'run' && words[1]) return this.showExperimentHelp(words[1])
    if (words.length > 0 && !this.isKnown(words)) {
      process.stderr.write(`${formatError(unknownCommand(words.join(' '), this.config))}\n`)
      process.exitCode = 2
      return
    }
    await super.showHelp(argv)
  }

  /** Is the first word a command or a topic, and the second one too where the first takes no arguments? */
  private isKnown(words: string[]): boolean {
    if (!this.config.findCommand(words[0]) && !this.config.findTopic(words[0])) return false
    const second = words.slice(0, 2).join(':')
    const takesArguments = Object.keys(this.config.findCommand(words[0])?.args ?? {}).length > 0
    return words.length === 1 || takesArguments || Boolean(this.config.findCommand(second) ?? this.config.findTopic(second))
  }

  private async showExperimentHelp(name: string): Promise<void> {
    try {
      const it = await installedRegistry(this.config).get('experiment', name)
      const { experimentFlags } = await import('./experiment-command.js')
      const run = this.config.findCommand('run', { must: true })
      const flags = experimentFlags(it) as Command.Loadable['flags']
      const command = { ...run, id: `run ${name}`, summary: it.about, description: undefined, examples: undefined, args: {}, strict: true }
      await this.showCommandHelp({ ...command, flags: { ...flags, json: run.flags.json } })
    } catch (error) {
      if (!isPhdError(error)) throw error
      process.stderr.write(`${formatError(error)}\n`)
      process.exitCode = error.usage ? 2 : 1
    }
  }
}
