/**
 * VADER's two lexicons, shipped in `data/` under the MIT licence (data/vader-LICENSE.txt).
 *
 * vader_lexicon.txt: `WORD<TAB>mean rating<TAB>…`, ratings -4 to 4. emoji_utf8_lexicon.txt: `EMOJI<TAB>description`.
 */
import { readFileSync } from 'node:fs'
import { boosterPairs, boosters, negations, phrases } from './words.js'

/** All that VADER knows of a word. */
export interface Word {
  /** Mean rating; absent where the word is not in the lexicon. */
  rating?: number
  /** Rating given to the word after it; 0 where it is no degree adverb. */
  boost: number
  negates: boolean
  /** True where a phrase with a rating of its own, or a degree adverb of two words, contains the word. */
  inPhrase: boolean
}

export interface Lexicon {
  /** By lower-case word. */
  words: Map<string, Word>
  /** Description by code point. Emoji of several code points never match: VADER reads one code point at a time. */
  emoji: Map<number, string>
}

export function readLexicon(): Lexicon {
  const words = new Map<string, Word>()
  const word = (text: string) => {
    let known = words.get(text)
    if (!known) {
      known = { boost: 0, negates: false, inPhrase: false }
      words.set(text, known)
    }
    return known
  }
  for (const [text, rating] of columns('vader_lexicon.txt')) word(text).rating = Number(rating)
  for (const [text, boost] of boosters) word(text).boost = boost
  for (const text of negations) word(text).negates = true
  for (const phrase of [...phrases.keys(), ...boosterPairs.keys()]) for (const text of phrase.split(' ')) word(text).inPhrase = true

  const emoji = new Map<number, string>()
  for (const [text, description] of columns('emoji_utf8_lexicon.txt')) {
    const codes = [...text]
    if (codes.length === 1) emoji.set(text.codePointAt(0)!, description)
  }
  return { words, emoji }
}

function columns(file: string): string[][] {
  const text = readFileSync(new URL(`../../data/${file}`, import.meta.url), 'utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.trim().split('\t'))
}
