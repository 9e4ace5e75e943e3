/** What the researcher may set for one figure, held against what its kind takes and its result has. */
import { PhdError, type Result } from '@phd/core'
import { nearestNames } from '../text/nearest.js'

/** In report.yaml, for example `column: iouWet`; on the command line `--option column=iouWet`. */
export type FigureOptions = Record<string, unknown>

/** A number, a text of any kind, one of these words, or one or several of the names that the result has. */
export type OptionRule = 'number' | 'text' | readonly string[] | ((result: Result) => string[])

/** By name; `consent` is taken by all. */
export type OptionRules = Record<string, OptionRule>

interface Ruled {
  name: string
  options?: OptionRules
}

/** REPORT_FIGURE_OPTION for an option that the kind does not take, or a value that is none. Without rules all is taken. */
export function requireOptions(kind: Ruled, result: Result, options: FigureOptions): void {
  if (!kind.options) return
  for (const [name, value] of Object.entries(options)) {
    if (name === 'consent') continue
    const rule = Object.hasOwn(kind.options, name) ? kind.options[name] : undefined
    if (rule === undefined) throw unknownOption([kind.name], name, Object.keys(kind.options))
    if (typeof rule === 'function') namedIn(name, value, rule(result))
    else if (!isValueOf(rule, value)) throw wrongValue(name, rule, value)
  }
}

/** Of options for several figures, those that this kind takes. */
export function takenBy({ options: rules }: Ruled, options: FigureOptions): FigureOptions {
  return rules ? Object.fromEntries(Object.entries(options).filter(([name]) => name === 'consent' || Object.hasOwn(rules, name))) : options
}

/** REPORT_FIGURE_OPTION where none of the kinds takes an option. */
export function requireTaken(kinds: Ruled[], options: FigureOptions): void {
  const lost = Object.keys(options).find((name) => !kinds.some((kind) => name in takenBy(kind, options)))
  if (lost === undefined || kinds.length === 0) return
  const all = [...new Set(kinds.flatMap(({ options: rules }) => Object.keys(rules ?? {})))]
  throw unknownOption(
    kinds.map(({ name }) => name),
    lost,
    all,
  )
}

/** Names that an option of a figure gives, in their own order; REPORT_FIGURE_OPTION where one of them is not there. */
export function namedIn(option: string, given: unknown, known: string[]): string[] | undefined {
  if (given === undefined) return undefined
  const names = (Array.isArray(given) ? given : [given]).map(String)
  const unknown = names.find((name) => !known.includes(name))
  if (unknown === undefined && names.length > 0) return names
  throw new PhdError('REPORT_FIGURE_OPTION', `A figure's option "${option}" names what its result does not have.`, {
    expected: known.length > 0 ? `some of: ${known.join(', ')}` : 'nothing: its result has none',
    received: unknown ?? 'no name',
    remedy: `mend options: of this figure in report.yaml or --option, or leave ${option} out`,
  })
}

/** `bars of one column (options: column, highlight)`. */
export function withOptions(about: string, options: OptionRules | undefined): string {
  const names = Object.keys(options ?? {})
  return names.length ? `${about} (option${names.length > 1 ? 's' : ''}: ${names.join(', ')})` : about
}

function unknownOption(kinds: string[], name: string, known: string[]): PhdError {
  const [near] = nearestNames(name, known)
  return new PhdError('REPORT_FIGURE_OPTION', `A figure of kind ${[...new Set(kinds)].join(', ')} has no option "${name}".`, {
    expected: known.length ? `one of: ${known.join(', ')}` : 'no options',
    received: name,
    remedy: near === undefined ? 'leave it out of options: in report.yaml or of --option, or draw another kind' : `write ${near}`,
  })
}

function isValueOf(rule: Exclude<OptionRule, (result: Result) => string[]>, value: unknown): boolean {
  if (rule === 'number') return Number.isFinite(value)
  return rule === 'text' ? ['string', 'number', 'boolean'].includes(typeof value) : rule.includes(value as string)
}

function wrongValue(name: string, rule: 'number' | 'text' | readonly string[], value: unknown): PhdError {
  const expected = typeof rule === 'string' ? `a ${rule}` : rule.join(' or ')
  return new PhdError('REPORT_FIGURE_OPTION', `A figure's option "${name}" is not ${expected}.`, {
    expected,
    received: JSON.stringify(value) ?? String(value),
    remedy: `mend options: of this figure in report.yaml or --option, or leave ${name} out`,
  })
}
