/** The values of several runs as one text: mean, range, interval (Student's t, over the runs), and so on. */
import { PhdError } from '@phd/core'
import { mean as averageOf } from 'simple-statistics'
import { asNumber, type Format, formatValue } from './format.js'
import { studentT } from './student-t.js'

const level = 0.95

/** `noun` is what was repeated: `seed` where all differ in seed, else `run`. */
export function formatSeveral(values: unknown[], format: Format, noun: string): string {
  const { of } = format
  const print = (value: unknown) => formatValue(value, format)
  const bare = (value: unknown) => formatValue(value, { ...format, unit: '' })
  if (of === undefined) {
    const [first] = values
    if (values.every((value) => Object.is(value, first))) return print(first)
    throw new PhdError('REPORT_REFERENCE', `The ${values.length} runs have different values: ${values.slice(0, 5).map(bare).join(', ')}.`, {
      expected: 'how they are put together: mean, range, mean-range, interval, sd, min, max, n or list',
      remedy: 'for example {{A+B+C.metrics.iouWet | mean 2}}',
    })
  }
  if (of === 'n') return String(values.length)
  if (of === 'list') return values.map(bare).join(', ') + (format.unit ? `\u00a0${format.unit}` : '')
  const numbers = values.map(asNumber)
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)]
  if (of === 'min') return print(least)
  if (of === 'max') return print(most)
  const mean = averageOf(numbers)
  const unit = format.unit ? `\u00a0${format.unit}` : ''
  if (of === 'mean') return print(mean)
  if (of === 'range') return least === most ? print(most) : `${bare(least)}–${bare(most)}${unit}`
  if (of === 'mean-range') return numbers.length === 1 ? print(mean) : `${bare(mean)} (${bare(least)}–${bare(most)})${unit}`
  if (numbers.length < 2)
    throw new PhdError('REPORT_REFERENCE', `One run has no ${of === 'sd' ? 'standard deviation' : 'interval'}.`, {
      expected: 'two runs or more, for example A+B+C',
    })
  const sd = Math.sqrt(numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (numbers.length - 1))
  if (of === 'sd') return print(sd)
  const half = (studentT(level, numbers.length - 1) * sd) / Math.sqrt(numbers.length)
  return `${bare(mean)}${unit} (95\u00a0% t interval ${bare(mean - half)} to ${bare(mean + half)}, n\u00a0=\u00a0${numbers.length}\u00a0${noun}s)`
}
