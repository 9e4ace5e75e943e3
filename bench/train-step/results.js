// bench/results/train-step.csv: one row for each case and variant; what was not measured again is kept.
import { existsSync, readFileSync } from 'node:fs'
import { machine, median, percentile, writeCsv } from '../record.js'
import { cases, nameOf, precisionOf, reference, variants } from './cases.js'

const file = new URL('../results/train-step.csv', import.meta.url)

/** `steps` of each round by variant; a variant that failed has none, and a reason. */
export function row(name, variant, { steps = [], referenceSteps, firstStepMs, versions = {}, parameters = '', reason = '' }) {
  const ms = steps.map(({ milliseconds }) => milliseconds)
  const of = (value, digits) => (ms.length > 0 ? value().toFixed(digits) : '')
  return {
    case: name,
    variant,
    median_ms: of(() => median(ms), 1),
    p10_ms: of(() => percentile(ms, 0.1), 1),
    n: ms.length,
    ratio_to_tf_function: referenceSteps?.length >= ms.length ? of(() => median(ms.map((value, round) => value / referenceSteps[round].milliseconds)), 3) : '',
    machine: machine(),
    versions: Object.entries(versions)
      .map((pair) => pair.join(' '))
      .join('; '),
    p90_ms: of(() => percentile(ms, 0.9), 1),
    first_step_ms: firstStepMs?.toFixed(0) ?? '',
    peak_rss_mb: steps.at(-1)?.peak_mb.toFixed(0) ?? '',
    parameters,
    precision: precisionOf(variant),
    reason,
  }
}

/** Rows as objects of text, in the order of the cases and variants. */
export function readResults() {
  if (!existsSync(file)) return []
  const [columns, ...lines] = parse(readFileSync(file, 'utf8'))
  return lines.map((cells) => Object.fromEntries(columns.map((column, i) => [column, cells[i]])))
}

/** Put these rows in place of those of the same case and variant. */
export function writeResults(rows) {
  const key = (it) => `${it.case}\n${it.variant}`
  const merged = new Map([...readResults(), ...rows].map((it) => [key(it), it]))
  const names = Object.values(cases).map(nameOf)
  const order = names.flatMap((name) => Object.keys(variants).map((variant) => key({ case: name, variant })))
  const columns = Object.keys(row(names[0], reference, {}))
  const kept = order.filter((it) => merged.has(it)).map((it) => merged.get(it))
  writeCsv(
    'train-step.csv',
    kept.map((it) => Object.fromEntries(columns.map((column) => [column, it[column] ?? '']))),
  )
}

/** RFC 4180. */
function parse(text) {
  const rows = [[]]
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain)
    if (end === '\n') rows.push([])
    if (end === '') break
  }
  return rows.filter((cells) => cells.length > 1)
}
