/** Fingerprints of runs and results: that a run was changed, or replaced by another of the same id, shows here. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LoadedRun } from '../source/runs.js'
import type { UsedRun } from './model.js'

/** SHA-256 over run.json and every file of results/, in order of name. */
export function runHash(runDir: string): string {
  const results = join(runDir, 'results')
  const names = existsSync(results) ? readdirSync(results).filter((name) => !name.endsWith('.tmp')) : []
  return hashOf(runDir, ['run.json', ...names.sort().map((name) => `results/${name}`)])
}

export function usedRuns(runs: LoadedRun[]): UsedRun[] {
  return runs.map(({ letter, run, dir }) => ({ letter, id: run.id, experiment: run.experiment, seed: run.seed, sha256: runHash(dir) }))
}

/** The length stands before the bytes, so that no two lists of files give the same stream. */
function hashOf(dir: string, names: string[]): string {
  const hash = createHash('sha256')
  for (const name of names) {
    if (!existsSync(join(dir, name))) continue
    const bytes = readFileSync(join(dir, name))
    hash.update(`${name}\0${bytes.length}\0`).update(bytes)
  }
  return hash.digest('hex')
}
