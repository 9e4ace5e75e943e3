/** VADER as a sentiment model: the baseline of every other. */
import { sentimentModel } from './kind.js'

export default sentimentModel({
  about: 'VADER 3.3.2: lexicon and rules for English posts; needs no training (Hutto and Gilbert 2014).',
  async load() {
    const { readLexicon } = await import('./lexicon.js')
    const { vaderScores } = await import('./vader.js')
    const lexicon = readLexicon()
    return { keys: ['neg', 'neu', 'pos', 'compound'], predict: (texts) => texts.map((text) => ({ ...vaderScores(text, lexicon) })) }
  },
})
