/**
 * Does a result have the shape that it names? The rules that JSON Schema cannot say (equal lengths, sizes) included.
 */
import { PhdError } from '../errors.js'
import type { Result } from './shapes.js'

/** Throws RESULT_INVALID with the first thing that is wrong. Shapes of plugins pass: their owner checks them. */
export function checkResult(name: string, result: Result): void {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) {
    throw new PhdError('RESULT_NAME', `"${name}" cannot name a result.`, { expected: 'lower case letters, digits and hyphens' })
  }
  const wrong = typeof result.title === 'string' && result.title ? problem(result) : 'it has no title'
  if (wrong) throw new PhdError('RESULT_INVALID', `Result "${name}" is not a valid ${result.shape}: ${wrong}.`)
}

function problem(result: Result): string | undefined {
  switch (result.shape) {
    case 'curves':
      for (const { name, x, y, low, high } of result.series) {
        if (x.length !== y.length) return `series "${name}" has ${x.length} x and ${y.length} y`
        for (const bound of [low, high]) if (bound && bound.length !== y.length) return `series "${name}" has an interval of another length`
      }
      return undefined
    case 'table': {
      const keys = new Set(result.columns.map((column) => column.key))
      const stranger = result.rows.flatMap((row) => Object.keys(row)).find((key) => !keys.has(key))
      return stranger === undefined ? undefined : `a row has "${stranger}", which is no column`
    }
    case 'confusion': {
      const n = result.classes.length
      const square = result.counts.length === n && result.counts.every((row) => row.length === n)
      return square ? undefined : `${n} classes need ${n} x ${n} counts`
    }
    case 'raster': {
      const expected = result.panels.length * result.height * result.width
      return result.data?.length === expected ? undefined : `${result.panels.length} panels of ${result.height} x ${result.width} need ${expected} values`
    }
    default:
      return undefined
  }
}
