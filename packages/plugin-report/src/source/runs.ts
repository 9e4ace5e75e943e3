/**
 * The runs that a document is about, each with a letter that its numbers are marked with, and their typed results.
 *
 * Errors: RUN_NOT_FOUND (core), REPORT_NO_RUNS, REPORT_NO_RESULTS.
 */
import { listResults, PhdError, type Result, type Run, readResult, type Store } from '@phd/core'

export interface LoadedRun {
  /** `A`, `B`, …, `Z`, `AA`. */
  letter: string
  run: Run
  dir: string
  results: Map<string, Result>
}

/** `ids` as a person types them (the end of an id, `latest`), each run once. */
export function loadRuns(store: Store, ids: string[]): LoadedRun[] {
  if (ids.length === 0) {
    throw new PhdError('REPORT_NO_RUNS', 'A report needs at least one run.', { expected: '--run ID, once or more', remedy: 'phd runs list', usage: true })
  }
  const runs = [...new Map(ids.map((id) => store.open(id)).map((run) => [run.id, run])).values()]
  const loaded = runs.map((run, i) => loadRun(store, run, letterOf(i)))
  const empty = loaded.filter(({ results }) => results.size === 0)
  if (empty.length > 0) {
    throw new PhdError('REPORT_NO_RESULTS', `Run ${empty[0].run.id} (${empty[0].run.experiment}) has no results to show.`, {
      expected: 'a run that wrote typed results',
      received: `status ${empty[0].run.status}, no file in ${empty[0].dir}/results`,
      remedy: empty[0].run.status === 'done' ? 'leave it out, or choose another: phd runs list' : `wait for it, or: phd resume ${empty[0].run.id}`,
    })
  }
  return loaded
}

/** One run of known letter, as report.yaml names it. */
export function loadRun(store: Store, run: Run, letter: string): LoadedRun {
  const dir = store.dir(run.id)
  return { letter, run, dir, results: new Map(listResults(dir).map((name) => [name, readResult(dir, name)])) }
}

export function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last
}

/** The end of the last run: the same runs give the same date. */
export function endOfRuns(runs: LoadedRun[]): Date {
  const times = runs.map(({ run }) => Date.parse(run.ended ?? run.started)).filter(Number.isFinite)
  return new Date(times.length ? Math.max(...times) : Date.UTC(2000, 0, 1))
}
