/** Straight double quotes become “ and ”, by what stands before them; code keeps its own. */
import type { Span } from '../source/model.js'

export function curled(spans: Span[]): Span[] {
  let before = ' '
  return spans.map((span) => {
    const plain = span.code || span.math || span.cite?.length
    const text = plain ? span.text : curledText(span.text, before)
    before = [...text].at(-1) ?? before
    return text === span.text ? span : { ...span, text }
  })
}

export function curledText(text: string, before = ' '): string {
  return text.replace(/"/g, (_, at: number) => (/[\s([{\u00a0–—/-]/.test(at === 0 ? before : text[at - 1]) ? '“' : '”'))
}
