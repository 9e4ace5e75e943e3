/** Rules about verdicts: words that say how numbers compare, which the next run may turn into a lie. */
import { claimRemedy, falseClaims } from '../../../source/claims.js'
import { sentencesOf } from '../../../source/sentences.js'
import type { Rule } from '../../check.js'
import { passagesOf, type SourceUnderTest } from './input.js'

const comparing =
  /\b(beat(s|en|ing)?|outperform(s|ed|ing)?|surpass(es|ed|ing)?|exceed(s|ed|ing)?|(better|worse|higher|lower|larger|smaller|greater|more accurate) than|improv(es|ed|ing) (up)?on|improvement over|no better|falls? short of|as good as|on par with)\b/i
const mostShown = 70

export const falseClaim: Rule<SourceUnderTest> = {
  id: 'false-claim',
  severity: 'error',
  about: 'Every condition beside a claim (<!-- holds: A.x > A.y -->) is true of the runs.',
  remedy: claimRemedy,
  find: ({ source: { claims } }) => falseClaims(claims),
}

export const uncheckedClaim: Rule<SourceUnderTest> = {
  id: 'unchecked-claim',
  severity: 'note',
  about: 'A sentence that says how numbers of the runs compare carries the comparison, so that the next run cannot make it a lie.',
  remedy: 'write <!-- holds: A.x > A.y --> after it, with the references that it compares',
  find({ source }) {
    const checked = new Set(source.claims.flatMap(({ sentences }) => sentences))
    // A comment within a sentence is about what stands before it; a label stands behind its number.
    const parts = [...checked].filter((said) => comparing.test(said))
    const isChecked = (text: string) => checked.has(text) || parts.some((said) => text.startsWith(`${said} `) || text.endsWith(` ${said}`))
    return passagesOf(source).flatMap(({ place, spans }) =>
      sentencesOf(spans)
        .filter(({ text, typed, hasNumber }) => hasNumber && comparing.test(typed) && !isChecked(text))
        .map(({ text }) => `${place}: "${text.length > mostShown ? `${text.slice(0, mostShown)}…` : text}"`),
    )
  },
}
