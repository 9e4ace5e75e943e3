/** Every printed number with the runs that it came from, and whether they are still there as they were. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Build, OutputKind, UsedRun } from './model.js'
import { runHash } from './run-hash.js'

export type RunState = 'same' | 'changed' | 'gone'

export interface TracedRun extends UsedRun {
  state: RunState
}

export interface TracedNumber {
  output: OutputKind
  page: number
  place: string
  printed: string
  values: (number | string)[]
  reference: string
  path: string
  runs: { id: string; state: RunState }[]
}

export interface Trace {
  runs: TracedRun[]
  numbers: TracedNumber[]
}

/** `runsRoot` is the folder of runs as it is now. */
export function traceBuilds(builds: Build[], runsRoot: string): Trace {
  const used = [...new Map(builds.flatMap(({ runs }) => runs).map((run) => [`${run.id} ${run.sha256}`, run])).values()]
  const runs = used.map((run) => ({ ...run, state: stateOf(run, runsRoot) }))
  const states = new Map(runs.map(({ id, state }) => [id, state]))
  const numbers = builds.flatMap(({ kind, numbers: own }) =>
    own.map(({ page, place, printed, values, reference, path, runs: ids }) => ({
      output: kind,
      page,
      place,
      printed,
      values,
      reference,
      path,
      runs: ids.map((id) => ({ id, state: states.get(id) ?? (existsSync(join(runsRoot, id)) ? ('same' as const) : ('gone' as const)) })),
    })),
  )
  return { runs, numbers }
}

/** Numbers that are printed as `wanted`, or that a value rounds to it. */
export function printedAs(numbers: TracedNumber[], wanted: string): TracedNumber[] {
  const plain = (text: string) => text.replace(/[\u202f\u00a0\s]/g, '').replace('−', '-')
  return numbers.filter(({ printed, values }) => {
    const digits = /\.(\d+)/.exec(wanted)?.[1].length ?? 0
    const pieces = [...plain(printed).matchAll(/-?\d[\d.,]*\d|-?\d/g)].map(([piece]) => piece)
    return (
      plain(printed) === plain(wanted) ||
      pieces.includes(plain(wanted)) ||
      values.some((value) => typeof value === 'number' && value.toFixed(digits) === plain(wanted))
    )
  })
}

/** An id is a name of a folder; one that is a path was not written by phd. */
function stateOf({ id, sha256 }: UsedRun, runsRoot: string): RunState {
  const dir = join(runsRoot, id)
  if (/[/\\]|^\.\.?$/.test(id) || !existsSync(join(dir, 'run.json'))) return 'gone'
  return runHash(dir) === sha256 ? 'same' : 'changed'
}
