/** One line of a curve or of the metrics: `last`, `first`, `min`, `max`, `argmin`, `argmax`, `mean`, `n`, `at(x)`. */
import { PhdError } from '@phd/core'
import { missing } from './missing.js'

export interface Line {
  x: number[]
  y: number[]
}

const points = ['last', 'first', 'min', 'max', 'argmin', 'argmax', 'mean', 'n', 'at(x)']

export function isLine(value: unknown): value is Line {
  const line = value as Line
  return typeof value === 'object' && value !== null && Array.isArray(line.x) && Array.isArray(line.y) && line.y.every((y) => typeof y === 'number')
}

export function pointOf({ x, y }: Line, what: string, path: string, args: string[]): number {
  const known = y.filter(Number.isFinite)
  const extreme = (value: number) => x[y.indexOf(value)]
  const least = known.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  const most = known.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  if (what === 'n') return known.length
  if (what !== 'at' && known.length === 0) throw new PhdError('REPORT_NUMBER_MISSING', `${path} has no point.`)
  if (what === 'last') return y[y.length - 1]
  if (what === 'first') return y[0]
  if (what === 'min') return least
  if (what === 'max') return most
  if (what === 'argmin') return extreme(least)
  if (what === 'argmax') return extreme(most)
  if (what === 'mean') return known.reduce((sum, value) => sum + value, 0) / known.length
  if (what !== 'at') throw missing(`"${what}" of the line ${path}`, what, points)
  const at = x.indexOf(Number(args[0]))
  if (args.length === 1 && at >= 0) return y[at]
  throw missing(`point at ${args.join(', ') || 'nothing'} of ${path}`, args[0] ?? '', x.map(String))
}
