/**
 * A condition on the runs: `A.metrics.iouWet > A.baselines.best.iouWet and A.test.bias == 0 +- 0.01`.
 *
 *     condition  = comparison {" and " comparison}
 *     comparison = side (">" | "<" | ">=" | "<=" | "==" | "!=") side ["+-" number]      +- after == and != only
 *     side       = number | EXPRESSION ["|" "mean" or "min" or "max"]                   of grammar.ts
 *
 * Of several runs (`A+B+C.…`) each has to fulfil it. Errors: REPORT_REFERENCE and those of references.
 */
import { PhdError } from '@phd/core'
import type { LoadedRun } from '../runs.js'
import { maskInner } from './grammar.js'
import { numbersOf } from './index.js'

type Operator = '>' | '<' | '>=' | '<=' | '==' | '!='

interface Comparison {
  left: string
  operator: Operator
  right: string
  tolerance: number
}

const literal = /^[-−+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i
const tolerances = /^(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i

/** The comparisons that fail, with their values; undefined where all hold. */
export function failureOf(condition: string, runs: LoadedRun[]): string | undefined {
  const failed = partsOf(condition).flatMap((part) => {
    const comparison = comparisonOf(part)
    const [left, right] = [comparison.left, comparison.right].map((side) => valuesOf(side, runs))
    if (left.length !== right.length && Math.min(left.length, right.length) !== 1) throw unequal(part, left, right)
    const pairs = Array.from({ length: Math.max(left.length, right.length) }, (_, i) => [left[left.length === 1 ? 0 : i], right[right.length === 1 ? 0 : i]])
    return pairs.every(([a, b]) => holds(a, b, comparison)) ? [] : [`${part}, now ${told(left, right)}`]
  })
  return failed.length ? failed.join('; ') : undefined
}

function partsOf(condition: string): string[] {
  const parts: string[] = []
  let start = 0
  for (const { 0: and, index } of maskInner(condition).matchAll(/ and /g)) {
    parts.push(condition.slice(start, index))
    start = index + and.length
  }
  return [...parts, condition.slice(start)].map((part) => part.trim())
}

function comparisonOf(part: string): Comparison {
  const operators = [...maskInner(part).matchAll(/[<>=!]+/g)]
  const [found] = operators
  const operator = found?.[0]
  if (operators.length !== 1 || !isOperator(operator)) throw unreadable(part)
  const left = part.slice(0, found.index).trim()
  const [right, tolerance] = part.slice(found.index + operator.length).split(/\s(?:\+-|±)/)
  if (left === '' || right.trim() === '' || (literal.test(left) && literal.test(right.trim()))) throw unreadable(part)
  if (tolerance !== undefined && !(operator === '==' || operator === '!=')) throw unreadable(part)
  if (tolerance !== undefined && !tolerances.test(tolerance.trim())) throw unreadable(part)
  return { left, operator, right: right.trim(), tolerance: Number(tolerance ?? 0) }
}

function isOperator(text: string): text is Operator {
  return ['>', '<', '>=', '<=', '==', '!='].includes(text)
}

function valuesOf(side: string, runs: LoadedRun[]): number[] {
  if (literal.test(side)) return [Number(side.replace('−', '-'))]
  return numbersOf(side.replace(/^\{\{(.*)\}\}$/, '$1'), runs)
}

function holds(a: number, b: number, { operator, tolerance }: Comparison): boolean {
  switch (operator) {
    case '>':
      return a > b
    case '<':
      return a < b
    case '>=':
      return a >= b
    case '<=':
      return a <= b
    case '==':
      return Math.abs(a - b) <= tolerance
    case '!=':
      return Math.abs(a - b) > tolerance
  }
}

/** In six digits, unless two values that differ would read alike. */
function told(left: number[], right: number[]): string {
  const [a, b] = [left, right].map((values) => values.map((value) => Number(value.toPrecision(6))))
  const isAlike = a.some((value) => b.includes(value))
  return (isAlike ? [left, right] : [a, b]).map((values) => values.join(', ')).join(' against ')
}

function unreadable(part: string): PhdError {
  return new PhdError('REPORT_REFERENCE', `"${part}" is no comparison that can be read.`, {
    expected: 'A.metrics.iouWet > 0.5: two sides, a number or a reference without braces, with > < >= <= == or != between them; "and" joins several',
    received: part,
  })
}

function unequal(part: string, left: number[], right: number[]): PhdError {
  return new PhdError('REPORT_REFERENCE', `${left.length} runs cannot be compared with ${right.length}.`, {
    expected: 'as many runs on both sides, or one on one side',
    received: part,
  })
}
