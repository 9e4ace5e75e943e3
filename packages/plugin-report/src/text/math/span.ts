/** Formulas among the spans of a text. */
import type { Span } from '../../source/model.js'
import { mathText } from './plain.js'

/** Longer ones may be broken at a space. */
const mostKeptTogether = 12

/** As it is printed outside the paper; the TeX itself where text cannot tell it. */
export function mathSpan(tex: string, style: Partial<Span> = {}): Span {
  const told = mathText(tex)?.map(({ text }) => text)
  const text = told === undefined ? tex : told.join('')
  return { text: told && text.length <= mostKeptTogether ? text.replaceAll(' ', '\u00a0') : text, ...style, math: true, tex }
}

/** The formulas that are printed as they are typed. */
export function typedMath(spans: Span[]): string[] {
  return spans.flatMap(({ tex }) => (tex !== undefined && mathText(tex) === undefined ? [tex] : []))
}

const known = new WeakMap<Span[], Span[]>()

/** Each formula in parts of one style: letters in italics, words and numbers upright. */
export function styledMath(spans: Span[]): Span[] {
  if (!spans.some(({ math }) => math)) return spans
  const found = known.get(spans) ?? spans.flatMap(partsOf)
  known.set(spans, found)
  return found
}

function partsOf(span: Span): Span[] {
  const runs = span.tex === undefined ? undefined : mathText(span.tex)
  const length = runs?.reduce((sum, { text }) => sum + text.length, 0)
  // a sentence that was cut may hold half a formula
  if (!runs || length !== span.text.length) return [span]
  let at = 0
  return runs.map(({ text, italic, bold }) => {
    at += text.length
    return { ...span, text: span.text.slice(at - text.length, at), ...(italic && { italic }), ...(bold && { bold }) }
  })
}
