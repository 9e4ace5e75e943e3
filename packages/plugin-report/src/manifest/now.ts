/** A build against the runs as they are now. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isPhdError, type Store } from '@phd/core'
import { falseClaims, type LoadedRun, loadRun, openReport, type ReportSource, type ReportTools } from '../source/index.js'
import { type Snapshot, snapshotNow } from './snapshot.js'

/** With the report's source where it can be read; else with the runs that were recorded, as far as they are there. */
export async function compareWithNow(
  before: Snapshot,
  dir: string,
  store: Store,
  kinds?: ReportTools['kinds'],
): Promise<{ snapshot: Snapshot; claims: string[]; told: string[] }> {
  const { source, told } = await readSource(dir, store, kinds)
  return { snapshot: snapshotNow(before, source?.runs ?? recordedRuns(before, store), source), claims: falseClaims(source?.claims ?? []), told }
}

async function readSource(dir: string, store: Store, kinds?: ReportTools['kinds']): Promise<{ source?: ReportSource; told: string[] }> {
  if (!existsSync(join(dir, 'report.md'))) return { told: [] }
  try {
    const { source } = await openReport({ from: dir, runs: store.root }, { store: () => store, kinds, falseClaims: 'allow' })
    return { source, told: [] }
  } catch (error) {
    if (!isPhdError(error)) throw error
    return { told: [`report.md is left aside: ${error.message} (${error.code})`] }
  }
}

function recordedRuns({ runs }: Snapshot, store: Store): LoadedRun[] {
  const there = runs.filter(({ id }) => !/[/\\]|^\.\.?$/.test(id) && existsSync(join(store.dir(id), 'run.json')))
  return there.map(({ letter, id }) => loadRun(store, store.open(id), letter))
}
