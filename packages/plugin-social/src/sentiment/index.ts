/**
 * Sentiment of texts: the kind `sentimentModel`, and VADER, the model that is always there.
 */
export { type SentimentModel, type SentimentPredictor, sentimentModel } from './kind.js'
export { type Lexicon, readLexicon } from './lexicon.js'
export { type VaderScores, vaderScores } from './vader.js'
