/**
 * Does a result have the shape that it names? Its JSON Schema first, then the rules that a schema cannot say.
 */
import { PhdError } from '../errors.js'
import { conform } from './conform.js'
import { resultSchemas } from './schemas.js'
import type { Curves, Images, Raster, Result, Shapes, Table } from './shapes.js'

/** Throws RESULT_INVALID with the first thing that is wrong. Shapes of plugins pass: their owner checks them. */
export function checkResult(name: string, result: Result): void {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) {
    throw new PhdError('RESULT_NAME', `"${name}" cannot name a result.`, { expected: 'lower case letters, digits and hyphens' })
  }
  const wrong = problem(result)
  if (wrong) throw new PhdError('RESULT_INVALID', `Result "${name}" is not a valid ${result.shape}: ${wrong}.`)
}

function problem(result: Result): string | undefined {
  const { data, ...plain } = result as Result & { data?: unknown }
  const schema = resultSchemas[result.shape as keyof Shapes]
  if (!schema) return typeof result.title === 'string' && result.title ? undefined : 'it has no title'
  if (data !== undefined && result.shape !== 'raster' && result.shape !== 'vectors') return 'only a raster and vectors have data'
  return conform(plain, schema) ?? rules[result.shape as keyof Shapes]?.(result)
}

const rules: { [S in keyof Shapes]?: (result: Result) => string | undefined } = {
  curves(result) {
    for (const { name, x, y, low, high } of (result as Curves).series) {
      if (x.length !== y.length) return `series "${name}" has ${x.length} x and ${y.length} y`
      if ((low === undefined) !== (high === undefined)) return `series "${name}" has one bound of its interval only`
      for (const bound of [low, high]) if (bound && bound.length !== y.length) return `series "${name}" has an interval of another length`
      const upsideDown = low?.findIndex((value, i) => typeof value === 'number' && typeof high?.[i] === 'number' && value > high[i]) ?? -1
      if (upsideDown >= 0) return `series "${name}" has low above high at ${upsideDown}`
    }
    return undefined
  },
  table(result) {
    const { columns, rows } = result as Table
    const keys = new Set(columns.map((column) => column.key))
    if (keys.size < columns.length) return 'two columns have the same key'
    const stranger = rows.flatMap((row) => Object.keys(row)).find((key) => !keys.has(key))
    return stranger === undefined ? undefined : `a row has "${stranger}", which is no column`
  },
  confusion(result) {
    const { classes, counts } = result as Shapes['confusion']
    const n = classes.length
    const square = counts.length === n && counts.every((row) => row.length === n)
    if (new Set(classes).size < n) return 'two classes have the same name'
    return square ? undefined : `${n} classes need ${n} x ${n} counts`
  },
  vectors(result) {
    const { rows, columns, labels, data } = result as Shapes['vectors']
    if (!(data instanceof Float32Array)) return 'data is no Float32Array'
    if (data.length !== rows * columns.length) return `${rows} rows of ${columns.length} columns need ${rows * columns.length} values, not ${data.length}`
    return labels && labels.length !== rows ? `${rows} rows have ${labels.length} labels` : undefined
  },
  raster(result) {
    const { panels, height, width, data } = result as Raster
    if (!(data instanceof Float32Array)) return 'data is no Float32Array'
    const expected = panels.length * height * width
    if (data.length !== expected) return `${panels.length} panels of ${height} x ${width} need ${expected} values, not ${data.length}`
    const empty = panels.find(({ low, high }) => low !== undefined && high !== undefined && low >= high)
    return empty && `panel "${empty.name}" has no range between low ${empty.low} and high ${empty.high}`
  },
  images(result) {
    const outside = (result as Images).images.find(({ file }) => file.startsWith('/') || file.split(/[\\/]/).includes('..'))
    return outside && `${outside.file} is not a path within the run's folder`
  },
}
