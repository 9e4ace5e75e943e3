import { bulletIndentEm, type LaidParagraph, linePitch, ptToMm, type TextBox } from '../../../layout/index.js'
import type { FontMetrics } from '../../../text/index.js'
import type { Rule } from '../../check.js'
import { hairMm, type LaidPage, nameOf, textBoxes } from './input.js'

export const overflow: Rule<LaidPage> = {
  id: 'overflow',
  severity: 'error',
  about: 'Text fits into its box: no line is wider, and all lines together are no taller.',
  remedy: 'shorten this text',
  find({ layout, metrics }) {
    return textBoxes(layout).flatMap((box) => {
      const widthEm = box.widthMm / (box.sizePt * ptToMm)
      const wide = box.paragraphs.some((paragraph) => widestEm(paragraph, box, metrics) > widthEm + 1e-6)
      const lines = box.paragraphs.reduce((sum, paragraph) => sum + paragraph.lines.length, 0)
      const gaps = box.paragraphs.slice(0, -1).reduce((sum, paragraph) => sum + paragraph.afterPt, 0)
      const tall = (lines * box.sizePt * linePitch + gaps) * ptToMm > box.heightMm + hairMm
      return [...(wide ? [`${nameOf(box)} is wider than its box`] : []), ...(tall ? [`${nameOf(box)} is taller than its box`] : [])]
    })
  },
}

/** Each span in its own weight, where a paragraph is of several. */
function widestEm({ lines, spans, bullet }: LaidParagraph, { weight }: TextBox, metrics: FontMetrics): number {
  const widths = spans
    ? spans.map((line) => line.reduce((sum, { text, bold }) => sum + metrics.widthEm(text, bold ? 'bold' : weight), 0))
    : lines.map((line) => metrics.widthEm(line, weight))
  return Math.max(0, ...widths) + (bullet ? bulletIndentEm : 0)
}
