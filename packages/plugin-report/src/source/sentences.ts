/** Spans into sentences. */
import type { Span } from './model.js'

export interface Sentence {
  /** As it is printed, with single blanks and without the run's mark at its end. */
  text: string
  /** What a person wrote of it: blots in place of references, citations, code and mathematics. */
  typed: string
  hasNumber: boolean
}

const blot = '\ue000'
const end = /(?<=[.!?…]["”)]?(?:\s\[[A-Z]+(?:(?:, |–)[A-Z]+)*\])?)\s+(?=[\p{Lu}\p{N}("“\ue000])/u
const markAtEnd = /\s*\[[A-Z]+(?:(?:, |–)[A-Z]+)*\]$/

export function sentencesOf(spans: Span[]): Sentence[] {
  const typed = spans.map((span) => (isLookedUp(span) ? blotted(span.text) : span.text)).join('')
  const printed = spans.map(({ text }) => text).join('')
  const hasNumberAt = spans.flatMap(({ text, number }) => Array<boolean>(text.length).fill(number !== undefined))
  let at = 0
  return typed.split(end).flatMap((part): Sentence[] => {
    const start = typed.indexOf(part, at)
    at = start + part.length
    const text = printed.slice(start, at).replace(/\s+/g, ' ').trim().replace(markAtEnd, '')
    return text === '' ? [] : [{ text, typed: part, hasNumber: hasNumberAt.slice(start, at).includes(true) }]
  })
}

function isLookedUp({ number, cite, code, math }: Span): boolean {
  return number !== undefined || cite !== undefined || code === true || math === true
}

/** A stop at its end still ends the sentence. */
function blotted(text: string): string {
  return blot.repeat(Math.max(0, text.length - 1)) + (/[.!?…]$/.test(text) ? text.slice(-1) : text === '' ? '' : blot)
}
