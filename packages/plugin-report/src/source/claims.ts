/**
 * Conditions of words: `<!-- holds: A.metrics.iouWet > A.baselines.best.iouWet -->` after a sentence that says "beats".
 *
 * A comment within a text is about the sentence before it; one in a line of its own about the whole paragraph, list, heading,
 * claim or finding before it. Errors: REPORT_CLAIM where one fails, those of `reference/condition.ts`.
 */
import { PhdError } from '@phd/core'
import type { Reading } from './context.js'
import type { Claim } from './model.js'
import { restore } from './protect.js'
import { failureOf } from './reference/condition.js'

const [mostShown, mostWords] = [12, 8]

export function isComment(html: string): boolean {
  return /^<!--[\s\S]*-->$/.test(html.trim()) && html.indexOf('-->') === html.trimEnd().length - 3
}

/** Notes the claim where the comment is a condition; `said` are the sentences that it is about. */
export function readClaim(comment: string, line: number, said: () => string[], reading: Reading): void {
  const text = restore(comment.trim().slice(4, -3), reading.pieces).replace(/\s+/g, ' ').trim()
  if (!/^holds?(\s*:|\b.*[<>=])/i.test(text)) return
  const condition = /^holds:(.*)$/.exec(text)?.[1].trim()
  if (!condition) {
    reading.problems.add('REPORT_REFERENCE', line, `"${text.slice(0, 60)}" is no condition that can be read`, {
      expected: '<!-- holds: A.metrics.iouWet > A.baselines.best.iouWet -->',
      received: text.slice(0, 60),
    })
    return
  }
  const { problems, claims, runs } = reading
  problems.at(line, () => claims.push({ file: problems.file, line, sentences: said(), condition, failure: failureOf(condition, runs) }))
}

/** `report.md:12: "The network beats…" does not hold: A.x > A.y, now 0.4 against 0.5`. */
export function falseClaims(claims: Claim[]): string[] {
  return claims.flatMap(({ file, line, sentences: [first], failure }) =>
    failure === undefined ? [] : [`${file}:${line}: ${first === undefined ? 'this' : `"${firstWords(first)}"`} does not hold: ${failure}`],
  )
}

export const claimRemedy = 'change the words and the condition after them, or name under runs: in report.yaml the run that they were written for'

/** REPORT_CLAIM with all that fail. */
export function requireClaims(claims: Claim[]): void {
  const [first, ...others] = falseClaims(claims)
  if (first === undefined) return
  const more = others.length > mostShown ? [`and ${others.length - mostShown} more`] : []
  throw new PhdError('REPORT_CLAIM', [first, ...others.slice(0, mostShown), ...more].join('\n  '), { remedy: claimRemedy })
}

function firstWords(sentence: string): string {
  const words = sentence.split(' ')
  return words.length > mostWords ? `${words.slice(0, mostWords).join(' ')}…` : sentence
}
