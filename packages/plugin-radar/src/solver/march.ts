/** From time step to time step: every thread does this with its strip, and finds the same step from the same depths. */
import type { Barrier } from './barrier.js'
import { type Grid, total } from './grid.js'
import type { Kernel, Step } from './kernel.js'
import type { Settings } from './options.js'
import { gravity } from './plain.js'
import { type Strip, stepStrip } from './strip.js'

/** Water shallower than this does not shorten the time step: friction, not the gravity wave, governs it. */
export const shallowMetres = 0.02

/** Goes on for `seconds`. The thread with the first row keeps the totals: they are added row by row, whoever computed them. */
export function march(grid: Grid, set: Settings, kernel: Kernel, strip: Strip, seconds: number, barrier: Barrier): void {
  const { totals } = grid
  const area = set.cellMetres * set.cellMetres
  const start = totals[total.timeSeconds]
  let steps = totals[total.steps]
  let left = seconds
  barrier.wait()
  while (left > 1e-9) {
    const dtSeconds = timeStep(greatest(grid.rowNumbers[steps % 2].deepest), left, set)
    left -= dtSeconds
    const step = stepOf(grid, steps, dtSeconds)
    stepStrip(grid, set, kernel, strip, step, start + (seconds - left), barrier)
    steps++
    if (strip.first !== 1) continue
    const outflow = sumOfRows(step.after.outflow)
    totals[total.outflow] += outflow
    totals[total.outflowRate] = (outflow * area) / dtSeconds
    totals[total.infiltration] += sumOfRows(step.after.infiltration)
    totals[total.rain] += totals[total.rainRate] * dtSeconds
  }
  barrier.wait()
  if (strip.first !== 1) return
  totals[total.steps] = steps
  totals[total.timeSeconds] = start + seconds
}

export function timeStep(deepestMetres: number, leftSeconds: number, { courant, cellMetres, maximumStepSeconds }: Settings): number {
  const wave = (courant * cellMetres) / Math.sqrt(gravity * Math.max(deepestMetres, shallowMetres))
  return leftSeconds / Math.ceil(leftSeconds / Math.min(wave, maximumStepSeconds) - 1e-9)
}

function stepOf({ faces, rowNumbers }: Grid, steps: number, dtSeconds: number): Step {
  const [now, next] = [steps % 2, 1 - (steps % 2)]
  return { dtSeconds, now: faces[now], next: faces[next], before: rowNumbers[now], after: rowNumbers[next] }
}

function greatest(rows: Float64Array): number {
  let most = 0
  for (const depth of rows) if (depth > most) most = depth
  return most
}

function sumOfRows(rows: Float64Array): number {
  let sum = 0
  for (const value of rows) sum += value
  return sum
}
