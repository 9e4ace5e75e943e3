/** Topics as a table: name, share, the heaviest words. */
import type { Topics } from '@phd/core'
import type { TableKind } from './kind.js'
import { counted, listed, percent } from './numbers.js'

const mostWords = 6

export const topics: TableKind = {
  about: 'topics with their words',
  options: {},
  draws: (result) => result.shape === 'topics' && result.topics.length > 0,
  table({ result }) {
    const { topics: all } = result as Topics
    const withShare = all.some(({ share }) => share !== undefined)
    const heaviest = (words: Topics['topics'][number]['words']) => [...words].sort((a, b) => b.weight - a.weight).slice(0, mostWords)
    return {
      columns: [
        { label: 'Topic', align: 'left' },
        ...(withShare ? [{ label: 'Share', align: 'right' as const }] : []),
        { label: 'Heaviest words', align: 'left' },
      ],
      rows: all.map(({ name, share, words }) => ({
        cells: [
          name,
          ...(withShare ? [percent(share, 0)] : []),
          heaviest(words)
            .map(({ word }) => word)
            .join(', '),
        ],
        strong: false,
      })),
    }
  },
  alt: ({ result }) => `Table of ${counted((result as Topics).topics.length, 'topic')}: ${listed((result as Topics).topics.map(({ name }) => name))}.`,
}
