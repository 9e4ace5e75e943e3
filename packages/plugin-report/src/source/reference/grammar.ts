/**
 * The grammar of references: `EXPRESSION | FORMAT`.
 *
 *     expression = term [" - " term | " + " term | " / " term]
 *     term       = number | letters "." path          A.test.iou   A+B+C.metrics.iouWet
 *     letters    = letter {"+" letter}
 *     path       = first {"." name | "[" index or "name" or condition {"," condition} "]" | "." name "(" arguments ")"}
 *     condition  = column ("=" | "!=" | "<" | "<=" | ">" | ">=") value or column
 *
 * A name is written as it is; one with blanks, dots or brackets in `["…"]`.
 */
import { PhdError } from '@phd/core'

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>='
export interface Condition {
  column: string
  is: Comparison
  value: string
}
export type Step = { key: string } | { where: Condition[] } | { call: string; args: string[] }

export type Term = { constant: number } | { letters: string[]; steps: Step[]; text: string }
export type Operator = '-' | '+' | '/'

export interface Reference {
  /** As it stands in the source. */
  source: string
  left: Term
  operator?: Operator
  right?: Term
  format: string
}

const mostCharacters = 400

export function parseReference(source: string): Reference {
  const text = source.trim()
  if (text.length > mostCharacters) throw wrong(`${text.slice(0, 60)}…`, `at most ${mostCharacters} characters`)
  const bar = lastOutside(text, '|')
  const expression = (bar < 0 ? text : text.slice(0, bar)).trim()
  const format = bar < 0 ? '' : text.slice(bar + 1).trim()
  if (expression === '') throw wrong(text)
  for (const operator of ['-', '+', '/'] as const) {
    const at = lastOutside(expression, ` ${operator} `)
    if (at < 0) continue
    const [left, right] = [expression.slice(0, at), expression.slice(at + 3)]
    return { source: text, left: parseTerm(left), operator, right: parseTerm(right), format }
  }
  return { source: text, left: parseTerm(expression), format }
}

function parseTerm(source: string): Term {
  const text = source.trim()
  if (/^\d+(\.\d+)?$/.test(text)) return { constant: Number(text) }
  const head = /^([A-Z]{1,2}(?:\s*\+\s*[A-Z]{1,2})*)(?=[.[])/.exec(text)
  if (!head) throw wrong(text)
  return {
    letters: head[1].split('+').map((letter) => letter.trim()),
    steps: parseSteps(text.slice(head[0].length), text),
    text: text.slice(head[0].length + 1),
  }
}

const name = String.raw`[^\s.[\]()|"'{}]+`
const keyStep = new RegExp(String.raw`^\.(${name})(?:\(([^()]*)\))?`, 'u')
const quotedStep = /^\[\s*(?:"([^"]*)"|'([^']*)')\s*\]/u
const indexStep = /^\[\s*(\d+)\s*\]/
const whereStep = /^\[([^[\]]+)\]/u
const comparison = /^\s*("[^"]*"|[^=<>!"]+?)\s*(!=|<=|>=|=|<|>)\s*("[^"]*"|[^=<>!"]+?)\s*$/u

function parseSteps(source: string, whole: string): Step[] {
  const steps: Step[] = []
  for (let rest = source; rest !== ''; ) {
    const match = keyStep.exec(rest) ?? quotedStep.exec(rest) ?? indexStep.exec(rest) ?? whereStep.exec(rest)
    if (!match) throw wrong(whole)
    if (rest.startsWith('.'))
      steps.push(match[2] === undefined ? { key: match[1] } : { call: match[1], args: match[2].split(',').map(unquoted).filter(Boolean) })
    else if (quotedStep.test(match[0])) steps.push({ key: match[1] ?? match[2] })
    else if (indexStep.test(match[0])) steps.push({ key: match[1] })
    else steps.push({ where: match[1].split(',').map((part) => condition(part, whole)) })
    rest = rest.slice(match[0].length)
  }
  return steps
}

function condition(text: string, whole: string): Condition {
  const match = comparison.exec(text)
  if (!match) throw wrong(whole, 'a condition such as [model=unet] or [negative>positive]')
  return { column: unquoted(match[1]), is: match[2] as Comparison, value: unquoted(match[3]) }
}

function unquoted(text: string): string {
  return text.trim().replace(/^"(.*)"$/, '$1')
}

/** Where `mark` stands last outside of brackets and quotes; -1 where it does not. */
function lastOutside(text: string, mark: string): number {
  return maskInner(text).lastIndexOf(mark)
}

/** The text with blots, one a character, for what stands in brackets and quotes. */
export function maskInner(text: string): string {
  let [masked, depth, quote] = ['', 0, '']
  for (const character of text.split('')) {
    const wasInner = depth !== 0 || quote !== ''
    if (quote) quote = character === quote ? '' : quote
    else if (character === '"') quote = character
    else if (character === '[' || character === '(') depth++
    else if (character === ']' || character === ')') depth--
    masked += wasInner || depth !== 0 || quote !== '' ? '\0' : character
  }
  return masked
}

function wrong(text: string, expected = '{{A.path | format}}, for example {{A.metrics.iouWet | 3}}'): PhdError {
  return new PhdError('REPORT_REFERENCE', `"${text}" is no reference that can be read.`, { expected, received: text })
}
