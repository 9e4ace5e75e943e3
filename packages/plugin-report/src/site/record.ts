/** The site's build.json: each figure and table with the run and result that all its numbers are of. Numbers of posts are their author's. */
import { coreVersion, type Run } from '@phd/core'
import { type Build, type Manifest, runHash } from '../manifest/index.js'
import { fingerprint } from '../poster/fingerprint.js'
import { letterOf } from '../source/runs.js'
import type { RunPage } from './run-page.js'

export const recordFile = 'build.json'

type SiteFile = { path: string; data: string | Uint8Array }

/** A figure is named by its address: `runs/ID.html#scores`. `dirOf` answers the folder of a run. */
export function siteRecord(title: string, runs: { run: Run; page: RunPage }[], files: SiteFile[], dirOf: (id: string) => string): SiteFile {
  const build: Build = {
    kind: 'site',
    title,
    phd: coreVersion,
    runs: runs.map(({ run }, i) => ({ letter: letterOf(i), id: run.id, experiment: run.experiment, seed: run.seed, sha256: runHash(dirOf(run.id)) })),
    numbers: [],
    figures: runs.flatMap(({ run, page }) =>
      page.shown.map(({ result, alt, sha256 }) => ({ name: `${pageOfRun(run.id)}#${result}`, page: 1, runs: [run.id], result, alt, sha256 })),
    ),
    words: 0,
    checks: [],
    files: files.map(fingerprint),
  }
  const manifest: Manifest = { version: 1, builds: { site: build } }
  return { path: recordFile, data: `${JSON.stringify(manifest, null, 1)}\n` }
}

export function pageOfRun(id: string): string {
  return `runs/${id}.html`
}
