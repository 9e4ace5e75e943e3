/**
 * The privacy gate: which groups of a table may leave a run, so that none of fewer than k authors is shown or can be
 * worked out from those that are shown.
 *
 * The table: rows (floods of all posts, or days of a flood) by two columns (posts that are no replies, replies), with the
 * sums of rows, of columns and of all. A row is shown `split` (its two parts and their sum), as `total` (the sum alone)
 * or `hidden`. From the sums of the table a reader can then work out, besides unions of what is shown:
 *   1. the hidden rows together;
 *   2. where rows are shown as totals: the first column of all rows that are not split, and the second;
 *   3. where none is: the first column of the hidden rows, and the second.
 * Each must be empty or have k authors; in 2 the total rows alone must, so that it holds also for a reader who knows which
 * hidden groups are empty. Until then the smallest row is given up: complementary suppression (Cox 1980, J. Am. Stat.
 * Assoc. 75, 377-385). It ends at the latest with all rows hidden, which leaves the sums of the columns and no more.
 */
import type { Cell } from './collect.js'
import { authorsAtMost, type Tally, union } from './tally.js'

export interface GateRow extends Cell {
  name: string
  /** Never shown, for example the posts without a date. */
  nameless?: boolean
}

export type Shown = 'split' | 'total' | 'hidden'

export interface GateOptions {
  k: number
  /** False where the column sums are not shown: then no row may be split either. */
  split: boolean
}

/** What is shown of each row, by name. The sums are taken to be shown: that of all rows, with `split` also the columns'. */
export function gate(rows: GateRow[], { k, split }: GateOptions): Map<string, Shown> {
  const shown = new Map(rows.map((row) => [row.name, firstLook(row, k, split)]))
  const are = (...wanted: Shown[]) => rows.filter((row) => wanted.includes(shown.get(row.name)!))
  const hideSmallest = () => {
    const victim = smallest(are('total', 'split'))
    if (victim) shown.set(victim.name, 'hidden')
    return victim !== undefined
  }

  while (!passes(union(are('hidden').flatMap(parts)), k) && hideSmallest());
  if (!split) return shown

  while (!columnsPass(are('total'), k)) {
    const victim = smallest(are('split').filter(hasBothParts))
    if (victim) shown.set(victim.name, 'total')
    else for (const row of are('total')) shown.set(row.name, 'hidden')
  }
  while (are('total').length === 0 && !columnsPass(are('hidden'), k) && hideSmallest());
  return shown
}

/** Empty, or of at least k authors. */
export function passes(tally: Tally, k: number): boolean {
  return tally.n === 0 || authorsAtMost(tally) >= k
}

export function parts({ without, only }: Cell): Tally[] {
  return [without, only]
}

function firstLook(row: GateRow, k: number, split: boolean): Shown {
  if (row.nameless || !passes(union(parts(row)), k)) return 'hidden'
  return split && parts(row).every((part) => passes(part, k)) ? 'split' : 'total'
}

function columnsPass(rows: Cell[], k: number): boolean {
  return passes(union(rows.map(({ without }) => without)), k) && passes(union(rows.map(({ only }) => only)), k)
}

function hasBothParts(row: Cell): boolean {
  return parts(row).every(({ n }) => n > 0)
}

/** By authors, then posts, then name, so that the choice does not depend on the order of the rows. */
function smallest(rows: GateRow[]): GateRow | undefined {
  const sized = rows.map((row) => {
    const all = union(parts(row))
    return { row, authors: authorsAtMost(all), n: all.n }
  })
  sized.sort((a, b) => a.authors - b.authors || a.n - b.n || (a.row.name < b.row.name ? -1 : 1))
  return sized[0]?.row
}
