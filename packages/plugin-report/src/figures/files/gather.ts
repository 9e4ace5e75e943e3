/** The results that a figure is asked of: of runs, or of files without a run; with what identifies their bytes. */
import { basename, resolve } from 'node:path'
import { isPhdError, listResults, PhdError, type Result, readResult, type Store } from '@phd/core'
import { runHash } from '../../manifest/run-hash.js'
import { fileHash, metricsResults, readDataFile } from '../read/index.js'
import { chosenResults, type OneResult } from './draft.js'

export interface Gathered {
  /** By name, of all runs that have it. */
  results: Map<string, OneResult[]>
  /** What cannot be read. */
  broken: { name: string; error: PhdError }[]
}

/** Of a named result only that is read; else those that cannot be read are told with the others. REPORT_NO_RESULTS, REPORT_FIGURE_RESULT. */
export function gatherRuns(store: Store, ids: string[], wanted?: string): Gathered {
  const opened = ids.flatMap((id) => id.split(',')).filter(Boolean)
  const runs = [...new Map(opened.map((id) => store.open(id)).map((run) => [run.id, run])).values()]
  const results = new Map<string, OneResult[]>()
  const broken: Gathered['broken'] = []
  const known = new Set<string>()
  for (const run of runs) {
    const runDir = store.dir(run.id)
    const typed = listResults(runDir)
    const logged = typed.length ? new Map<string, Result>() : metricsResults(store.metrics(run.id))
    const sha256 = runHash(runDir)
    for (const name of [...typed, ...logged.keys()]) {
      known.add(name)
      if (wanted !== undefined && name !== wanted) continue
      try {
        const result = logged.get(name) ?? readResult(runDir, name)
        results.set(name, [...(results.get(name) ?? []), { name, result, run, runDir, sha256 }])
      } catch (error) {
        if (!isPhdError(error) || wanted !== undefined) throw error
        broken.push({ name, error })
      }
    }
  }
  if (wanted !== undefined && known.size > 0) chosenResults([...known], wanted, false)
  if (known.size === 0) {
    throw new PhdError('REPORT_NO_RESULTS', `${runs.length === 1 ? `Run ${runs[0].id} has` : 'These runs have'} no results and no metrics to draw.`, {
      expected: 'a run that wrote typed results, or metrics.jsonl',
      received: runs.map(({ id, status }) => `${id} (${status})`).join(', '),
    })
  }
  return { results, broken }
}

export function gatherFiles(paths: string[]): Gathered {
  const results = new Map<string, OneResult[]>()
  for (const path of paths) {
    const sha256 = fileHash(path)
    for (const [name, result] of readDataFile(path)) {
      const unique = results.has(name) ? `${name}-${results.size + 1}` : name
      results.set(unique, [{ name: unique, result, runDir: '', sha256, file: basename(resolve(path)) }])
    }
  }
  return { results, broken: [] }
}
