/** Options that only one format knows: `--reader-option key=value`. */
import { PhdError } from '@phd/core'

/** What the reader knows: key and what it means, for the message. RADAR_READER_OPTION for any other. */
export function knownOptions<Key extends string>(
  reader: string,
  given: Record<string, string> | undefined,
  known: Record<Key, string>,
): Partial<Record<Key, string>> {
  for (const key of Object.keys(given ?? {}))
    if (!Object.hasOwn(known, key)) {
      const keys = Object.keys(known)
      throw wrongOption(`The reader ${reader} has no option "${key}".`, keys.length ? keys.join(', ') : 'no option', key)
    }
  return (given ?? {}) as Partial<Record<Key, string>>
}

export function wrongOption(message: string, expected: string, received: string): PhdError {
  return new PhdError('RADAR_READER_OPTION', message, { expected, received, usage: true })
}

/** A number within bounds, or the default. */
export function numberOption(key: string, text: string | undefined, otherwise: number, { min, max }: { min: number; max: number }): number {
  if (text === undefined) return otherwise
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value) || value < min || value > max)
    throw wrongOption(`The reader option ${key} is not a number in its range.`, `a number from ${min} to ${max}`, text)
  return value
}

/** One of a few words. */
export function choiceOption<Choice extends string>(key: string, text: string | undefined, choices: readonly Choice[], otherwise: Choice): Choice {
  if (text === undefined) return otherwise
  if (!(choices as readonly string[]).includes(text)) throw wrongOption(`The reader option ${key} has no such value.`, choices.join(', '), text)
  return text as Choice
}

/** ISO 8601; without a zone it is UTC, never local time. */
export function timeOption(key: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const iso = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?(Z|[+-]\d\d:\d\d)?$/.test(text)
  const zoned = /(Z|[+-]\d\d:\d\d)$/.test(text.slice(10)) ? text : text.length > 10 ? `${text}Z` : text
  const timeMs = iso ? Date.parse(zoned.replace(' ', 'T')) : Number.NaN
  if (Number.isNaN(timeMs)) throw wrongOption(`The reader option ${key} is not a time.`, 'ISO 8601, such as 2010-08-26T00:00Z', text)
  return timeMs
}
