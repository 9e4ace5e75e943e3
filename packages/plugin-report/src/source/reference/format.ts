/**
 * How a value is printed.
 *
 *     FORMAT = [of several runs] [form] [digits] [unit]
 *
 * Of several runs: `mean`, `range`, `mean-range`, `interval`, `sd`, `min`, `max`, `n`, `list`.
 * Forms: digits alone (decimals), `percent`, `points`, `signed`, `int`, `sig`, `count`, `duration`, `date`, `text`, `first`, `sentence`, `ending` (its last sentence).
 * A unit is any word after them. Errors: REPORT_REFERENCE, REPORT_NUMBER_MISSING.
 */
import { PhdError } from '@phd/core'
import { cell, counted, decimal, duration, grouped, percent } from '../../figures/index.js'
import { missing } from './missing.js'

export const several = ['mean', 'range', 'mean-range', 'interval', 'sd', 'min', 'max', 'n', 'list'] as const
export type Several = (typeof several)[number]

const forms = ['percent', 'points', 'signed', 'int', 'sig', 'count', 'duration', 'date', 'text', 'first', 'sentence', 'ending'] as const
type Form = (typeof forms)[number] | 'decimals' | 'any'

export interface Format {
  of?: Several
  form: Form
  digits?: number
  unit: string
}

const mostDigits = 12

export function parseFormat(text: string): Format {
  const words = text.split(/\s+/).filter(Boolean)
  const of = several.find((name) => name === words[0])
  if (of) words.shift()
  const named = forms.find((name) => name === words[0])
  const isDecimals = !named && /^\d+$/.test(words[0] ?? '')
  if (!named && !isDecimals && words.length > 0) throw missing(`format "${words[0]}"`, words[0], ['2 (decimals)', ...forms, ...several])
  if (named) words.shift()
  const digits = /^\d+$/.test(words[0] ?? '') ? Number(words.shift()) : undefined
  if (digits !== undefined && digits > mostDigits)
    throw new PhdError('REPORT_REFERENCE', `${digits} digits are more than a number has.`, { expected: `0 to ${mostDigits}` })
  return { of, form: named ?? (isDecimals ? 'decimals' : 'any'), digits, unit: words.join('\u00a0') }
}

/** One value. */
export function formatValue(value: unknown, { form, digits, unit }: Format): string {
  const printed = formatBare(value, form, digits, unit)
  return unit === '' || form === 'count' ? printed : `${printed}\u00a0${unit}`
}

function formatBare(value: unknown, form: Form, digits: number | undefined, unit: string): string {
  if (form === 'text') return asText(value)
  if (form === 'sentence') return asSentence(asText(value))
  if (form === 'ending')
    return asSentence(
      asText(value)
        .split(/(?<=[.!?…]) +/)
        .at(-1) ?? '',
    )
  if (form === 'first') return asText(value).slice(0, digits ?? 7)
  if (form === 'date') return asDate(value)
  if (form === 'any') return typeof value === 'number' ? cell(asNumber(value)) : asText(value)
  const number = asNumber(value)
  if (form === 'percent') return percent(number, digits ?? 1).replaceAll(' ', '\u00a0')
  if (form === 'points') return decimal(100 * number, digits ?? 1)
  if (form === 'signed') return `${number > 0 ? '+' : ''}${decimal(number, digits ?? 2)}`
  if (form === 'int') return number < 0 ? `−${grouped(-number)}` : grouped(number)
  if (form === 'count') return counted(number, (unit || 'sample').replaceAll('\u00a0', ' ')).replace(' ', '\u00a0')
  if (form === 'sig') return String(Number(number.toPrecision(Math.max(1, digits ?? 3)))).replaceAll('-', '−')
  if (form === 'duration') return duration(number).replaceAll(' ', '\u00a0')
  return decimal(number, digits ?? 0)
}

export function asNumber(value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (typeof value === 'number' || value === null || value === undefined) {
    throw new PhdError('REPORT_NUMBER_MISSING', `The value is ${value === null || value === undefined ? 'missing' : String(value)}, not a number to print.`, {
      expected: 'a finite number',
      received: String(value),
      remedy: 'look at the run (phd runs show), or leave the sentence out',
    })
  }
  throw new PhdError('REPORT_REFERENCE', 'The value is no number.', { expected: 'a number, or the format text', received: String(asText(value)).slice(0, 60) })
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value.slice(0, 2000).replace(/\s+/g, ' ').trim()
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return cell(asNumber(value))
  if (value === null || value === undefined) return String(asNumber(value))
  const keys = Array.isArray(value) ? `a list of ${value.length}` : `a group with the keys ${Object.keys(value).slice(0, 12).join(', ')}`
  throw new PhdError('REPORT_REFERENCE', `The value is ${keys}, not one value.`, { expected: 'a path to one number or text' })
}

/** With its full stop, and true minus signs. */
export function asSentence(text: string): string {
  const printed = text.replace(/(?<![^\s([:])-(?=\d|\.\d)/g, '−')
  return /[.!?…]$/.test(printed) ? printed : `${printed}.`
}

function asDate(value: unknown): string {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN
  if (Number.isNaN(time))
    throw new PhdError('REPORT_REFERENCE', 'The value is no date.', { expected: 'a time as ISO 8601', received: String(value).slice(0, 40) })
  return new Date(time).toISOString().slice(0, 10)
}
