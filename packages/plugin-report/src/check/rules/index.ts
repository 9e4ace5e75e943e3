/** Every rule there is, by what it looks at: what `phd report check --rules` lists. */
import type { Rule } from '../check.js'
import { besideRules } from './beside.js'
import { buildRules } from './build.js'
import { htmlRules } from './html/index.js'
import { latexRules } from './latex.js'
import { layoutRules } from './layout/index.js'
import { pdfRules } from './pdf.js'
import { pngRules, svgRules } from './picture.js'
import { pptxRules } from './pptx/index.js'
import { sourceRules } from './source/index.js'

export const rulesOf = {
  source: sourceRules,
  layout: layoutRules,
  build: buildRules,
  pptx: pptxRules,
  pdf: pdfRules,
  html: htmlRules,
  svg: svgRules,
  png: pngRules,
  latex: latexRules,
  alone: besideRules,
}

export type RuleGroup = keyof typeof rulesOf

export function allRules(): { of: RuleGroup; rule: Pick<Rule<never>, 'id' | 'severity' | 'about' | 'remedy'> }[] {
  return (Object.keys(rulesOf) as RuleGroup[]).flatMap((of) => rulesOf[of].map((rule) => ({ of, rule })))
}
