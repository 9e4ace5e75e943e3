import type { Rule } from '../../check.js'
import { contrast } from '../../colour.js'
import { type LaidPage, nameOf } from './input.js'

/** WCAG 2.2, 1.4.3: 4.5, and 3 for large text (18 pt on a page that is held; 24 pt on one that hangs). */
const largeTextPt = 24
const [leastContrast, leastLarge] = [4.5, 3]

export const lowContrast: Rule<LaidPage> = {
  id: 'contrast',
  severity: 'error',
  about: 'Text stands out from what is behind it (WCAG: 4.5, large text 3).',
  remedy: 'choose a darker or lighter colour in the theme',
  find({ layout: { boxes } }) {
    return boxes.flatMap((box) => {
      if (box.kind !== 'text' && box.kind !== 'table') return []
      const least = box.sizePt >= largeTextPt ? leastLarge : leastContrast
      const found = contrast(box.colour, box.background)
      return found < least ? [`${nameOf(box)} has a contrast of ${found.toFixed(1)} (at least ${least})`] : []
    })
  },
}
