/**
 * Is this fit to be printed, shown, handed in? Rules about layouts run at every build; all of them in `phd report check`.
 *
 * `read/` has files as rules ask about them, `rules/` the rules by what they judge, `fix/` what `--fix` mends.
 * Errors stop a build (REPORT_CHECK); notes are printed for the researcher to judge.
 */
import { PhdError } from '@phd/core'
import type { Drawings } from '../backends/index.js'
import type { LayoutModel, Page } from '../layout/index.js'
import type { FontMetrics } from '../text/index.js'
import { answer, type Check } from './check.js'
import { type Floors, type LaidPage, layoutRules } from './rules/layout/index.js'

/** What is wrong with one page, poster or slide. */
export function checkLayout(layout: LayoutModel, drawings: Drawings, { floorPt }: Pick<Page, 'floorPt'>, metrics: FontMetrics): Check[] {
  return checkPage({ layout, drawings, metrics, floors: { bodyPt: floorPt, figurePt: floorPt, footerPt: Math.round(floorPt * 0.7) } })
}

export function checkPage(page: LaidPage): Check[] {
  return layoutRules.map((rule) => answer(rule, rule.find(page) as string[]))
}

/** Of several pages: each place with its page. */
export function checkPages(pages: LaidPage[], word: 'page' | 'slide' = 'page'): Check[] {
  return layoutRules.map((rule) =>
    answer(
      rule,
      pages.flatMap((page, i) => (rule.find(page) as string[]).map((place) => `${word} ${i + 1}: ${place}`)),
    ),
  )
}

export function note(rule: string, places: string[], remedy?: string): Check {
  return { rule, severity: 'note', ok: places.length === 0, places, ...(remedy === undefined ? {} : { remedy }) }
}

/** Throws REPORT_CHECK with every place where a rule of severity error is broken. */
export function requirePassed(checks: Check[], output = 'poster', remedy = 'mend these places in poster.yaml'): void {
  const failed = checks.filter(({ ok, severity }) => !ok && severity === 'error')
  if (failed.length === 0) return
  throw new PhdError('REPORT_CHECK', `The ${output} fails ${failed.map(({ rule }) => rule).join(', ')}.`, {
    received: failed
      .flatMap(({ places }) => places)
      .slice(0, 8)
      .join('; '),
    remedy,
  })
}

export type { Check, Severity } from './check.js'
export { contrast } from './colour.js'
export type { Floors, LaidPage }
