/**
 * The kind `sentimentModel`: a plugin provides one under a name, and `phd social predict --model NAME` uses it.
 *
 *     export default plugin({ sentimentModel: { 'my-model': () => import('./my-model.js') } })
 */

/** A loaded model. `predict` answers one record a text, in order, each with exactly `keys`. */
export interface SentimentPredictor {
  /** Names of the values predicted. `phd social analyse` needs `compound`, the whole sentiment in -1 to 1. */
  keys: string[]
  predict(texts: string[]): Record<string, unknown>[] | Promise<Record<string, unknown>[]>
}

export interface SentimentModel {
  about: string
  load(): Promise<SentimentPredictor>
}

declare module '@phd/core' {
  interface Kinds {
    sentimentModel: SentimentModel
  }
}

/** Identity; gives a model its type. */
export function sentimentModel(it: SentimentModel): SentimentModel {
  return it
}
