/**
 * A command made from an experiment: `phd radar train` is the experiment `radar/train`, its flags are its parameters.
 *
 *     export default experimentCommand({ name: 'radar/train', it: train, summary: 'Train a model.' })
 */
import { Args, type Command } from '@oclif/core'
import { PhdError } from '../errors.js'
import type { Experiment } from '../kinds.js'
import { inputSchema } from '../params/flags.js'
import { kebab, paramFlags, paramsFromFlags } from '../params/index.js'
import { streamProgress } from '../progress/index.js'
import { execute } from '../run/execute.js'
import type { Run } from '../run/record.js'
import { deviceFlag, PhdCommand, runsFlag, seedFlag, stopSignal } from './phd-command.js'

export interface ExperimentCommandOptions<P, R> {
  name: string
  it: Experiment<P, R>
  summary: string
  examples?: string[]
  /** Parameters given by position instead of by flag, in this order. */
  positional?: (keyof P & string)[]
  /** What progress counts, for example `samples`. */
  unit?: string
  /** The answer of `--json`; without it the result itself, with `id` and `dir`. */
  json?(run: Run, dir: string, result: R): unknown
  /** What a person reads at the end. */
  print?(run: Run, dir: string, result: R): string
}

/** A command class that executes `it` as a recorded run. */
export function experimentCommand<P, R>(options: ExperimentCommandOptions<P, R>): Command.Class {
  const { name, it, positional = [] } = options
  const flags = paramFlags(it.params)
  const { properties, required } = inputSchema(it.params)
  const args: Record<string, ReturnType<typeof Args.string>> = {}
  for (const key of positional) {
    delete flags[kebab(key)]
    args[key] = Args.string({ description: properties[key].description, required: required.includes(key) }) as ReturnType<typeof Args.string>
  }

  class ExperimentCommand extends PhdCommand {
    static override summary = options.summary
    static override examples = options.examples ?? []
    static override args = args
    static override flags = { ...flags, seed: seedFlag, runs: runsFlag, ...(it.device ? { device: deviceFlag } : {}) }

    async run(): Promise<unknown> {
      const parsed = await this.parse(ExperimentCommand)
      const given = parsed.flags as Record<string, unknown>
      const byPosition = Object.fromEntries(Object.entries(parsed.args).filter(([, value]) => value !== undefined))
      const params = paramsFromFlags(it.params, { ...given, ...Object.fromEntries(Object.entries(byPosition).map(([key, value]) => [kebab(key), value])) })
      return this.execute(params, given)
    }

    private async execute(params: Record<string, unknown>, given: Record<string, unknown>): Promise<unknown> {
      const store = this.store(String(given.runs))
      const { run, error } = await execute(store, name, it, params, {
        seed: Number(given.seed),
        device: given.device as string | undefined,
        registry: this.registry(),
        progress: streamProgress(process.stderr, options.unit),
        signal: stopSignal(),
        argv: process.argv.slice(2),
        log: (message) => (this.jsonEnabled() ? process.stderr.write(`${message}\n`) : this.log(message)),
      })
      if (error) throw error
      return this.answer(run, store.dir(run.id))
    }

    private answer(run: Run, dir: string): unknown {
      if (run.status === 'stopped') throw stopped(run)
      const result = run.result as R
      if (!this.jsonEnabled()) this.log(options.print?.(run, dir, result) ?? `Run ${run.id}\n${dir}`)
      return options.json?.(run, dir, result) ?? { id: run.id, dir, ...(result as object) }
    }
  }
  return ExperimentCommand as unknown as Command.Class
}

export function stopped(run: Run): PhdError {
  return new PhdError('RUN_STOPPED', `Run ${run.id} was stopped before its end.`, { remedy: `phd resume ${run.id}` })
}
