/** One function a rule: the places of a layout that break it, in words. */
import type { Drawings } from '../backends/index.js'
import { type Box, type LayoutModel, linePitch, type Page, ptToMm, type TextBox } from '../layout/index.js'
import type { FontMetrics } from '../text/index.js'
import { contrast } from './colour.js'

/** Rounding of millimetres. */
const hairMm = 0.05
const largeTextPt = 24
const bulletEm = 0.9

export function offPage({ boxes, widthMm, heightMm }: LayoutModel): string[] {
  const outside = (box: Box) => box.xMm < -hairMm || box.yMm < -hairMm || box.xMm + box.widthMm > widthMm + hairMm || box.yMm + box.heightMm > heightMm + hairMm
  return boxes.filter(outside).map((box) => `${nameOf(box)} leaves the page`)
}

/** Lines wider than their box, and more lines than its height holds. */
export function overflow({ boxes }: LayoutModel, metrics: FontMetrics): string[] {
  return textBoxes(boxes).flatMap((box) => {
    const widthEm = box.widthMm / (box.sizePt * ptToMm)
    const wide = box.paragraphs.some(({ lines, bullet }) => lines.some((line) => metrics.widthEm(line, box.weight) + (bullet ? bulletEm : 0) > widthEm + 1e-6))
    const lines = box.paragraphs.reduce((sum, paragraph) => sum + paragraph.lines.length, 0)
    const gaps = box.paragraphs.slice(0, -1).reduce((sum, paragraph) => sum + paragraph.afterPt, 0)
    const tall = (lines * box.sizePt * linePitch + gaps) * ptToMm > box.heightMm + hairMm
    return [...(wide ? [`${nameOf(box)} is wider than its box`] : []), ...(tall ? [`${nameOf(box)} is taller than its box`] : [])]
  })
}

/** Content over content; panels lie behind it. */
export function overlap({ boxes }: LayoutModel): string[] {
  const content = boxes.filter((box) => box.kind !== 'panel')
  return content.flatMap((a, i) => content.slice(i + 1).flatMap((b) => (meet(a, b) ? [`${nameOf(a)} overlaps ${nameOf(b)}`] : [])))
}

export function missingAlt({ boxes }: LayoutModel): string[] {
  return boxes.flatMap((box) => {
    if (box.kind !== 'picture' && box.kind !== 'table') return []
    const { name, alt, caption } = box.figure
    if (alt.trim() === '') return [`figure ${name} has no alt text`]
    return alt === caption ? [`the alt text of figure ${name} is its caption`] : []
  })
}

/** Text below the floor of the page, text inside pictures included (1 unit of their SVG is 1 pt of the print). */
export function smallText({ boxes }: LayoutModel, drawings: Drawings, { floorPt }: Page): string[] {
  const footerFloorPt = Math.round(floorPt * 0.7)
  return boxes.flatMap((box) => {
    if (box.kind === 'text') {
      const leastPt = box.role === 'footer' ? footerFloorPt : floorPt
      return box.sizePt < leastPt ? [`${nameOf(box)} is printed at ${box.sizePt} pt (at least ${leastPt})`] : []
    }
    if (box.kind === 'table') return box.sizePt < floorPt ? [`${nameOf(box)} is printed at ${box.sizePt} pt (at least ${floorPt})`] : []
    if (box.kind === 'panel') return []
    const svg = drawings.get(box)?.svg ?? ''
    const smallest = Math.min(...[...svg.matchAll(/font-size="([\d.]+)(?:px)?"/g)].map(([, size]) => Number(size)))
    return smallest < floorPt - 0.01 ? [`${nameOf(box)} has text of ${smallest} pt (at least ${floorPt})`] : []
  })
}

export function lowContrast({ boxes }: LayoutModel): string[] {
  return textBoxes(boxes).flatMap((box) => {
    const least = box.sizePt >= largeTextPt ? 3 : 4.5
    const found = contrast(box.colour, box.background)
    return found < least ? [`${nameOf(box)} has a contrast of ${found.toFixed(1)} (at least ${least})`] : []
  })
}

function meet(a: Box, b: Box): boolean {
  const apart =
    a.xMm + a.widthMm <= b.xMm + hairMm || b.xMm + b.widthMm <= a.xMm + hairMm || a.yMm + a.heightMm <= b.yMm + hairMm || b.yMm + b.heightMm <= a.yMm + hairMm
  return !apart
}

function textBoxes(boxes: Box[]): TextBox[] {
  return boxes.filter((box) => box.kind === 'text')
}

function nameOf(box: Box): string {
  if (box.kind === 'panel') return 'a panel'
  if (box.kind !== 'text') return `figure ${box.figure.name}`
  const words = box.paragraphs.map(({ text }) => text).join(' ')
  return `the ${box.role} "${words.length > 40 ? `${words.slice(0, 40)}…` : words}"`
}
