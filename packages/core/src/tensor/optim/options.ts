/** Numbers that an optimizer is made with, checked where it is made. */
import { PhdError } from '../../errors.js'

/** OPTIMIZER_OPTION unless from <= value < below, or above < value. */
export function inRange(name: string, value: number, { from, above, below }: { from?: number; above?: number; below?: number }): void {
  if ((from === undefined || value >= from) && (above === undefined || value > above) && (below === undefined || value < below)) return
  const limits = [from !== undefined && `at least ${from}`, above !== undefined && `above ${above}`, below !== undefined && `below ${below}`]
  throw new PhdError('OPTIMIZER_OPTION', `${name} of the optimizer is out of its range.`, {
    expected: limits.filter(Boolean).join(', '),
    received: String(value),
  })
}
