/** A trace as the text of `phd report trace`, and its error where a number is printed nowhere. */
import { PhdError } from '@phd/core'
import { formatTable } from '@phd/core/command'
import type { FigureValue } from './figure-values.js'
import type { Trace, TracedFigure, TracedNumber, TracedRun } from './trace.js'

/** `values` are those found in the results of figures and tables, where no reference prints the number. */
export interface ShownTrace extends Trace {
  /** Where the record was found. */
  from: string
  runsFolder: string
  values: FigureValue[]
}

type Column = { key: string; label: string }

const mostValues = 20

export function traceText(shown: ShownTrace, isSite: boolean): string {
  const { numbers, figures, values, runs } = shown
  const several = new Set([...numbers, ...figures, ...values].map(({ output }) => output)).size > 1
  const output = several ? columnsOf({ output: 'output' }) : []
  const letters = new Map(runs.map(({ id, letter }) => [id, letter]))
  const run = (own: { id: string }[]) => own.map(({ id }) => letters.get(id) ?? id).join(', ')
  const lines: string[] = []
  if (numbers.length + figures.length + values.length === 0)
    lines.push(isSite ? 'No result of a run is shown there; the numbers of a post were typed by its author.' : 'No number of a run is printed there.')
  if (numbers.length > 0) lines.push(numberTable(numbers, output, run))
  const texts = numbers.filter(isText).length
  if (texts > 0) lines.push(`and ${texts} ${texts === 1 ? 'text' : 'texts'} of results (see --json)`)
  if (values.length > 0) lines.push(valueTable(values.slice(0, mostValues), output, run))
  if (values.length > mostValues) lines.push(`and ${values.length - mostValues} more (see --json)`)
  if (figures.length > 0) lines.push('', figureTable(figures, output, run))
  return [...lines, '', ...runs.map((one) => runLine(one, shown.runsFolder)), `(from ${shown.from})`].join('\n')
}

export function numberNotPrinted(wanted: string, { numbers, figures, runs }: Trace): PhdError {
  const printed = [...new Set(numbers.filter((number) => !isText(number)).map((number) => number.printed))]
  const gone = runs.filter(({ state }) => state === 'gone').map(({ letter }) => letter)
  return new PhdError('REPORT_TRACE_NUMBER', `No number of a run is printed as ${wanted}.`, {
    expected: printed.length
      ? `one of: ${printed.slice(0, 12).join(', ')}${printed.length > 12 ? ', …' : ''}; or a value in one of the ${figures.length} figures and tables`
      : 'a number that is a reference; there is none',
    received: wanted,
    remedy: gone.length
      ? `figures and tables of run ${gone.join(', ')} were not searched: name the folder of runs with --runs`
      : 'if it is printed, and no figure computes it, it was typed by hand: phd report check lists those',
  })
}

type RunNames = (own: { id: string }[]) => string

function numberTable(numbers: TracedNumber[], output: Column[], run: RunNames): string {
  const rows = numbers
    .filter((number) => !isText(number))
    .map(({ output: kind, page, place, printed, values, reference, runs }) => ({
      output: kind,
      page: pageOf(kind, page),
      place: clipped(place, 34),
      printed: clipped(printed, 24),
      value: clipped(values.map((value) => (typeof value === 'number' ? Number(value.toPrecision(8)) : value)).join(', '), 24),
      reference: clipped(reference, 58),
      run: run(runs),
    }))
  return formatTable([...output, ...columnsOf({ page: 'page', place: 'place', printed: 'printed', value: 'value', reference: 'reference', run: 'run' })], rows)
}

function valueTable(values: FigureValue[], output: Column[], run: RunNames): string {
  const rows = values.map(({ runs, name, where, result, value, output: kind, page }) => ({
    output: kind,
    page: pageOf(kind, page),
    name,
    where: clipped(where, 50),
    value: Number(value.toPrecision(8)),
    result,
    run: run(runs),
  }))
  return formatTable([...output, ...columnsOf({ page: 'page', name: 'figure or table', where: 'where', value: 'value', result: 'result', run: 'run' })], rows)
}

function figureTable(figures: TracedFigure[], output: Column[], run: RunNames): string {
  const rows = figures.map(({ runs, ...rest }) => ({ ...rest, page: pageOf(rest.output, rest.page), run: run(runs) }))
  return formatTable([...output, ...columnsOf({ page: 'page', name: 'figure or table', result: 'all numbers are of result', run: 'run' })], rows)
}

function runLine({ letter, id, experiment, seed, state }: TracedRun, runsFolder: string): string {
  const words = { same: 'unchanged', changed: 'CHANGED since the build', gone: `GONE: not in ${runsFolder}` }
  return `${letter}  ${id}  ${experiment}, seed ${seed}: ${words[state]}`
}

/** The kit decides on which page of a paper something stands; the pages of a site are named. */
function pageOf(output: string, page: number): number | string {
  return output === 'paper' || output === 'site' ? '–' : page
}

function columnsOf(labels: Record<string, string>): Column[] {
  return Object.entries(labels).map(([key, label]) => ({ key, label }))
}

function clipped(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}

/** A title or a sentence of a result: not what somebody asks for who asks for a number. */
function isText({ values }: TracedNumber): boolean {
  return values.every((value) => typeof value === 'string' && !/^\s*[-−+]?\d/.test(value))
}
