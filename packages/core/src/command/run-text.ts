/** Runs as people read them: times, durations, key metrics, parameters. */
import { duration } from '../progress/index.js'
import type { Run } from '../run/record.js'

/** `2026-11-24 22:18` in UTC. */
export function utcMinute(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ')
}

/** The time it worked, or since its start for a running run; undefined where nobody knows. */
export function elapsed(run: Run, now = Date.now()): string | undefined {
  if (run.status === 'running') return run.resumed ? undefined : duration((now - Date.parse(run.started)) / 1000)
  return run.seconds === undefined ? undefined : duration(run.seconds)
}

const counters = new Set(['step', 'epoch', 'batch', 'seconds'])

/** The first metrics of a line that say how well it went, `loss 0.0312  iouWet 0.61`. */
export function keyMetrics(last: Record<string, number> | undefined, most = 3): string {
  const entries = Object.entries(last ?? {}).filter(([key]) => !counters.has(key))
  return entries
    .slice(0, most)
    .map(([key, value]) => `${key} ${significant(value)}`)
    .join('  ')
}

/** Four significant digits, whole numbers as they are. */
export function significant(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(4))
}

/** Nested values by dotted name: `{model: {depth: 2}}` is `model.depth`. */
export function flatten(value: unknown, prefix = ''): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return prefix ? { [prefix]: value } : {}
  return Object.assign({}, ...Object.entries(value).map(([key, inner]) => flatten(inner, prefix ? `${prefix}.${key}` : key)))
}

/** Words as a shell takes them, `'my runs'` in quotes. */
export function commandLine(words: string[]): string {
  return words.map((word) => (/^[\p{L}\p{N}_@%+=:,./~-]+$/u.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ')
}

/** A value in a table cell, cut where it is long. */
export function cell(value: unknown, width = 48): string {
  const text = typeof value === 'string' ? value : value === undefined ? '–' : JSON.stringify(value)
  return text.length > width ? `${text.slice(0, width - 1)}…` : text
}
