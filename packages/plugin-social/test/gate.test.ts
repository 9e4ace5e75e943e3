import { integer, random } from '@phd/core'
import { describe, expect, it } from 'vitest'
import { type Collection, collect, emptyCollection, settleAnonymous } from '../lib/analyse/collect.js'
import { type GateRow, gate } from '../lib/analyse/gate.js'
import type { Group } from '../lib/analyse/group.js'
import { release } from '../lib/analyse/release.js'
import { emptyTally, type Tally } from '../lib/analyse/tally.js'
import { spans } from './span.js'

const k = 10
let nextAuthor = 0

/** A tally of so many posts, each of an author of its own. */
function of(authors: number): Tally {
  const tally = emptyTally()
  for (let i = 0; i < authors; i++) tally.authors.add(nextAuthor++)
  tally.n = authors
  return tally
}

function row(name: string, without: number, only: number): GateRow {
  return { name, without: of(without), only: of(only) }
}

const shownOf = (rows: GateRow[], split = true) => Object.fromEntries(gate(rows, { k, split }))

describe('the gate', () => {
  it('shows all where all are large', () => expect(shownOf([row('a', 20, 20), row('b', 30, 10)])).toEqual({ a: 'split', b: 'split' }))

  it('gives up a second row where one alone would follow from the sum', () =>
    expect(shownOf([row('a', 20, 20), row('b', 3, 1), row('c', 15, 12)])).toEqual({ a: 'split', b: 'hidden', c: 'hidden' }))

  it('does not where the small rows together have enough authors', () =>
    expect(shownOf([row('a', 20, 20), row('b', 6, 1), row('c', 7, 1)], false)).toEqual({ a: 'total', b: 'hidden', c: 'hidden' }))

  it('gives up the parts of a second row where one part alone would follow from the column', () =>
    expect(shownOf([row('a', 40, 40), row('b', 20, 3), row('c', 15, 12)])).toEqual({ a: 'split', b: 'total', c: 'total' }))

  it('does not count on a row without replies to hide the replies of another', () => {
    // Giving up the parts of b would not help: without replies, its sum is its first part.
    const shown = shownOf([row('a', 4, 20), row('b', 30, 0)])
    expect(shown).toEqual({ a: 'hidden', b: 'hidden' })
  })

  it('counts a group of one loud author as one', () => {
    const loud = of(1)
    loud.n = 500
    expect(shownOf([{ name: 'a', without: loud, only: emptyTally() }, row('b', 50, 50)], false)).toEqual({ a: 'hidden', b: 'hidden' })
  })

  it('does not depend on the order of the rows', () => {
    const rows = [row('a', 20, 20), row('b', 3, 1), row('c', 12, 12), row('d', 12, 12)]
    expect(shownOf([...rows].reverse())).toEqual(shownOf(rows))
  })

  it('no group of fewer than 10 authors can be worked out of 400 random tables, by any sums and differences', () => {
    for (let seed = 0; seed < 400; seed++) {
      const draw = random(seed, 'tables')
      const rows = Array.from({ length: 2 + integer(draw, 4) }, (_, i) => row(`r${i}`, size(draw), size(draw)))
      // The sums are shown: each must be allowed to be.
      const columns = [rows.map(({ without }) => without), rows.map(({ only }) => only)].map((column) => column.reduce((sum, { n }) => sum + n, 0))
      if (columns[0] + columns[1] < k) continue
      const split = columns.every((n) => n === 0 || n >= k)
      const shown = gate(rows, { k, split })
      // Atoms: the two parts of each row. A reader who knows which are empty is the stronger one: leave those out.
      const atoms = rows.flatMap(({ name, without, only }) => [
        { name, column: 0, n: without.n },
        { name, column: 1, n: only.n },
      ])
      const known = atoms.filter(({ n }) => n > 0)
      const vector = (has: (atom: { name: string; column: number }) => boolean) => known.map((atom) => Number(has(atom)))
      const told = [vector(() => true)]
      if (split)
        told.push(
          vector(({ column }) => column === 0),
          vector(({ column }) => column === 1),
        )
      for (const { name } of rows) {
        if (shown.get(name) !== 'hidden') told.push(vector((atom) => atom.name === name))
        if (shown.get(name) === 'split') told.push(vector((atom) => atom.name === name && atom.column === 0))
      }
      expect(
        smallestDerivable(
          told,
          known.map(({ n }) => n),
        ),
        `seed ${seed}`,
      ).toBeGreaterThanOrEqual(k)
    }
  })
})

describe('what is released of floods, days and replies together', () => {
  it('no group of fewer than 10 authors can be worked out of 150 random collections', () => {
    let split = 0
    for (let seed = 0; seed < 150; seed++) {
      const { collection, atoms } = randomCollection(seed)
      if (atoms.reduce((sum, { n }) => sum + n, 0) < k) continue
      const { groups } = release(collection, { k, byFlood: true, byDay: true, byReply: true })
      split += Number(groups.some(({ replies, day }) => day && replies === 'only'))
      for (const group of groups) expect(group.authors).toBeGreaterThanOrEqual(k)
      const told = groups.map((group) => atoms.map((atom) => Number(holds(group, atom))))
      expect(
        smallestDerivable(
          told,
          atoms.map(({ n }) => n),
        ),
        `seed ${seed}`,
      ).toBeGreaterThanOrEqual(k)
    }
    expect(split).toBeGreaterThan(10)
  })

  it('says how much was left out', () => {
    const { collection } = collectionOf([
      ['a', '2031-01-01', false, 30],
      ['a', '2031-01-02', false, 3],
      ['a', '2031-01-03', false, 12],
      ['b', '2031-01-01', false, 40],
    ])
    const { groups, suppressed } = release(collection, { k, byFlood: true, byDay: true, byReply: false })
    expect(groups.map(({ flood, day, n }) => [flood, day, n])).toEqual([
      ['a', undefined, 45],
      ['a', '2031-01-01', 30],
      ['b', undefined, 40],
      ['b', '2031-01-01', 40],
      [null, undefined, 85],
    ])
    expect(suppressed).toEqual({ groups: 2, posts: 15 })
  })

  it('posts without a date are in no day, and count among those left out', () => {
    const { collection } = collectionOf([
      ['a', '2031-01-01', false, 30],
      ['a', '', false, 15],
    ])
    const { groups, suppressed } = release(collection, { k, byFlood: true, byDay: true, byReply: false })
    expect(groups.map(({ day, n }) => [day, n])).toEqual([
      [undefined, 45],
      ['2031-01-01', 30],
      [undefined, 45],
    ])
    expect(suppressed).toEqual({ groups: 0, posts: 15 })
  })

  it('SOCIAL_TOO_FEW where all posts together have too few authors', () => {
    const { collection } = collectionOf([['a', '2031-01-01', false, 9]])
    expect(() => release(collection, { k, byFlood: true, byDay: true, byReply: true })).toThrow(expect.objectContaining({ code: 'SOCIAL_TOO_FEW' }))
  })
})

interface Atom {
  flood: string
  day: string
  reply: boolean
  n: number
}

function holds({ flood, day, replies }: Group, atom: Atom): boolean {
  return (flood === null || flood === atom.flood) && (day === undefined || day === atom.day) && (replies === 'all' || (replies === 'only') === atom.reply)
}

function randomCollection(seed: number): { collection: Collection; atoms: Atom[] } {
  const draw = random(seed, 'collections')
  const cells: [string, string, boolean, number][] = []
  const days = ['2031-01-01', '2031-01-02', '2031-01-03', ''].slice(0, 2 + integer(draw, 3))
  for (const flood of ['a', 'b'].slice(0, 1 + integer(draw, 2)))
    for (const day of days) for (const reply of [false, true]) cells.push([flood, day, reply, size(draw)])
  return collectionOf(cells)
}

/** Each post by an author of its own, so that authors can be added up. */
function collectionOf(cells: [string, string, boolean, number][]): { collection: Collection; atoms: Atom[] } {
  const collection = emptyCollection()
  for (const [flood, day, reply, n] of cells)
    for (let i = 0; i < n; i++) {
      const post = { text: '', reply, row: {}, authorId: `author ${nextAuthor++}`, createdAt: day === '' ? undefined : new Date(day) }
      collect(collection, { post, compound: 0, flood, threshold: 0.05 })
    }
  settleAnonymous(collection)
  return { collection, atoms: cells.map(([flood, day, reply, n]) => ({ flood, day, reply, n })) }
}

/** Often empty, often small, sometimes large. */
function size(draw: () => number): number {
  const kind = draw()
  if (kind < 0.2) return 0
  return kind < 0.6 ? 1 + integer(draw, 12) : 10 + integer(draw, 30)
}

/** The least number of posts in a group, not empty, whose counts are a combination of those told. */
function smallestDerivable(told: number[][], sizes: number[]): number {
  const inSpan = spans(told)
  let smallest = Number.POSITIVE_INFINITY
  for (let mask = 1; mask < 2 ** sizes.length; mask++) {
    const chosen = sizes.map((_, i) => (mask >> i) & 1)
    const n = sizes.reduce((sum, size, i) => sum + size * chosen[i], 0)
    if (n > 0 && n < smallest && n < k && inSpan(chosen)) smallest = n
  }
  return smallest
}
