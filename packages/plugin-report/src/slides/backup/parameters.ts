/** With which parameters each run was made: one table an experiment, one column a run, what differs in bold. */

import { tableFigure } from '../../document/content.js'
import { cell, counted, listed, type TableContent } from '../../figures/index.js'
import type { NumberOrigin } from '../../source/model.js'
import type { LoadedRun } from '../../source/runs.js'
import type { Slide } from '../model.js'
import { plainSpans } from '../words.js'
import { backupSlide, mark } from './backup-slide.js'

const mostCharacters = 60
/** On one slide at a size that is read from the back. */
const mostRows = 9

export function parameterSlides(runs: LoadedRun[]): Slide[] {
  const experiments = [...new Set(runs.map(({ run }) => run.experiment))]
  return experiments.flatMap((experiment) => {
    const own = runs.filter(({ run }) => run.experiment === experiment)
    const columns = own.map(({ run }) => new Map([...flat(run.params), ['seed', run.seed] as const, ['device', run.device] as const]))
    const keys = [...new Set(columns.flatMap((column) => [...column.keys()]))]
    const rows = keys.map((key) => ({ key, cells: columns.map((column) => shown(column.get(key))) }))
    const content = inHalves({
      columns: [{ label: 'Parameter', align: 'left' }, ...own.map(({ letter }) => ({ label: `Run ${letter}`, align: 'left' as const }))],
      rows: rows.map(({ key, cells }) => ({ cells: [key, ...cells], strong: new Set(cells).size > 1 })),
    })
    const differing = rows.filter(({ cells }) => new Set(cells).size > 1).map(({ key }) => key)
    const caption =
      own.length > 1 ? (differing.length ? `In bold: what differs between the runs. ${mark(own)}` : `The runs differ in nothing. ${mark(own)}`) : ''
    const alt = `Table of ${counted(keys.length, 'parameter')} of ${experiment}: ${listed(keys)}.`
    const origins = own.flatMap((loaded, i) => keys.map((key) => originOf(loaded, key, columns[i].get(key))).flatMap((origin) => origin ?? []))
    const id = `parameters-${experiment.replace(/[^a-z0-9]+/gi, '-')}`
    return [
      backupSlide(id, plainSpans(`How ${experiment} was run: every parameter`), {
        topic: 'Backup: parameters',
        figures: [{ ...tableFigure(id, content, caption, alt), origins }],
        runs: own.map(({ letter }) => letter),
      }),
    ]
  })
}

/** A long list of two columns as two lists beside each other. */
function inHalves({ columns, rows }: TableContent): TableContent {
  if (columns.length > 2 || rows.length <= mostRows) return { columns, rows }
  const half = Math.ceil(rows.length / 2)
  const beside = rows.slice(0, half).map(({ cells }, i) => ({ cells: [...cells, ...(rows[half + i]?.cells ?? ['', ''])], strong: false }))
  return { columns: [...columns, ...columns], rows: beside }
}

function originOf({ letter, run }: LoadedRun, key: string, value: unknown): NumberOrigin | undefined {
  if (typeof value !== 'number') return undefined
  const path = key === 'seed' ? 'seed' : `params.${key}`
  return { reference: `${letter}.${path}`, runs: [run.id], path, values: [value], printed: shown(value) }
}

/** Nested parameters by dotted names. */
function flat(value: unknown, prefix = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return prefix ? [[prefix, value]] : []
  return Object.entries(value).flatMap(([key, inner]) => flat(inner, prefix ? `${prefix}.${key}` : key))
}

/** A folder is named by its end: where it lay is nobody's business in a lecture hall. */
function shown(value: unknown): string {
  if (value === undefined || value === null) return '–'
  if (typeof value === 'number') return Number.isInteger(value) ? cell(value) : String(value)
  const text = Array.isArray(value)
    ? value.map(shown).join(', ')
    : typeof value === 'string'
      ? value.replace(/^(?:[A-Za-z]:)?[\\/].*[\\/]/, '…/')
      : cell(value as boolean)
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text
}
