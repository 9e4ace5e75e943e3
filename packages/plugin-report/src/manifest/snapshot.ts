/** What a build printed, and what the same references and figures would print now. */
import { isPhdError } from '@phd/core'
import type { LoadedRun, ReportSource } from '../source/index.js'
import { resolveReference } from '../source/index.js'
import { dataHash } from './figures.js'
import type { Build, PrintedNumber } from './model.js'
import { runHash } from './run-hash.js'

export interface Snapshot {
  numbers: SnapshotNumber[]
  figures: SnapshotFigure[]
  runs: { letter: string; id: string; sha256: string }[]
}

export interface SnapshotFigure {
  name: string
  sha256: string
  runs: string[]
  result: string
}

/** One reference, wherever it is printed. `printed` is undefined where it cannot be computed. */
export interface SnapshotNumber {
  reference: string
  printed?: string
  values: (number | string)[]
  runs: string[]
  places: string[]
  problem?: string
}

export function snapshotOf({ kind, numbers, figures, runs }: Build): Snapshot {
  const byReference = new Map<string, SnapshotNumber>()
  for (const number of numbers) {
    const known = byReference.get(number.reference)
    if (known) known.places.push(placeOf(kind, number))
    else
      byReference.set(number.reference, {
        reference: number.reference,
        printed: number.printed,
        values: number.values,
        runs: number.runs,
        places: [placeOf(kind, number)],
      })
  }
  const distinct = new Map(figures.map((figure) => [figure.name, figure]))
  return {
    numbers: [...byReference.values()],
    figures: [...distinct.values()].map(({ name, sha256, runs: ids, result }) => ({ name, sha256, runs: ids, result })),
    runs: runs.map(({ letter, id, sha256 }) => ({ letter, id, sha256 })),
  }
}

/** Of several outputs of one report. */
export function snapshotOfAll(builds: Build[]): Snapshot {
  const all = builds.map(snapshotOf)
  const numbers = new Map<string, SnapshotNumber>()
  for (const number of all.flatMap((snapshot) => snapshot.numbers)) {
    const known = numbers.get(number.reference)
    numbers.set(number.reference, known ? { ...known, places: [...known.places, ...number.places] } : number)
  }
  const figures = new Map(all.flatMap((snapshot) => snapshot.figures).map((figure) => [figure.name, figure]))
  const runs = new Map(all.flatMap((snapshot) => snapshot.runs).map((run) => [run.letter, run]))
  return { numbers: [...numbers.values()], figures: [...figures.values()], runs: [...runs.values()] }
}

/** The references of `before` computed anew from `runs`; the figures of `before` from `source`, those that phd added from `runs`. */
export function snapshotNow(before: Snapshot, runs: LoadedRun[], source?: Pick<ReportSource, 'figures'>): Snapshot {
  const numbers = before.numbers.map((number): SnapshotNumber => {
    const { reference, places } = number
    try {
      const { printed, values, runs: used } = resolveReference(reference, runs)
      // Who prints the same values otherwise than the reference says, for example on a slide that phd made, is not stale.
      const same = JSON.stringify(values) === JSON.stringify(number.values)
      return { reference, printed: same ? number.printed : printed, values, runs: used, places }
    } catch (error) {
      if (!isPhdError(error)) throw error
      return { reference, values: [], runs: [], places, problem: error.message }
    }
  })
  const figures = before.figures.map((figure): SnapshotFigure => {
    const own = runs.find(({ run }) => run.id === figure.runs[0])
    const data = source?.figures.get(figure.name)?.source.result ?? own?.results.get(figure.result)
    return data ? { ...figure, sha256: dataHash(data) } : figure
  })
  return { numbers, figures, runs: runs.map(({ letter, run, dir }) => ({ letter, id: run.id, sha256: runHash(dir) })) }
}

/** Where the numbers of a paper stand is decided by the kit: its pages are not known. */
export function placeOf(kind: string, { page, place }: Pick<PrintedNumber, 'page' | 'place'>): string {
  if (kind === 'paper') return `paper, ${place}`
  return `${kind} ${kind === 'slides' ? 'slide' : 'page'} ${page}, ${place}`
}
