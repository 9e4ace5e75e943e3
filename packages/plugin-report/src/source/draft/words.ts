/** Names, references and lists as Markdown of report.md. */
import type { SeedGroup } from '../seeds.js'

/** `{{A.metrics.iouWet | 3}}`. */
export function ref(letters: string, path: string, format = ''): string {
  return `{{${letters}.${path}${format ? ` | ${format}` : ''}}}`
}

/** Over the runs of a group: one value as it is, several as mean and range. */
export function refOver({ runs }: SeedGroup, path: string, { form = '', digits = 3 }: { form?: string; digits?: number } = {}): string {
  const letters = runs.map(({ letter }) => letter).join('+')
  const style = `${form} ${runs.length > 1 && form === '' ? Math.min(digits, 2) : digits}`.trim()
  return ref(letters, path, runs.length > 1 ? `${form === '' ? 'mean-range' : 'mean'} ${style}` : style)
}

/** A key of a path: `.name`, or `["a name"]`. */
export function keyOf(name: string): string {
  return /^[\w-]+$/.test(name) ? `.${name}` : `["${name}"]`
}

/** True where a name can stand in a reference. */
export function canBeKey(name: string): boolean {
  return name !== '' && !/["{}[\]\n\\]/.test(name)
}

/** A name as text, whatever it holds. */
export function plain(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_[\]<>$|#~]|\{\{|^[-+>:]|^\d+[.)]/g, '\\$&')
    .replace(/^TODO/, '\u200bTODO')
}

export function sentence(text: string): string {
  const trimmed = text.trim()
  return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`
}

/** As a comment of report.md: what the words before it hang on. Empty where there is nothing to compare, or it cannot be written. */
export function holds(condition: string | undefined): string {
  return !condition || condition.includes('-->') ? '' : `<!-- holds: ${condition} -->`
}

/** A sentence with its condition behind it. */
export function held(sentence: string, condition: string | undefined): string {
  return joined([sentence, holds(condition)])
}

/** Each of them once. */
export function allOf(conditions: (string | undefined)[]): string {
  return [...new Set(conditions.filter(Boolean))].join(' and ')
}

type Line = string | undefined | false

export function bullets(lines: Line[]): string {
  return lines
    .filter(Boolean)
    .map((line) => `- ${line}`)
    .join('\n')
}

export function paragraphs(texts: Line[]): string {
  return texts.filter(Boolean).join('\n\n')
}

export function joined(texts: Line[]): string {
  return texts.filter(Boolean).join(' ')
}

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']

/** `three`; from thirteen on as digits. */
export function spelled(n: number): string {
  return words[n] ?? String(n)
}

/** `two seeds`. */
export function spelledCount(n: number, noun: string): string {
  return `${spelled(n)} ${noun}${n === 1 ? '' : 's'}`
}

/** `learningRate` -> `learning rate`. */
export function spoken(key: string): string {
  return key
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[-_]/g, ' ')
    .toLowerCase()
}

export function capital(text: string): string {
  return text === '' ? '' : text[0].toUpperCase() + text.slice(1)
}
