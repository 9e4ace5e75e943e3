/** Counts of a group of posts: enough for shares, the mean and its spread, and the number of authors. No text is kept. */

export interface Tally {
  n: number
  positive: number
  negative: number
  /** Of the compound scores. */
  sum: number
  sumOfSquares: number
  /** Authors as numbers given out while reading. */
  authors: Set<number>
  /** Posts whose author is unknown. */
  anonymous: number
}

export function emptyTally(): Tally {
  return { n: 0, positive: 0, negative: 0, sum: 0, sumOfSquares: 0, authors: new Set(), anonymous: 0 }
}

/** Sentiment of a compound score: with a threshold of 0 any score above 0 is positive, otherwise one that reaches it. */
export function sentimentOf(compound: number, threshold: number): 'positive' | 'negative' | 'neutral' {
  if (compound > 0 && compound >= threshold) return 'positive'
  if (compound < 0 && compound <= -threshold) return 'negative'
  return 'neutral'
}

export function addPost(tally: Tally, compound: number, threshold: number, author: number | undefined): void {
  const sentiment = sentimentOf(compound, threshold)
  tally.n++
  if (sentiment !== 'neutral') tally[sentiment]++
  tally.sum += compound
  tally.sumOfSquares += compound * compound
  if (author === undefined) tally.anonymous++
  else tally.authors.add(author)
}

export function union(tallies: Iterable<Tally>): Tally {
  const all = emptyTally()
  for (const tally of tallies) {
    all.n += tally.n
    all.positive += tally.positive
    all.negative += tally.negative
    all.sum += tally.sum
    all.sumOfSquares += tally.sumOfSquares
    all.anonymous += tally.anonymous
    for (const author of tally.authors) all.authors.add(author)
  }
  return all
}

/** Authors for the gate: those known, and each post without one counted as an author of its own. */
export function authorsAtMost(tally: Tally): number {
  return tally.authors.size + tally.anonymous
}
