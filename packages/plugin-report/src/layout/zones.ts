/**
 * A page's sections in zones below each other.
 *
 * A wide section is a zone of its own. Where rows are asked for, neighbouring sections without figures stand in a row, each in a
 * column of its own (problem, data, method), so that they leave no hole beside the figures; their widths are chosen so
 * that they end at one height. All else flows through the columns.
 */
import type { FontMetrics } from '../text/index.js'
import { columnHeightMm, cutColumns, cutHeightMm, greatestStretch } from './columns.js'
import type { Box } from './model.js'
import { cardsOf, type LaidSection, measureSection, type Piece } from './section.js'
import type { StyleSheet } from './style-sheet.js'

const mostInRow = 3

/** How the sections of a page are put into zones. */
export interface Arrangement {
  columns: number
  rows: boolean
  /** Whether a wide section spans the page. */
  wide: boolean
  /** The sections before `at` fill a block of two columns, `share` of the width, in which wide ones span both; the others flow beside it. */
  split?: { at: number; share: number }
}

export interface Zone {
  columns: number
  pieces: Piece[]
  /** Widths of the columns. */
  widthsMm: number[]
}

export interface Frame {
  leftMm: number
  widthMm: number
  gapMm: number
  sheet: StyleSheet
}

export function zonesOf(sections: LaidSection[], arrangement: Arrangement, { widthMm, gapMm, sheet }: Frame, metrics: FontMetrics): Zone[] {
  let number = 0
  return groupsOf(sections, arrangement).map((group) => {
    const roomMm = widthMm - gapMm * (group.columns - 1)
    const first = number
    number += group.sections.length
    if (group.kind === 'row') return rowZone(group.sections, first, roomMm, sheet, metrics)
    const ownMm = roomMm / group.columns
    const wide = (section: LaidSection) => ({ ...section, wide: group.kind === 'wide' })
    const pieces = group.sections.flatMap((section, i) => measureSection(wide(section), first + i, ownMm, sheet, metrics))
    return { columns: Math.min(group.columns, pieces.length), widthsMm: Array(group.columns).fill(ownMm), pieces }
  })
}

/** The least height of a zone at this stretch. */
export function zoneHeightMm({ columns, pieces }: Zone, stretch: number, { gapMm, sheet }: Frame): number {
  return cutHeightMm(pieces, columns, stretch, gapMm, sheet)
}

export function hasPictures({ pieces }: Zone): boolean {
  return pieces.some((piece) => piece.hasPicture)
}

/** Boxes of a zone that fills `heightMm`: pictures of shorter columns grow, then cards do. `emptyMm2` is what stays empty in them. */
export function placeZone(
  { columns, pieces, widthsMm }: Zone,
  yMm: number,
  heightMm: number,
  stretch: number,
  frame: Frame,
): { boxes: Box[]; emptyMm2: number } {
  const { gapMm, sheet } = frame
  let emptyMm2 = 0
  let left = frame.leftMm
  const boxes = cutColumns(pieces, columns, stretch, gapMm, sheet).columns.flatMap((cards, c) => {
    const own = greatestStretch((s) => columnHeightMm(cards, s, gapMm), heightMm, stretch, mostStretch) ?? stretch
    const spareMm = (heightMm - columnHeightMm(cards, own, gapMm)) / cards.length
    emptyMm2 += spareMm * cards.length * widthsMm[c]
    const xMm = left
    left += widthsMm[c] + gapMm
    let top = yMm
    return cards.flatMap((card) => {
      const rect = { xMm, yMm: top, widthMm: widthsMm[c], heightMm: card.heightMm(own) + spareMm }
      top += rect.heightMm + gapMm
      return card.place(rect, own)
    })
  })
  return { boxes, emptyMm2 }
}

/** Pictures never grow beyond this share of their ideal height. */
export const mostStretch = 3

interface Group {
  sections: LaidSection[]
  kind: 'wide' | 'row' | 'flow'
  columns: number
}

function groupsOf(sections: LaidSection[], { columns, rows, wide }: Arrangement): Group[] {
  const groups: Omit<Group, 'columns'>[] = []
  const isWide = (section: LaidSection) => wide && section.wide
  const isPlain = (section: LaidSection | undefined) => section !== undefined && !isWide(section) && section.figures.length === 0
  const isRow = (i: number) => rows && isPlain(sections[i]) && (isPlain(sections[i - 1]) || isPlain(sections[i + 1]))
  sections.forEach((section, i) => {
    const kind = isWide(section) ? 'wide' : isRow(i) ? 'row' : 'flow'
    const last = groups[groups.length - 1]
    if (last && last.kind === kind && kind !== 'wide') last.sections.push(section)
    else groups.push({ sections: [section], kind })
  })
  return groups.flatMap(splitRows).map((group) => {
    const pieces = group.sections.reduce((sum, { figures }) => sum + Math.max(1, figures.length), 0)
    return { ...group, columns: group.kind === 'wide' ? 1 : group.kind === 'row' ? group.sections.length : Math.min(columns, pieces) }
  })
}

/** A row holds three sections at most; five become three and two. */
function splitRows(group: Omit<Group, 'columns'>): Omit<Group, 'columns'>[] {
  if (group.kind !== 'row' || group.sections.length <= mostInRow) return [group]
  const each = Math.ceil(group.sections.length / Math.ceil(group.sections.length / mostInRow))
  return Array.from({ length: Math.ceil(group.sections.length / each) }, (_, i) => ({ ...group, sections: group.sections.slice(i * each, (i + 1) * each) }))
}

/** The widths, in twelfths of the page, at which the tallest section is least tall. */
function rowZone(sections: LaidSection[], first: number, roomMm: number, sheet: StyleSheet, metrics: FontMetrics): Zone {
  const heights = new Map<string, { pieces: Piece[]; heightMm: number }>()
  const measured = (i: number, twelfths: number) => {
    const key = `${i} ${twelfths}`
    const found = heights.get(key)
    if (found) return found
    const pieces = measureSection(sections[i], first + i, (roomMm * twelfths) / 12, sheet, metrics)
    const made = { pieces, heightMm: columnHeightMm(cardsOf(pieces, sheet), 1, 0) }
    heights.set(key, made)
    return made
  }
  let best = { shares: evenShares(sections.length), tallest: Number.POSITIVE_INFINITY, uneven: Number.POSITIVE_INFINITY }
  for (const shares of sharesOf(sections.length)) {
    const all = shares.map((share, i) => measured(i, share).heightMm)
    const tallest = Math.max(...all)
    const uneven = all.reduce((sum, height) => sum + tallest - height, 0) + shares.reduce((sum, share) => sum + Math.abs(share - 12 / shares.length), 0) * 2
    if (tallest < best.tallest - 1 || (tallest < best.tallest + 1 && uneven < best.uneven)) best = { shares, tallest, uneven }
  }
  return {
    columns: sections.length,
    widthsMm: best.shares.map((share) => (roomMm * share) / 12),
    pieces: best.shares.flatMap((share, i) => measured(i, share).pieces),
  }
}

function evenShares(count: number): number[] {
  return Array(count).fill(12 / count)
}

/** Of one, two or three columns, none narrower than a quarter. */
function sharesOf(count: number): number[][] {
  if (count === 1) return [[12]]
  if (count === 2) return [6, 5, 7, 4, 8].map((a) => [a, 12 - a])
  const parts = [3, 4, 5, 6]
  return parts.flatMap((a) => parts.flatMap((b) => (12 - a - b >= 3 && 12 - a - b <= 6 ? [[a, b, 12 - a - b]] : [])))
}
