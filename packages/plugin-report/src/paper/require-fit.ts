/** After the files are written: throws what stops the paper, REPORT_PAPER_PAGES where it is too long, REPORT_CHECK for the rest. */
import { PhdError } from '@phd/core'
import { type Check, requirePassed } from '../check/index.js'

export function requireFit(checks: Check[]): void {
  requirePassed(
    checks.filter(({ rule }) => rule !== 'pages'),
    'paper',
    'mend these places in report.md and the .bib file, or build with --draft',
  )
  const pages = checks.find(({ rule, ok, severity }) => rule === 'pages' && !ok && severity === 'error')
  if (!pages) return
  throw new PhdError('REPORT_PAPER_PAGES', 'The paper is too long.', {
    received: pages.places.join('; '),
    remedy: 'shorten it in report.md or take a figure out; the files are written to look at. --draft lets it pass, --pages sets another limit',
  })
}
