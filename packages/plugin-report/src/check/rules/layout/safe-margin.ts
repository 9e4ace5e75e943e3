import type { Rule } from '../../check.js'
import { hairMm, type LaidPage, nameOf } from './input.js'

/** Of the short side: printers cut up to 5 mm of an A0 sheet, and projectors up to 1 % of a picture. */
const safeShare = 0.006

export const safeMargin: Rule<LaidPage> = {
  id: 'safe-margin',
  severity: 'error',
  about: 'Text and figures keep away from the edge, which printers cut and projectors lose.',
  remedy: 'move it inwards',
  find({ layout: { boxes, widthMm, heightMm } }) {
    const safeMm = safeShare * Math.min(widthMm, heightMm)
    return boxes.flatMap((box) => {
      if (box.kind === 'panel') return []
      const edges = [box.xMm, box.yMm, widthMm - box.xMm - box.widthMm, heightMm - box.yMm - box.heightMm]
      const nearest = Math.min(...edges)
      return nearest >= -hairMm && nearest < safeMm - hairMm ? [`${nameOf(box)} is ${nearest.toFixed(1)} mm from the edge (at least ${safeMm.toFixed(1)})`] : []
    })
  },
}
