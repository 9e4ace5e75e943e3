/** Rules about the words of a report, whatever is built from them. */
import type { Rule } from '../../check.js'
import { timeBudget, wordBudget } from './budgets.js'
import { falseClaim, uncheckedClaim } from './claims.js'
import { citations, emptySection, emptySlide, numbering, prompts } from './completeness.js'
import type { SourceUnderTest } from './input.js'
import { interval, sampleSize, seeds, typedNumber, unit, withBaseline } from './numbers.js'
import { sharing } from './sharing.js'
import { mustSay, venuePaper, venuePoster, venueTalk } from './venue.js'

export const sourceRules: Rule<SourceUnderTest>[] = [
  falseClaim,
  uncheckedClaim,
  typedNumber,
  withBaseline,
  sampleSize,
  interval,
  seeds,
  unit,
  prompts,
  emptySection,
  emptySlide,
  numbering,
  citations,
  sharing,
  wordBudget,
  timeBudget,
  venuePaper,
  venuePoster,
  venueTalk,
  mustSay,
]
export type { SourceUnderTest } from './input.js'
