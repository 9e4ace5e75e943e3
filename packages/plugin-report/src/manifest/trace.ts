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

/** A picture or table with the result that all its numbers are of. */
export interface TracedFigure {
  output: OutputKind
  page: number
  name: string
  result: string
  runs: { id: string; state: RunState }[]
}

export interface Trace {
  runs: TracedRun[]
  numbers: TracedNumber[]
  figures: TracedFigure[]
}

/** `runsRoot` is the folder of runs as it is now. */
export function traceBuilds(builds: Build[], runsRoot: string): Trace {
  const used = [...new Map(builds.flatMap(({ runs }) => runs).map((run) => [`${run.id} ${run.sha256}`, run])).values()]
  const runs = used.map((run) => ({ ...run, state: stateOf(run, runsRoot) }))
  const states = new Map(runs.map(({ id, state }) => [id, state]))
  const stated = (ids: string[]) => ids.map((id) => ({ id, state: states.get(id) ?? (existsSync(join(runsRoot, id)) ? ('same' as const) : ('gone' as const)) }))
  const numbers = builds.flatMap(({ kind, numbers: own }) =>
    own.map(({ page, place, printed, values, reference, path, runs: ids }) => ({
      output: kind,
      page,
      place,
      printed,
      values,
      reference,
      path,
      runs: stated(ids),
    })),
  )
  const figures = builds.flatMap(({ kind, figures: own }) =>
    own.filter(({ result }) => result !== '').map(({ page, name, result, runs: ids }) => ({ output: kind, page, name, result, runs: stated(ids) })),
  )
  return { runs, numbers, figures }
}

/** Numbers that are printed as `wanted`, or that a value with decimals is rounded to it. */
export function printedAs(numbers: TracedNumber[], wanted: string): TracedNumber[] {
  return numbers.filter(({ printed, values }) => {
    const pieces = [...plain(printed).matchAll(/-?\d[\d.,]*\d|-?\d/g)].map(([piece]) => piece)
    return (
      plain(printed) === plain(wanted) || pieces.includes(plain(wanted)) || values.some((value) => typeof value === 'number' && isRounded(value, plain(wanted)))
    )
  })
}

/** Without decimals only itself: 0.31 is not where a 0 comes from. A percentage is of a share. */
export function isRounded(value: number, wanted: string): boolean {
  const [, digits, decimals = '', percent] = /^(-?[\d,]+(?:\.(\d+))?)(%?)$/.exec(wanted) ?? []
  if (digits === undefined) return false
  const scaled = percent ? value * 100 : value
  if (!percent && decimals === '' && !Number.isInteger(value)) return false
  return scaled.toFixed(decimals.length) === digits.replaceAll(',', '')
}

export function plain(text: string): string {
  return text.replace(/[\u202f\u00a0\s]/g, '').replaceAll('−', '-')
}

/** An id is a name of a folder; one that is a path was not written by phd. */
function stateOf({ id, sha256 }: UsedRun, runsRoot: string): RunState {
  const dir = join(runsRoot, id)
  if (/[/\\]|^\.\.?$/.test(id) || !existsSync(join(dir, 'run.json'))) return 'gone'
  return runHash(dir) === sha256 ? 'same' : 'changed'
}
