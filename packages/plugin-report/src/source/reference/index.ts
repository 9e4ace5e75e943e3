/**
 * References: from `A.metrics.iouWet | 3` and the runs to the text that is printed, with where it came from.
 *
 * Errors: REPORT_REFERENCE (no such path, run, format: says which there are), REPORT_RUN_LETTER, REPORT_NUMBER_MISSING.
 */
import { PhdError } from '@phd/core'
import { mean } from 'simple-statistics'
import type { NumberOrigin } from '../model.js'
import type { LoadedRun } from '../runs.js'
import { asNumber, parseFormat } from './format.js'
import { type Operator, parseReference, type Term } from './grammar.js'
import { lookUp } from './lookup.js'
import { formatSeveral } from './several.js'

export { studentT } from './student-t.js'

/** What a reference says of the runs. */
export function resolveReference(source: string, runs: LoadedRun[]): NumberOrigin {
  const { left, operator, right, format } = parseReference(source)
  const parsed = parseFormat(format)
  const terms = [left, ...(right ? [right] : [])].map((term) => evaluate(term, runs))
  const values = operator ? combine(operator, terms[0].values, terms[1].values) : terms[0].values
  const used = [...new Map(terms.flatMap((term) => term.runs).map((loaded) => [loaded.run.id, loaded])).values()]
  if (used.length === 0) throw ofNoRun(source, '{{A.path | format}}')
  const noun = new Set(used.map(({ run }) => run.seed)).size === used.length ? 'seed' : 'run'
  const printed = formatSeveral(values, parsed, noun)
  return {
    reference: source.trim(),
    runs: used.map(({ run }) => run.id),
    path: terms.map(({ path }) => path).join(` ${operator ?? ''} `),
    values: values.map((value) => (typeof value === 'number' ? value : String(value))),
    printed,
  }
}

const putTogether = { mean, min: (values: number[]) => Math.min(...values), max: (values: number[]) => Math.max(...values) }

/** The numbers that a reference says of the runs, one a run, or one where `| mean`, `| min` or `| max` puts them together. */
export function numbersOf(source: string, runs: LoadedRun[]): number[] {
  const { left, operator, right, format } = parseReference(source)
  const terms = [left, ...(right ? [right] : [])].map((term) => evaluate(term, runs))
  if (terms.every((term) => term.runs.length === 0)) throw ofNoRun(source, 'A.path')
  const values = operator ? combine(operator, terms[0].values, terms[1].values) : terms[0].values.map(asNumber)
  if (format === '') return values
  const together = Object.entries(putTogether).find(([name]) => name === format)?.[1]
  if (together) return [together(values)]
  throw new PhdError('REPORT_REFERENCE', `"${format}" does not put numbers together that are compared.`, {
    expected: `no format, or one of: ${Object.keys(putTogether).join(', ')}`,
    received: source,
  })
}

interface Evaluated {
  runs: LoadedRun[]
  path: string
  values: unknown[]
}

function evaluate(term: Term, runs: LoadedRun[]): Evaluated {
  if ('constant' in term) return { runs: [], path: String(term.constant), values: [term.constant] }
  const used = [...new Set(term.letters)].map((letter) => runOf(letter, runs))
  const found = used.map((loaded) => lookUp(loaded, term.steps))
  return { runs: used, path: found[0].path, values: found.map(({ value }) => value) }
}

/** Run by run where both sides have as many runs; a side with one value stands beside each of the other. */
function combine(operator: Operator, left: unknown[], right: unknown[]): number[] {
  const n = Math.max(left.length, right.length)
  if (left.length !== right.length && Math.min(left.length, right.length) !== 1) {
    throw new PhdError('REPORT_REFERENCE', `${left.length} runs cannot be set against ${right.length}.`, {
      expected: 'as many runs on both sides, or one on one side',
    })
  }
  return Array.from({ length: n }, (_, i) => {
    const [a, b] = [asNumber(left[left.length === 1 ? 0 : i]), asNumber(right[right.length === 1 ? 0 : i])]
    return operator === '-' ? a - b : operator === '+' ? a + b : a / b
  })
}

function runOf(letter: string, runs: LoadedRun[]): LoadedRun {
  const loaded = runs.find((candidate) => candidate.letter === letter)
  if (loaded) return loaded
  throw new PhdError('REPORT_RUN_LETTER', `There is no run ${letter}.`, {
    expected: `one of: ${runs.map((candidate) => candidate.letter).join(', ') || '(report.yaml names none)'}`,
    received: letter,
    remedy: 'mend the letter, or add the run under runs: in report.yaml',
  })
}

function ofNoRun(source: string, expected: string): PhdError {
  return new PhdError('REPORT_REFERENCE', 'A reference is of a run.', { expected, received: source })
}
