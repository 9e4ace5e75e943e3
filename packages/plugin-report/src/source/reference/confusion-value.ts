/** A confusion matrix: `total`, `accuracy`, `cell(truth, predicted)`, `share(truth, predicted)` of its row, `row(truth)`, `column(predicted)`. */
import type { Confusion } from '@phd/core'
import { missing } from './missing.js'

const questions = ['total', 'accuracy', 'cell(truth, predicted)', 'share(truth, predicted)', 'row(truth)', 'column(predicted)']

export function isConfusion(value: unknown): value is Confusion {
  return typeof value === 'object' && value !== null && (value as Confusion).shape === 'confusion'
}

export function confusionValue({ classes, counts }: Confusion, what: string, args: string[], path: string): number {
  const place = (name: string) => {
    const at = classes.indexOf(name)
    if (at < 0) throw missing(`class "${name}" in ${path}`, name, classes)
    return at
  }
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
  const total = sum(counts.flat())
  if (what === 'total' && args.length === 0) return total
  if (what === 'accuracy' && args.length === 0) return sum(counts.map((row, i) => row[i])) / total
  if (what === 'row' && args.length === 1) return sum(counts[place(args[0])])
  if (what === 'column' && args.length === 1) return sum(counts.map((row) => row[place(args[0])]))
  if (what === 'cell' && args.length === 2) return counts[place(args[0])][place(args[1])]
  if (what === 'share' && args.length === 2) return counts[place(args[0])][place(args[1])] / sum(counts[place(args[0])])
  throw missing(`"${what}(${args.join(', ')})" of ${path}`, what, [...questions, 'classes', 'title', 'about'])
}
