/**
 * A command made from an experiment: `phd radar train` is the experiment `radar/train`, its flags are its parameters.
 *
 *     export default experimentCommand({ name: 'radar/train', it: train, summary: 'Train a model.' })
 */
import { Args, type Command } from '@oclif/core'
import type { Experiment } from '../kinds.js'
import { type FlagsByName, inputSchema, kebab, paramFlags, paramsFromFlags } from '../params/index.js'
import { type Ending, executeExperiment } from './ending.js'
import { deviceFlag, PhdCommand, runsFlag, seedFlag } from './phd-command.js'

export interface ExperimentCommandOptions<P, R> extends Ending<R> {
  it: Experiment<P, R>
  summary: string
  examples?: string[]
  /** Parameters given by position instead of by flag, in this order. */
  positional?: (keyof P & string)[]
}

/** A command class that executes `it` as a recorded run. */
export function experimentCommand<P, R>(options: ExperimentCommandOptions<P, R>): Command.Class {
  const { it, positional = [] } = options
  const flags = experimentFlags(it)
  const { properties, required } = inputSchema(it.params)
  const args: Record<string, ReturnType<typeof Args.string>> = {}
  for (const key of positional) {
    delete flags[kebab(key)]
    const { description, type } = properties[key]
    // A parameter that is an array takes all that follows: `analyse A.jsonl B.jsonl`.
    args[key] = Args.string({ description, required: required.includes(key), multiple: type === 'array' }) as ReturnType<typeof Args.string>
  }

  class ExperimentCommand extends PhdCommand {
    static override summary = options.summary
    static override examples = options.examples ?? []
    static override args = args
    static override flags = flags
    /** `phd resume` ends a run of this command the same way. */
    static ending = options

    async run(): Promise<unknown> {
      const parsed = await this.parse(ExperimentCommand)
      const byPosition = Object.entries(parsed.args).filter(([, value]) => value !== undefined)
      const given: Record<string, unknown> = { ...parsed.flags, ...Object.fromEntries(byPosition.map(([key, value]) => [kebab(key), value])) }
      return executeExperiment(
        this,
        options,
        it,
        paramsFromFlags(it.params, given),
        runChoices(given, (root) => this.store(root)),
      )
    }
  }
  return ExperimentCommand as unknown as Command.Class
}

/** The flags of an experiment: its parameters, and what every run takes. */
export function experimentFlags(it: Experiment): FlagsByName {
  return { ...paramFlags(it.params), seed: seedFlag, runs: runsFlag, ...(it.device ? { device: deviceFlag } : {}) }
}

/** What the flags say of the run itself. */
export function runChoices<S>(given: Record<string, unknown>, store: (root: string) => S): { store: S; seed: number; device?: string } {
  return { store: store(String(given.runs)), seed: Number(given.seed), device: given.device as string | undefined }
}
