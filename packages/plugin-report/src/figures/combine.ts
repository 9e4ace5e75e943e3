/**
 * The same result of several runs as one: runs that differ in nothing but the seed become a mean with its interval,
 * others are laid over each other and named by what they differ in.
 *
 * Curves: mean at each x over the seeds; 95 % t interval from three seeds on, least and greatest of two. Tables: mean of
 * each number, rows by name. Confusion: counts of all seeds added. Others: one run at a time (REPORT_FIGURE_SOURCES).
 */
import { type Confusion, type Curves, PhdError, type Result, type Run, type Table } from '@phd/core'
import { mean } from 'simple-statistics'
import { tInterval } from '../statistics/index.js'
import { shortened } from './labels.js'

export interface RunResult {
  run: Run
  result: Result
}

export interface Combined {
  result: Result
  /** Sentences for the caption: n and what the band is. */
  about: string[]
  /** How many runs stand behind each line or row of the result, where more than one. */
  seeds: Record<string, number>
  /** The fewest seeds of any group. */
  fewestSeeds: number
}

export interface SeedGroup {
  label: string
  members: RunResult[]
}

/** Runs of one experiment with equal parameters; the same seed twice counts once. In the order of the first of each. */
export function groupBySeed(sources: RunResult[], labels: string[] = []): SeedGroup[] {
  const groups = new Map<string, Map<number, RunResult>>()
  for (const source of sources) {
    const { seed: _, ...params } = (source.run.params ?? {}) as Record<string, unknown>
    const key = JSON.stringify([source.run.experiment, params])
    groups.set(key, (groups.get(key) ?? new Map()).set(source.run.seed, source))
  }
  const all = [...groups.values()].map((group) => [...group.values()])
  if (labels.length > 0 && labels.length !== all.length) {
    throw new PhdError('REPORT_FIGURE_LABELS', `There are ${labels.length} labels for ${all.length} groups of runs.`, {
      expected: `one --label for each: ${all.map((members) => members.map(({ run }) => run.id).join(' + ')).join('; ')}`,
      received: labels.join(', '),
      usage: true,
    })
  }
  const names = labels.length ? labels : differences(all.map((members) => members[0].run))
  return all.map((members, i) => ({ label: names[i], members }))
}

/** What tells runs apart: the experiment, else the parameters that are not equal in all, else the end of the id. */
function differences(runs: Run[]): string[] {
  const params = runs.map((run) => (run.params ?? {}) as Record<string, unknown>)
  const keys = [...new Set(params.flatMap((one) => Object.keys(one)))].filter((key) => new Set(params.map((one) => JSON.stringify(one[key]))).size > 1)
  const simple = keys.filter((key) => params.every((one) => ['string', 'number', 'boolean', 'undefined'].includes(typeof one[key]))).slice(0, 2)
  const isOneExperiment = new Set(runs.map(({ experiment }) => experiment)).size === 1
  const named = runs.map(({ experiment }, i) => {
    const values = simple.map((key) => (typeof params[i][key] === 'string' ? String(params[i][key]) : `${key} ${params[i][key] ?? 'unset'}`))
    return shortened([...(isOneExperiment ? [] : [experiment]), ...values].join(', '))
  })
  return new Set(named).size === runs.length && named.every(Boolean) ? named : runs.map(({ id }) => id.split('-').at(-1) ?? id)
}

export function combine(sources: RunResult[], labels: string[] = []): Combined {
  const shapes = [...new Set(sources.map(({ result }) => result.shape))]
  const groups = groupBySeed(sources, labels)
  const fewestSeeds = Math.min(...groups.map(({ members }) => members.length))
  const first = sources[0].result
  if (sources.length === 1) return { result: first, about: [], seeds: {}, fewestSeeds }
  if (shapes.length === 1 && first.shape === 'curves') return { ...combineCurves(groups), fewestSeeds }
  if (shapes.length === 1 && first.shape === 'table') return { ...combineTables(groups), fewestSeeds }
  if (shapes.length === 1 && first.shape === 'confusion') return { ...combineConfusion(groups), fewestSeeds }
  throw new PhdError('REPORT_FIGURE_SOURCES', `A figure of ${shapes.join(' and ')} shows one run at a time.`, {
    expected: 'one run, or several with curves, tables or confusion matrices of the same name',
    received: sources.map(({ run }) => run.id).join(', '),
    remedy: 'name one run after --run',
    usage: true,
  })
}

type Parts = Pick<Combined, 'result' | 'about' | 'seeds'>

function combineCurves(groups: SeedGroup[]): Parts {
  const seeds: Record<string, number> = {}
  const series = groups.flatMap(({ label, members }) => {
    const all = members.map(({ result }) => result as Curves)
    return all[0].series.map((line) => {
      const name = groups.length === 1 ? line.name : all[0].series.length === 1 ? label : `${line.name}, ${label}`
      const same = all.flatMap((one) => one.series.find((other) => other.name === line.name) ?? [])
      if (same.length < 2) return { ...line, name }
      seeds[name] = same.length
      return { name, ...meanLine(same) }
    })
  })
  const first = groups[0].members[0].result as Curves
  return { result: { ...first, about: undefined, series, references: commonReferences(groups) }, about: seedWords(groups, 'band'), seeds }
}

function meanLine(lines: Curves['series']): Omit<Curves['series'][number], 'name'> {
  const values = new Map<number, number[]>()
  for (const { x, y } of lines) {
    x.forEach((at, i) => {
      if (Number.isFinite(y[i])) values.set(at, [...(values.get(at) ?? []), y[i]])
    })
  }
  const x = [...values.keys()].sort((a, b) => a - b)
  const at = x.map((value) => values.get(value) ?? [])
  const bounds = at.map(interval)
  return { x, y: at.map(mean), low: bounds.map(({ low }) => low), high: bounds.map(({ high }) => high) }
}

/** Of the mean: 95 % t interval from three values on; of two their range; of one nothing (NaN). */
export function interval(values: number[]): { low: number; high: number } {
  if (values.length < 2) return { low: Number.NaN, high: Number.NaN }
  if (values.length === 2) return { low: Math.min(...values), high: Math.max(...values) }
  const { low, high } = tInterval(values)
  return { low, high }
}

/** References that all runs have; a baseline that differs between runs is given as their mean. */
function commonReferences(groups: SeedGroup[]): Curves['references'] {
  const all = groups.flatMap(({ members }) => members.map(({ result }) => (result as Curves).references ?? []))
  const common = all[0].filter(({ name }) => all.every((references) => references.some((other) => other.name === name)))
  return common.map(({ name }) => ({ name, y: mean(all.map((references) => references.find((other) => other.name === name)?.y ?? Number.NaN)) }))
}

function seedWords(groups: SeedGroup[], shown: 'band' | 'interval'): string[] {
  const counts = groups.map(({ members }) => members.length)
  if (Math.max(...counts) < 2) return ['One run each.']
  const each = new Set(counts).size === 1 ? `${counts[0]} seeds` : groups.map(({ label, members }) => `${label} ${members.length}`).join(', ')
  const band =
    Math.min(...counts.filter((n) => n > 1)) > 2
      ? 'the 95 % t interval of the mean'
      : 'the range over the seeds (the 95 % t interval where there are more than two)'
  const plain = counts.every((n) => n === 2) ? 'the range over the two seeds' : band
  return [`Mean over ${new Set(counts).size === 1 ? each : `seeds (n: ${each})`}; the ${shown} is ${plain}.`]
}

function combineTables(groups: SeedGroup[]): Parts {
  const seeds: Record<string, number> = {}
  const first = groups[0].members[0].result as Table
  const label = first.columns.find(({ key }) => first.rows.every((row) => typeof row[key] === 'string'))
  if (!label)
    throw new PhdError('REPORT_FIGURE_SOURCES', 'Tables of several runs are joined by the names of their rows, and these have none.', {
      expected: 'a column of text',
    })
  const isText = (key: string) => first.rows.some((row) => typeof row[key] === 'string')
  const texts = first.columns.filter(({ key }) => isText(key)).map(({ key }) => key)
  const idOf = (row: Table['rows'][number]) => JSON.stringify(texts.map((key) => row[key]))
  const shared = (id: string) => groups.every(({ members }) => members.every(({ result }) => (result as Table).rows.some((row) => idOf(row) === id)))
  const rows: Table['rows'] = []
  groups.forEach(({ label: name, members }, g) => {
    for (const row of (members[0].result as Table).rows) {
      const id = idOf(row)
      const same = members.flatMap(({ result }) => (result as Table).rows.filter((other) => idOf(other) === id).slice(0, 1))
      const isBaseline = groups.length > 1 && shared(id) && sameInAll(groups, id, idOf)
      if (isBaseline && g > 0) continue
      const own = String(row[label.key])
      const shown = groups.length > 1 && !isBaseline && own !== name ? `${own} (${name})` : own
      if (same.length > 1 && !isBaseline) seeds[shown] = same.length
      const words = Object.fromEntries(texts.map((key) => [key, row[key]]))
      rows.push({ ...averaged(first, same), ...(isBaseline ? {} : boundsOver(first, same)), ...words, [label.key]: shown })
    }
  })
  const bounded = first.columns.filter(({ key }) => rows.some((row) => row[`${key}Low`] !== undefined))
  const bounds = bounded.flatMap(({ key, label: text, digits }) => [
    { key: `${key}Low`, label: `${text}, low`, digits },
    { key: `${key}High`, label: `${text}, high`, digits },
  ])
  const complete = rows.map((row) => ({ ...Object.fromEntries(bounds.map(({ key }) => [key, null])), ...row }))
  return { result: { ...first, about: undefined, columns: [...first.columns, ...bounds], rows: complete }, about: seedWords(groups, 'interval'), seeds }
}

/** The interval of every number over the seeds, but for counts that are equal in all. */
function boundsOver({ columns }: Table, rows: Table['rows']): Table['rows'][number] {
  if (rows.length < 2) return {}
  const keys = new Set(columns.map(({ key }) => key))
  return Object.fromEntries(
    columns.flatMap(({ key }) => {
      const numbers = rows.map((row) => row[key]).filter((value): value is number => typeof value === 'number')
      if (numbers.length < rows.length || new Set(numbers).size === 1 || keys.has(`${key}Low`)) return []
      const { low, high } = interval(numbers)
      return [
        [`${key}Low`, low],
        [`${key}High`, high],
      ]
    }),
  )
}

/** A row that is the same in every run, for example a baseline without a seed, is shown once. */
function sameInAll(groups: SeedGroup[], id: string, idOf: (row: Table['rows'][number]) => string): boolean {
  const all = groups.flatMap(({ members }) => members.map(({ result }) => JSON.stringify((result as Table).rows.find((row) => idOf(row) === id))))
  return new Set(all).size === 1
}

function averaged({ columns }: Table, rows: Table['rows']): Table['rows'][number] {
  return Object.fromEntries(
    columns.map(({ key }) => {
      const numbers = rows.map((row) => row[key]).filter((value): value is number => typeof value === 'number')
      return [key, numbers.length === rows.length ? mean(numbers) : (rows[0]?.[key] ?? null)]
    }),
  )
}

function combineConfusion(groups: SeedGroup[]): Parts {
  const all = groups.flatMap(({ members }) => members.map(({ result }) => result as Confusion))
  const classes = all[0].classes
  if (groups.length > 1 || all.some((one) => one.classes.join('\0') !== classes.join('\0'))) {
    throw new PhdError('REPORT_FIGURE_SOURCES', 'Confusion matrices are added over seeds of one experiment, not over different runs.', {
      expected: 'runs that differ in the seed only, with the same classes',
      received: groups.map(({ label }) => label).join(', '),
      usage: true,
    })
  }
  const counts = classes.map((_, truth) => classes.map((_, predicted) => all.reduce((sum, one) => sum + one.counts[truth][predicted], 0)))
  return { result: { ...all[0], about: undefined, counts }, about: [`Counts of ${all.length} seeds added.`], seeds: {} }
}
