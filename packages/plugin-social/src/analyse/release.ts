/**
 * The groups of a collection that may leave the run, and how much was left out.
 *
 * Two tables, one in the other: floods by reply, and in each flood that is shown its days by reply. The days of a flood
 * only divide groups of that flood, so that the gate of each table holds for both together (see gate.ts).
 */
import { PhdError } from '@phd/core'
import type { Cell, Collection, FloodCells } from './collect.js'
import { type GateRow, gate, parts, passes, type Shown } from './gate.js'
import { type Group, groupsOf } from './group.js'
import { authorsAtMost, union } from './tally.js'

export interface ReleaseOptions {
  /** The least number of authors. */
  k: number
  byFlood: boolean
  byDay: boolean
  byReply: boolean
}

export interface Release {
  /** Floods in order of name, each followed by its days; then all floods together. */
  groups: Group[]
  /** Groups that were left out, and the posts that are in no flood, or no day, that is shown. */
  suppressed: { groups: number; posts: number }
}

/** SOCIAL_TOO_FEW where all posts together have fewer than k authors. */
export function release({ floods }: Collection, { k, byFlood, byDay, byReply }: ReleaseOptions): Release {
  const rows = [...floods.values()].map((cells): GateRow & FloodCells => ({ ...cells, name: cells.flood, ...sumOf([...cells.days.values()]) }))
  rows.sort((a, b) => (a.name < b.name ? -1 : 1))
  const all = sumOf(rows)
  refuseTooFew(all, k)
  const split = byReply && parts(all).every((part) => passes(part, k))
  const out: Release = { groups: [], suppressed: { groups: 0, posts: 0 } }

  const floodShown = gate(rows, { k, split })
  for (const row of rows) {
    const shown = floodShown.get(row.name)!
    const flood = byFlood ? row.name : null
    note(out, row, shown, { flood }, byReply)
    if (shown === 'hidden') {
      if (byDay) out.suppressed.groups += [...row.days.keys()].filter(Boolean).length
    } else if (byDay) releaseDays(out, row, flood, { k, split: shown === 'split', byReply })
  }
  if (byFlood) out.groups.push(...groupsOf(all, split ? 'split' : 'total', { flood: null }))
  return out
}

function releaseDays(out: Release, { days }: FloodCells, flood: string | null, { k, split, byReply }: { k: number; split: boolean; byReply: boolean }): void {
  const rows = [...days].map(([day, cell]): GateRow => ({ name: day, nameless: day === '', ...cell }))
  rows.sort((a, b) => (a.name < b.name ? -1 : 1))
  const shown = gate(rows, { k, split })
  for (const row of rows) note(out, row, shown.get(row.name)!, { flood, day: row.name }, byReply)
}

/** Show what may be shown of a row, and count what may not. */
function note(out: Release, row: GateRow, shown: Shown, labels: { flood: string | null; day?: string }, byReply: boolean): void {
  const n = row.without.n + row.only.n
  const filled = parts(row).filter((part) => part.n > 0).length
  if (shown === 'hidden') {
    out.suppressed.posts += n
    if (!row.nameless) out.suppressed.groups += 1 + (byReply ? filled : 0)
    return
  }
  if (byReply && shown === 'total') out.suppressed.groups += filled
  out.groups.push(...groupsOf(row, shown, labels))
}

function sumOf(cells: Cell[]): Cell {
  return { without: union(cells.map(({ without }) => without)), only: union(cells.map(({ only }) => only)) }
}

function refuseTooFew(all: Cell, k: number): void {
  if (authorsAtMost(union(parts(all))) >= k) return
  throw new PhdError('SOCIAL_TOO_FEW', `All posts together have fewer than ${k} authors: nothing of them may be shown.`, {
    expected: `posts of at least ${k} authors`,
    remedy: 'collect more posts, or analyse several collections in one run',
  })
}
