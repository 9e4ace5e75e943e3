/**
 * The base of every phd command: errors in one form, exit codes, `--json`, signals, the run store and the registry.
 *
 * Exit codes: 0 success, 1 failure, 2 wrong usage. With `--json` stdout carries one JSON value and nothing else:
 * what `run()` returned, or `{"error": {code, message, expected, received, remedy}}`.
 */
import { Command, Errors, Flags } from '@oclif/core'
import { errorToJson, formatError } from '../errors.js'
import type { Registry } from '../registry/registry.js'
import { Store } from '../run/store.js'
import { asPhdError } from './cli-error.js'
import { installedRegistry } from './installed.js'

export const runsFlag = Flags.string({ summary: 'Folder of the runs.', helpValue: 'DIR', env: 'PHD_RUNS', default: 'runs' })
export const seedFlag = Flags.integer({ summary: 'Seed of everything random.', helpValue: 'N', default: 1, min: 0 })
export const deviceFlag = Flags.string({
  summary: 'Where to compute: auto takes a GPU where there is one, and says so.',
  helpValue: 'auto|cpu|cuda:N',
  default: 'auto',
})

export abstract class PhdCommand extends Command {
  static override enableJsonFlag = true

  protected store(root: string): Store {
    return new Store(root)
  }

  protected registry(): Registry {
    return installedRegistry(this.config)
  }

  /** For the person: with --json on stderr, so that stdout stays one value. */
  protected tell(message: string): void {
    if (this.jsonEnabled()) process.stderr.write(`${message}\n`)
    else this.log(message)
  }

  /** Names of the flags, to say which one was probably meant. */
  protected knownFlags(): string[] {
    return Object.keys((this.ctor as typeof PhdCommand).flags ?? {})
  }

  protected override async catch(error: Error): Promise<void> {
    this.parsed = true // no warning of oclif's on top of the error
    if (error instanceof Errors.ExitError) throw error
    const shown = asPhdError(error, this.knownFlags())
    if (this.jsonEnabled()) this.logJson(errorToJson(shown))
    else process.stderr.write(`${formatError(shown)}\n`)
    if (process.env.DEBUG?.includes('phd')) process.stderr.write(`${error.stack}\n`)
    process.exitCode = shown.usage ? 2 : 1
  }
}

/** A signal that aborts at the first Ctrl-C, SIGTERM or SIGUSR2; the second one ends the process at once. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGUSR2'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(1)
      controller.abort(name)
      process.stderr.write(`\n${name}: saving, then stopping. Once more to stop at once.\n`)
    })
  }
  return controller.signal
}
