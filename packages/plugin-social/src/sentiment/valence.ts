/**
 * The rating of one word in its context: degree adverbs, negation, capitals and phrases within three words before it.
 *
 * The order of the steps is VADER 3.3.2's, since later steps multiply what earlier ones added.
 */
import type { Word } from './lexicon.js'
import { isUpper } from './python-text.js'
import { boosterPairs, capitalsGain, negationFactor, phrases } from './words.js'

/** The words of a text. The three arrays run in parallel. */
export interface Sentence {
  words: string[]
  lower: string[]
  known: (Word | undefined)[]
  /** True where some words, but not all, are in capitals. */
  mixedCapitals: boolean
}

/** Degree adverbs two and three words away count less. */
const damping = [1, 0.95, 0.9]

/** The valence of word `i`; 0 for a word that is not in the lexicon. */
export function valenceOf(sentence: Sentence, i: number): number {
  const { words, lower, known, mixedCapitals } = sentence
  const rating = known[i]?.rating
  if (rating === undefined) return 0

  let valence = rating
  if (lower[i] === 'no' && i + 1 < words.length && known[i + 1]?.rating !== undefined) valence = 0
  if (afterNo(lower, i)) valence = rating * negationFactor
  if (mixedCapitals && isUpper(words[i])) valence += valence > 0 ? capitalsGain : -capitalsGain

  for (let distance = 1; distance <= 3 && distance <= i; distance++) {
    if (known[i - distance]?.rating !== undefined) continue
    valence += boostOf(sentence, i - distance, valence) * damping[distance - 1]
    valence *= negationAt(sentence, i, distance)
    if (distance === 3) valence = withPhrases(sentence, i, valence)
  }
  return afterLeast(sentence, i) ? valence * negationFactor : valence
}

function afterNo(lower: string[], i: number): boolean {
  return lower[i - 1] === 'no' || lower[i - 2] === 'no' || (lower[i - 3] === 'no' && (lower[i - 1] === 'or' || lower[i - 1] === 'nor'))
}

/** What the degree adverb at `at` adds; 0 where there is none. */
function boostOf({ words, known, mixedCapitals }: Sentence, at: number, valence: number): number {
  const boost = known[at]?.boost
  if (!boost) return 0
  const signed = valence < 0 ? -boost : boost
  if (!mixedCapitals || !isUpper(words[at])) return signed
  return valence > 0 ? signed + capitalsGain : signed - capitalsGain
}

/** The factor of a negation `distance` words before `i`. "never so good" and "never this good" strengthen. */
function negationAt({ lower, known }: Sentence, i: number, distance: number): number {
  const word = lower[i - distance]
  const soOrThis = (at: number) => lower[at] === 'so' || lower[at] === 'this'
  if (distance === 2) {
    if (word === 'never' && soOrThis(i - 1)) return 1.25
    if (word === 'without' && lower[i - 1] === 'doubt') return 1
  }
  if (distance === 3) {
    // VADER's own precedence: "so" or "this" directly before the word is enough, whatever stands three words before.
    if ((word === 'never' && soOrThis(i - 2)) || soOrThis(i - 1)) return 1.25
    if (word === 'without' && (lower[i - 2] === 'doubt' || lower[i - 1] === 'doubt')) return 1
  }
  return known[i - distance]?.negates || word.includes("n't") ? negationFactor : 1
}

/** Phrases that end, begin or lie near `i`: their own rating replaces the valence; "kind of" and the like are added. */
function withPhrases(sentence: Sentence, i: number, valence: number): number {
  const at = (first: number, last: number) => phraseAt(sentence, first, last)
  const before = at(i - 1, i) ?? at(i - 2, i) ?? at(i - 2, i - 1) ?? at(i - 3, i - 1) ?? at(i - 3, i - 2)
  const after = at(i, i + 2) ?? at(i, i + 1)
  const replaced = after ?? before ?? valence
  return replaced + boosterPairAt(sentence, i - 3) + boosterPairAt(sentence, i - 2)
}

function phraseAt(sentence: Sentence, first: number, last: number): number | undefined {
  const phrase = joined(sentence, first, last)
  return phrase === undefined ? undefined : phrases.get(phrase)
}

function boosterPairAt(sentence: Sentence, first: number): number {
  const pair = joined(sentence, first, first + 1)
  return pair === undefined ? 0 : (boosterPairs.get(pair) ?? 0)
}

/** The words first..last with spaces between, where all of them occur in some phrase. */
function joined({ lower, known }: Sentence, first: number, last: number): string | undefined {
  for (let j = first; j <= last; j++) if (!known[j]?.inPhrase) return undefined
  return lower.slice(first, last + 1).join(' ')
}

/** "least good" negates, "at least good" and "very least good" do not. */
function afterLeast({ lower, known }: Sentence, i: number): boolean {
  if (lower[i - 1] !== 'least' || known[i - 1]?.rating !== undefined) return false
  return lower[i - 2] !== 'at' && lower[i - 2] !== 'very'
}
