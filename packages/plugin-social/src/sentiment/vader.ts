/**
 * VADER 3.3.2: a rule-based sentiment score of an English text.
 *
 * In: any text. Out: `neg`, `neu`, `pos`, the shares of negative, neutral and positive rating (0 to 1, three decimals,
 * together 1 but for rounding), and `compound`, the whole in -1 (most negative) to 1 (four decimals). A text without
 * words gives four zeros. Equal to the Python package vaderSentiment 3.3.2 on Python 3.11, quirks included.
 *
 * Hutto, C.J. and Gilbert, E.E. (2014): VADER: a parsimonious rule-based model for sentiment analysis of social media
 * text. ICWSM-14.
 */
import { describeEmoji } from './emoji.js'
import type { Lexicon } from './lexicon.js'
import { pythonRound } from './python-round.js'
import { isUpper, wordsOf } from './python-text.js'
import { type Sentence, valenceOf } from './valence.js'

export interface VaderScores {
  neg: number
  neu: number
  pos: number
  compound: number
}

/** Approximates the greatest sum of valences that is met with. */
const alpha = 15

export function vaderScores(text: string, lexicon: Lexicon): VaderScores {
  const described = describeEmoji(text, lexicon.emoji)
  const sentence = sentenceOf(wordsOf(described), lexicon)
  if (sentence.words.length === 0) return { neg: 0, neu: 0, pos: 0, compound: 0 }
  const valences = sentence.words.map((_, i) => (isDegreeAdverb(sentence, i) ? 0 : valenceOf(sentence, i)))
  weighByBut(sentence.lower, valences)
  return total(valences, emphasis(described))
}

function sentenceOf(words: string[], lexicon: Lexicon): Sentence {
  const lower = words.map((word) => word.toLowerCase())
  let capitals = 0
  for (const word of words) if (isUpper(word)) capitals++
  return { words, lower, known: lower.map((word) => lexicon.words.get(word)), mixedCapitals: capitals > 0 && capitals < words.length }
}

function isDegreeAdverb({ lower, known }: Sentence, i: number): boolean {
  return (known[i]?.boost ?? 0) !== 0 || (lower[i] === 'kind' && lower[i + 1] === 'of')
}

/**
 * What stands before the first "but" counts half, what stands after it one and a half times. VADER looks each valence
 * up by value while it changes them, so that of equal valences the first may be weighed in place of a later one.
 */
function weighByBut(lower: string[], valences: number[]): void {
  const but = lower.indexOf('but')
  if (but < 0) return
  for (let k = 0; k < valences.length; k++) {
    const first = valences.indexOf(valences[k])
    if (first < but) valences[first] *= 0.5
    else if (first > but) valences[first] *= 1.5
  }
}

/** Exclamation marks count up to four; question marks from two on, and more than three alike. */
function emphasis(text: string): number {
  let exclamations = 0
  let questions = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x21) exclamations++
    else if (code === 0x3f) questions++
  }
  const questioning = questions <= 1 ? 0 : questions <= 3 ? questions * 0.18 : 0.96
  return Math.min(exclamations, 4) * 0.292 + questioning
}

function total(valences: number[], emphasised: number): VaderScores {
  let sum = 0
  let positive = 0
  let negative = 0
  let neutral = 0
  for (const valence of valences) {
    sum += valence
    // The 1 makes up for neutral words, which count 1 each.
    if (valence > 0) positive += valence + 1
    else if (valence < 0) negative += valence - 1
    else neutral++
  }
  if (sum > 0) sum += emphasised
  else if (sum < 0) sum -= emphasised
  if (positive > -negative) positive += emphasised
  else if (positive < -negative) negative -= emphasised
  const all = positive - negative + neutral
  const compound = sum / Math.sqrt(sum * sum + alpha)
  return {
    neg: pythonRound(Math.abs(negative / all), 3),
    neu: pythonRound(neutral / all, 3),
    pos: pythonRound(positive / all, 3),
    compound: pythonRound(Math.min(1, Math.max(-1, compound)), 4),
  }
}
