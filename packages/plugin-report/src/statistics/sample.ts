/** What every statistic asks of its numbers. */
import { PhdError } from '@phd/core'

/** REPORT_STATISTICS unless there are `least` values, all finite. */
export function checkSample(values: ArrayLike<number>, least: number, what: string): void {
  if (values.length < least) throw refused(what, `at least ${least} value${least === 1 ? '' : 's'}`, String(values.length))
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) throw refused(what, 'finite numbers', `${values[i]} at ${i}`)
}

export function checkConfidence(confidence: number): void {
  if (!(confidence > 0 && confidence < 1)) throw refused('an interval', 'a confidence between 0 and 1', String(confidence))
}

export function refused(what: string, expected: string, received: string): PhdError {
  return new PhdError('REPORT_STATISTICS', `These numbers do not allow ${what}.`, { expected, received })
}
