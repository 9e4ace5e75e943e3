import type { Rule } from '../../check.js'
import { type LaidPage, nameOf } from './input.js'

export const altText: Rule<LaidPage> = {
  id: 'alt-text',
  severity: 'error',
  about: 'Every figure has an alternative text of its own, which is not its caption.',
  remedy: 'write alt: what is to be seen; --fix drafts it from the data',
  find({ layout: { boxes } }) {
    return boxes.flatMap((box) => {
      if (box.kind === 'text' || box.kind === 'panel') return []
      const { alt, caption } = box.kind === 'image' ? { alt: box.alt, caption: '' } : box.figure
      if (alt.trim() === '') return [`${nameOf(box)} has no alt text`]
      return alt.trim() === caption.trim() ? [`the alt text of ${nameOf(box)} is its caption`] : []
    })
  },
}
