/**
 * Posts into the smallest groups of an analysis: flood by day by reply or not. Every other group is a union of these.
 *
 * Memory grows with groups and authors, not with posts.
 */
import { PhdError } from '@phd/core'
import type { Post } from '../posts/index.js'
import { addPost, emptyTally, type Tally } from './tally.js'

/** Posts of one day (or of no known day): replies, and the rest. */
export interface Cell {
  without: Tally
  only: Tally
}

export interface FloodCells {
  flood: string
  /** By day, `2027-01-31`, UTC; posts without a date under the empty text. */
  days: Map<string, Cell>
}

const mostFloods = 1000

export interface Collection {
  floods: Map<string, FloodCells>
  authors: Map<string, number>
  posts: number
}

export function emptyCollection(): Collection {
  return { floods: new Map(), authors: new Map(), posts: 0 }
}

/** SOCIAL_FLOODS where the field that should name floods has more values than there are floods to compare. */
export function collect(into: Collection, { post, compound, flood, threshold }: { post: Post; compound: number; flood: string; threshold: number }): void {
  const days = floodCells(into, flood).days
  const day = post.createdAt?.toISOString().slice(0, 10) ?? ''
  let cell = days.get(day)
  if (!cell) {
    cell = { without: emptyTally(), only: emptyTally() }
    days.set(day, cell)
  }
  addPost(post.reply ? cell.only : cell.without, compound, threshold, authorNumber(into, post.authorId))
  into.posts++
}

function floodCells({ floods }: Collection, flood: string): FloodCells {
  let cells = floods.get(flood)
  if (!cells) {
    if (floods.size === mostFloods) {
      throw new PhdError('SOCIAL_FLOODS', `More than ${mostFloods} floods: the field does not name floods.`, {
        expected: 'a field with one value for each flood',
        remedy: 'choose another --flood-field',
      })
    }
    cells = { flood, days: new Map() }
    floods.set(flood, cells)
  }
  return cells
}

function authorNumber({ authors }: Collection, id: string | undefined): number | undefined {
  if (id === undefined) return undefined
  let number = authors.get(id)
  if (number === undefined) {
    number = authors.size
    authors.set(id, number)
  }
  return number
}

/**
 * In a flood with some known authors, its posts of unknown author count as one author together: the cautious count.
 * In a flood without any, nothing is known, and each post counts as one; such groups say `authors: null`.
 */
export function settleAnonymous({ floods }: Collection): void {
  let stranger = -1
  for (const { days } of floods.values()) {
    const tallies = [...days.values()].flatMap(({ without, only }) => [without, only])
    if (!tallies.some(({ authors }) => authors.size > 0)) continue
    for (const tally of tallies) {
      if (tally.anonymous > 0) tally.authors.add(stranger)
      tally.anonymous = 0
    }
    stranger--
  }
}
