// How the examples measure: contestants take turns, the first call is told apart, the middle of the others counts.
import { formatTable } from '@phd/core/command'
import { resetTensorMemoryPeak, tensorMemory } from '@phd/core/tensor'

/**
 * `calls` turns of each contestant: a function, or one that answers a promise, which ends when its numbers have been read.
 * What nobody reads may still be computing, on a GPU above all. The order changes from turn to turn, so that what else the
 * machine does meets all of them.
 */
export async function measure(contestants, calls) {
  const measured = Object.fromEntries(Object.keys(contestants).map((name) => [name, { answers: [], milliseconds: [], peakBytes: 0 }]))
  const names = Object.keys(contestants)
  for (let turn = 0; turn < calls; turn++) {
    for (let i = 0; i < names.length; i++) {
      const name = names[(i + turn) % names.length]
      const of = measured[name]
      resetTensorMemoryPeak()
      const { bytesInUse } = tensorMemory()
      const started = performance.now()
      const answer = contestants[name](turn)
      of.answers.push(answer instanceof Promise ? await answer : answer)
      of.milliseconds.push(performance.now() - started)
      // The first call traces, compiles and reserves: its memory is no step's.
      if (turn > 0) of.peakBytes = Math.max(of.peakBytes, tensorMemory().peakBytes - bytesInUse)
    }
  }
  return measured
}

/** Largest difference from the reference, relative to the reference's size; NaN where one of them is no number. */
export function difference(answers, reference) {
  return answers.reduce((largest, value, i) => Math.max(largest, Math.abs(value - reference[i]) / Math.abs(reference[i])), 0)
}

export function row(name, { milliseconds: [first, ...others], peakBytes }, more) {
  const [p10, median, p90] = [0.1, 0.5, 0.9].map((share) => quantile(others, share))
  return { name, ...more, firstMs: first, medianMs: median, p10Ms: p10, p90Ms: p90, peakMb: peakBytes / 1e6 }
}

export function table(rows, columns) {
  return formatTable(
    [
      { key: 'name', label: '' },
      ...columns,
      { key: 'firstMs', label: 'first call ms', digits: 0 },
      { key: 'medianMs', label: 'median ms', digits: 2 },
      { key: 'spread', label: '10 to 90 %' },
      { key: 'peakMb', label: 'peak MB', digits: 1 },
    ],
    rows.map((it) => ({ ...it, spread: `${it.p10Ms.toFixed(2)} to ${it.p90Ms.toFixed(2)}` })),
  )
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  const at = share * (sorted.length - 1)
  const low = Math.floor(at)
  return sorted[low] + (at - low) * ((sorted[low + 1] ?? sorted[low]) - sorted[low])
}
