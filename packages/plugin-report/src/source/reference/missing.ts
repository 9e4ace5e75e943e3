/** The error of a name that is not there: says which are, the nearest first. */
import { PhdError } from '@phd/core'
import { nearestNames } from '../../text/nearest.js'

const mostNamed = 12

export function missing(what: string, typed: string, known: string[]): PhdError {
  const near = nearestNames(typed, known)
  const others = known.filter((name) => !near.includes(name))
  const shown = [...near, ...others].slice(0, mostNamed)
  const more = known.length > shown.length ? ` and ${known.length - shown.length} more` : ''
  return new PhdError('REPORT_REFERENCE', `There is no ${what.replace(/^an? /, '')}.`, {
    expected: known.length ? `one of: ${shown.join(', ')}${more}` : 'something with keys of its own',
    received: typed,
    remedy: near.length ? `did you mean ${near[0]}?` : undefined,
  })
}
