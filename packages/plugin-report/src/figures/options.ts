/** What the researcher may set for one figure, held against what its kind takes and its result has. */
import { PhdError, type Result } from '@phd/core'
import { nearestNames } from '../text/nearest.js'

/** In report.yaml, for example `column: iouWet`; on the command line `--option column=iouWet`. */
export type FigureOptions = Record<string, unknown>

/**
 * A number; how many (1, 2, …); a text of any kind; texts, of which those that the result has are shown; one of these words; one or
 * several of the names that the result has.
 */
export type OptionRule =
  | 'number'
  | 'count'
  | 'text'
  | 'texts'
  | readonly string[]
  | { nameOf(result: Result): string[] }
  | { namesOf(result: Result): string[] }

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
    const rule = ruleOf(kind, name)
    if (rule === undefined) throw unknownOption([kind.name], name, Object.keys(kind.options))
    if (!isValueOf(rule, value)) throw wrongValue(name, rule, value)
    if (typeof rule === 'object' && 'nameOf' in rule) namedIn(name, value, rule.nameOf(result))
    if (typeof rule === 'object' && 'namesOf' in rule) namedIn(name, value, rule.namesOf(result))
  }
}

/** Of options for several figures, those that this kind takes. */
export function takenBy(kind: Ruled, options: FigureOptions): FigureOptions {
  return kind.options ? Object.fromEntries(Object.entries(options).filter(([name]) => name === 'consent' || ruleOf(kind, name))) : options
}

/** REPORT_FIGURE_OPTION where none of the kinds takes an option, or its value. */
export function requireTaken(kinds: Ruled[], options: FigureOptions): void {
  for (const [name, value] of Object.entries(options)) {
    const takers = kinds.filter((kind) => name in takenBy(kind, options))
    const rules = takers.map((kind) => ruleOf(kind, name))
    if (kinds.length > 0 && takers.length === 0) {
      const all = [...new Set(kinds.flatMap(({ options: theirs }) => Object.keys(theirs ?? {})))]
      const names = kinds.map((kind) => kind.name)
      throw unknownOption(names, name, all)
    }
    if (rules[0] !== undefined && rules.every((rule) => rule !== undefined && !isValueOf(rule, value))) throw wrongValue(name, rules[0], value)
  }
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

/** REPORT_FIGURE_OPTION where a kind draws the result, and with these options nothing of it. */
export function nothingLeft(options: FigureOptions, expected: string): PhdError {
  return new PhdError('REPORT_FIGURE_OPTION', 'With these options there is nothing to draw.', {
    expected,
    received: JSON.stringify(options),
    remedy: 'mend options: of this figure in report.yaml or --option',
  })
}

/** `bars of one column (options: column, highlight)`. */
export function withOptions(about: string, options: OptionRules | undefined): string {
  const names = Object.keys(options ?? {})
  return names.length ? `${about} (option${names.length > 1 ? 's' : ''}: ${names.join(', ')})` : about
}

function ruleOf({ options }: Ruled, name: string): OptionRule | undefined {
  return options && Object.hasOwn(options, name) ? options[name] : undefined
}

function unknownOption(kinds: string[], name: string, known: string[]): PhdError {
  const [near] = nearestNames(name, known)
  return new PhdError('REPORT_FIGURE_OPTION', `A figure of kind ${[...new Set(kinds)].join(', ')} has no option "${name}".`, {
    expected: known.length ? `one of: ${known.join(', ')}` : 'no options',
    received: name,
    remedy: near === undefined ? 'leave it out of options: in report.yaml or of --option, or draw another kind' : `write ${near}`,
  })
}

function isValueOf(rule: OptionRule, value: unknown): boolean {
  const isText = (it: unknown) => ['string', 'number', 'boolean'].includes(typeof it)
  if (rule === 'number') return Number.isFinite(value)
  if (rule === 'count') return Number.isSafeInteger(value) && (value as number) > 0
  if (rule === 'text') return isText(value)
  if (Array.isArray(rule)) return rule.includes(value)
  if (rule !== 'texts' && 'nameOf' in (rule as object)) return isText(value)
  return isText(value) || (Array.isArray(value) && value.every(isText))
}

const wanted = { number: 'a number', count: 'a whole number from 1 on', text: 'a text', texts: 'a text, or several' }

function wrongValue(name: string, rule: OptionRule, value: unknown): PhdError {
  const expected = typeof rule === 'string' ? wanted[rule] : Array.isArray(rule) ? rule.join(' or ') : 'nameOf' in rule ? 'one name' : 'a name, or several'
  return new PhdError('REPORT_FIGURE_OPTION', `A figure's option "${name}" is not ${expected}.`, {
    expected,
    received: typeof value === 'number' ? String(value) : JSON.stringify(value),
    remedy: `mend options: of this figure in report.yaml or --option, or leave ${name} out`,
  })
}
