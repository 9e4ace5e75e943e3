import { PhdError } from '@phd/core'

const mostValues = 2 ** 29

/** REPORT_EMBED_SIZE where float32 values would take more than 2 GiB. */
export function checkSize(n: number, d: number): void {
  if (n * d <= mostValues) return
  throw new PhdError('REPORT_EMBED_SIZE', 'These are more vectors than fit.', {
    expected: `at most ${mostValues} values (2 GiB)`,
    received: `${n} x ${d}`,
    remedy: 'take a random part of the rows, or fewer columns',
  })
}
