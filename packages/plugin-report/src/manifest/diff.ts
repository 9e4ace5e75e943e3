/** What differs between two builds, or between a build and now. */
import type { Snapshot, SnapshotNumber } from './snapshot.js'

export interface NumberChange {
  reference: string
  change: 'changed' | 'added' | 'removed' | 'lost'
  /** As printed then and now. */
  before?: string
  after?: string
  runs: string[]
  places: string[]
  /** Why it cannot be computed any more. */
  problem?: string
}

export interface FigureChange {
  name: string
  change: 'changed' | 'added' | 'removed'
}

export interface RunChange {
  letter: string
  change: 'changed' | 'replaced' | 'gone' | 'added'
  before?: string
  after?: string
}

export interface BuildDiff {
  numbers: NumberChange[]
  figures: FigureChange[]
  runs: RunChange[]
}

export function diffSnapshots(before: Snapshot, after: Snapshot): BuildDiff {
  return { numbers: diffNumbers(before.numbers, after.numbers), figures: diffFigures(before, after), runs: diffRuns(before, after) }
}

export function isEmptyDiff({ numbers, figures, runs }: BuildDiff): boolean {
  return numbers.length + figures.length + runs.length === 0
}

function diffNumbers(before: SnapshotNumber[], after: SnapshotNumber[]): NumberChange[] {
  const now = new Map(after.map((number) => [number.reference, number]))
  const then = new Set(before.map(({ reference }) => reference))
  const changes = before.flatMap(({ reference, printed, runs, places }): NumberChange[] => {
    const found = now.get(reference)
    if (!found) return [{ reference, change: 'removed', before: printed, runs, places }]
    if (found.printed === undefined) return [{ reference, change: 'lost', before: printed, runs, places, problem: found.problem }]
    return found.printed === printed ? [] : [{ reference, change: 'changed', before: printed, after: found.printed, runs: found.runs, places }]
  })
  const added = after.filter(({ reference }) => !then.has(reference))
  return [...changes, ...added.map(({ reference, printed, runs, places }): NumberChange => ({ reference, change: 'added', after: printed, runs, places }))]
}

function diffFigures(before: Snapshot, after: Snapshot): FigureChange[] {
  const [then, now] = [before, after].map(({ figures }) => new Map(figures.map(({ name, sha256 }) => [name, sha256])))
  return [...new Set([...then.keys(), ...now.keys()])].flatMap((name): FigureChange[] => {
    if (!then.has(name)) return [{ name, change: 'added' }]
    if (!now.has(name)) return [{ name, change: 'removed' }]
    return then.get(name) === now.get(name) ? [] : [{ name, change: 'changed' }]
  })
}

function diffRuns(before: Snapshot, after: Snapshot): RunChange[] {
  const [then, now] = [before, after].map(({ runs }) => new Map(runs.map((run) => [run.letter, run])))
  return [...new Set([...then.keys(), ...now.keys()])].flatMap((letter): RunChange[] => {
    const [a, b] = [then.get(letter), now.get(letter)]
    if (!a) return [{ letter, change: 'added', after: b?.id }]
    if (!b) return [{ letter, change: 'gone', before: a.id }]
    if (a.id !== b.id) return [{ letter, change: 'replaced', before: a.id, after: b.id }]
    return a.sha256 === b.sha256 ? [] : [{ letter, change: 'changed', before: a.id, after: b.id }]
  })
}
