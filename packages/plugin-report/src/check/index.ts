/**
 * Is this layout fit to be printed? Run at every build.
 *
 * Errors stop the build (REPORT_CHECK); notes are printed for the researcher to judge.
 */
import { PhdError } from '@phd/core'
import type { Drawings } from '../backends/index.js'
import type { LayoutModel, Page } from '../layout/index.js'
import type { FontMetrics } from '../text/index.js'
import { lowContrast, missingAlt, offPage, overflow, overlap, smallText } from './rules.js'

export interface Check {
  rule: string
  severity: 'error' | 'note'
  ok: boolean
  /** What is wrong, one place each. */
  places: string[]
}

export function checkLayout(layout: LayoutModel, drawings: Drawings, page: Page, metrics: FontMetrics): Check[] {
  const rule = (name: string, places: string[]): Check => ({ rule: name, severity: 'error', ok: places.length === 0, places })
  return [
    rule('overflow', overflow(layout, metrics)),
    rule('off-page', offPage(layout)),
    rule('overlap', overlap(layout)),
    rule('alt-text', missingAlt(layout)),
    rule('font-size', smallText(layout, drawings, page)),
    rule('contrast', lowContrast(layout)),
  ]
}

export function note(rule: string, places: string[]): Check {
  return { rule, severity: 'note', ok: places.length === 0, places }
}

/** Throws REPORT_CHECK with every place where a rule of severity error is broken. */
export function requirePassed(checks: Check[]): void {
  const failed = checks.filter(({ ok, severity }) => !ok && severity === 'error')
  if (failed.length === 0) return
  throw new PhdError('REPORT_CHECK', `The poster fails ${failed.map(({ rule }) => rule).join(', ')}.`, {
    received: failed
      .flatMap(({ places }) => places)
      .slice(0, 8)
      .join('; '),
    remedy: 'mend these places in poster.yaml',
  })
}

export { contrast } from './colour.js'
