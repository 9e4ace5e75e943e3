/** Numbers that no reference prints, but a table or a picture: looked up in the results that these are drawn from. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isPhdError, listResults, type Result, readResult } from '@phd/core'
import { isRounded, plain, type TracedFigure } from './trace.js'

export interface FigureValue extends TracedFigure {
  /** Within the result, for example `Leeds, all: Positive`. */
  where: string
  value: number
}

/** Each value of the results that is printed as `wanted`. Runs that are not there say nothing. */
export function figureValues(figures: TracedFigure[], wanted: string, runsRoot: string): FigureValue[] {
  const known = new Map<string, { where: string; value: number }[]>()
  const valuesOf = (id: string, name: string) => {
    const key = `${id} ${name}`
    if (!known.has(key)) known.set(key, valuesIn(resultAt(join(runsRoot, id), name)))
    return known.get(key) ?? []
  }
  return figures.flatMap((figure) =>
    figure.runs
      .filter(({ state }) => state !== 'gone')
      .flatMap(({ id }) => valuesOf(id, figure.result))
      .filter(({ value }) => isRounded(value, plain(wanted)))
      .map((found) => ({ ...figure, ...found })),
  )
}

function resultAt(dir: string, name: string): Result | undefined {
  try {
    return existsSync(dir) && listResults(dir).includes(name) ? readResult(dir, name) : undefined
  } catch (error) {
    if (!isPhdError(error)) throw error
    return undefined
  }
}

function valuesIn(result: Result | undefined): { where: string; value: number }[] {
  switch (result?.shape) {
    case undefined:
      return []
    case 'table': {
      const { columns, rows } = result
      return rows.flatMap((row) => {
        const names = columns.flatMap(({ key }) => (typeof row[key] === 'string' ? [row[key]] : [])).join(', ')
        return columns.flatMap(({ key, label }) => {
          const value = row[key]
          return typeof value === 'number' ? [{ where: `${names}: ${label}`, value }] : []
        })
      })
    }
    case 'confusion': {
      const { classes, counts } = result
      return counts.flatMap((row, truth) => {
        const total = row.reduce((sum, count) => sum + count, 0)
        return row.flatMap((count, predicted) => {
          const where = `${classes[truth]} called ${classes[predicted]}`
          return [{ where, value: count }, ...(total > 0 ? [{ where: `${where}, share`, value: count / total }] : [])]
        })
      })
    }
    default: {
      const { data: _, ...plainParts } = result as Result & { data?: Float32Array }
      return numbersWithin(plainParts, '')
    }
  }
}

/** Of any other shape, for example `series[train].y[3]`. */
function numbersWithin(value: unknown, where: string): { where: string; value: number }[] {
  if (typeof value === 'number') return [{ where, value }]
  if (Array.isArray(value)) return value.flatMap((inner, i) => numbersWithin(inner, `${where}[${nameOf(inner) ?? i}]`))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => numbersWithin(inner, where ? `${where}.${key}` : key))
}

function nameOf(value: unknown): string | undefined {
  const { name, label } = (typeof value === 'object' && value !== null ? value : {}) as { name?: unknown; label?: unknown }
  return [name, label].find((one): one is string => typeof one === 'string')
}
