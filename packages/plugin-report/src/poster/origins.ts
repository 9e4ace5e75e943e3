/** The footer: which runs the numbers come from, with seed, device and code, and what made the poster. */
import { coreVersion } from '@phd/core'
import type { LoadedRun } from '../source/runs.js'

export function originsText(runs: LoadedRun[]): string {
  const each = runs.map(({ letter, run }) => {
    const { experiment, id, seed, device, code } = run
    const commit = code?.commit ? `, code ${code.commit.slice(0, 7)}${code.dirty ? ' (changed)' : ''}` : ''
    return `[${letter}] ${experiment} ${id}, seed ${seed}${device ? `, ${device}` : ''}${commit}`
  })
  return each.length ? `Runs of the numbers: ${each.join('; ')}. Made with phd\u00a0${coreVersion}.` : ''
}
