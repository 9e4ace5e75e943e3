import type { Rect } from '../../../layout/index.js'
import type { Rule } from '../../check.js'
import { hairMm, type LaidPage, nameOf } from './input.js'

export const overlap: Rule<LaidPage> = {
  id: 'overlap',
  severity: 'error',
  about: 'No text, picture or table lies over another; panels lie behind.',
  remedy: 'shorten this text, or take a figure out',
  find({ layout: { boxes } }) {
    const content = boxes.filter((box) => box.kind !== 'panel')
    return content.flatMap((a, i) => content.slice(i + 1).flatMap((b) => (meet(a, b) ? [`${nameOf(a)} overlaps ${nameOf(b)}`] : [])))
  },
}

function meet(a: Rect, b: Rect): boolean {
  const beside = a.xMm + a.widthMm <= b.xMm + hairMm || b.xMm + b.widthMm <= a.xMm + hairMm
  return !beside && !(a.yMm + a.heightMm <= b.yMm + hairMm || b.yMm + b.heightMm <= a.yMm + hairMm)
}
