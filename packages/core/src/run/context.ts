/** What a run hands to the experiment that it executes. */
import type { Kind, Kinds } from '../kinds.js'
import type { Random } from '../random.js'
import type { Result } from '../results/index.js'
import type { Checkpoint } from './checkpoint.js'

export interface Context {
  readonly id: string
  /** The run's folder; artefacts go there. */
  readonly dir: string
  readonly seed: number
  /** As asked for: `auto`, `cpu` or `cuda:N`. The tensor runtime answers what it took through `tookDevice`. */
  readonly device: string
  /**
   * Aborts on Ctrl-C, SIGTERM and SIGUSR2 (Slurm's warning before the time limit): save and return, or
   * `signal.throwIfAborted()` after saving. Work that never waits for anything sees no signal: see `pause`.
   */
  readonly signal: AbortSignal
  /** A seeded stream of numbers in [0, 1), independent for each name. */
  random(stream?: string): Random
  /** One line of metrics.jsonl; NaN and the infinities are kept as NaN. */
  metric(values: Record<string, number>): void
  /** Progress in units of the whole; the terminal shows rate and time left. */
  progress(done: number, total?: number, note?: string): void
  /** Gives way to signals and timers; await it once a step in a loop that computes without waiting. */
  pause(): Promise<void>
  /** A line for the user and for log.txt. */
  log(message: string): void
  /** A typed result: `results/NAME.json`, and a binary beside it where large. */
  result(name: string, result: Result): void
  /** A file in the run's folder (`figures/map.png` makes the folder), replaced atomically; answers its path. */
  artifact(name: string, data: string | Uint8Array): string
  /** Checkpoint, replaced atomically; metrics written until now belong to it. */
  save(checkpoint: Checkpoint): void
  /** The last checkpoint; undefined on a fresh run. */
  load<S>(): Checkpoint<S> | undefined
  /** Record the device in use and the versions of what computes on it. */
  tookDevice(device: string, versions: Record<string, string>): void
  get<K extends Kind>(kind: K, name: string): Promise<Kinds[K]>
  /** The sha256-checked files of a dataset, opened. */
  open<T>(dataset: string): Promise<T>
}
