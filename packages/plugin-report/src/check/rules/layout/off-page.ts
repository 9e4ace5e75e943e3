import type { Rule } from '../../check.js'
import { hairMm, type LaidPage, nameOf } from './input.js'

export const offPage: Rule<LaidPage> = {
  id: 'off-page',
  severity: 'error',
  about: 'Everything stands on the page.',
  remedy: 'shorten what is too long, or choose a larger size',
  find({ layout: { boxes, widthMm, heightMm } }) {
    const outside = boxes.filter(
      ({ xMm, yMm, widthMm: wide, heightMm: tall }) => xMm < -hairMm || yMm < -hairMm || xMm + wide > widthMm + hairMm || yMm + tall > heightMm + hairMm,
    )
    return outside.map((box) => `${nameOf(box)} leaves the page`)
  },
}
