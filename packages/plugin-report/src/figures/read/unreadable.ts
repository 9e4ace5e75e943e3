/** REPORT_FIGURE_DATA: what can be drawn, and what came. */
import { PhdError } from '@phd/core'

export function unreadable(path: string, received: string, cause?: unknown): PhdError {
  return new PhdError('REPORT_FIGURE_DATA', `${path} cannot be drawn.`, {
    expected: 'CSV or TSV with a header, metrics.jsonl, Keras CSVLogger or History JSON, TensorBoard events (a file or their folder)',
    received,
    cause,
  })
}
