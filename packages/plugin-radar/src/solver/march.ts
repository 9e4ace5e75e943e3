/** From time step to time step: every thread does this with its strip, and finds the same step from the same depths. */
import type { Barrier } from './barrier.js'
import { type Grid, total } from './grid.js'
import type { Kernel } from './kernel.js'
import type { Settings } from './options.js'
import { gravity } from './plain.js'
import { type Strip, stepStrip } from './strip.js'

/** Water shallower than this does not shorten the time step: friction, not the gravity wave, governs it. */
const shallowMetres = 0.02

/** Goes on for `seconds`. The thread with the first row keeps the totals: they are added row by row, whoever computed them. */
export function march(grid: Grid, set: Settings, kernel: Kernel, strip: Strip, seconds: number, barrier: Barrier): void {
  const { totals } = grid
  const area = set.cellMetres * set.cellMetres
  const start = totals[total.timeSeconds]
  let steps = totals[total.steps]
  let left = seconds
  barrier.wait()
  while (left > 1e-9) {
    const dtSeconds = timeStep(deepest(grid), left, set)
    left -= dtSeconds
    const even = steps % 2
    stepStrip(grid, set, kernel, strip, { dtSeconds, now: grid.faces[even], next: grid.faces[1 - even] }, start + (seconds - left), barrier)
    steps++
    if (strip.first !== 1) continue
    const outflow = sumOfRows(grid.rowOutflow)
    totals[total.outflow] += outflow
    totals[total.outflowRate] = (outflow * area) / dtSeconds
    totals[total.infiltration] += sumOfRows(grid.rowInfiltration)
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

function deepest({ rowDeepest }: Grid): number {
  let most = 0
  for (const depth of rowDeepest) if (depth > most) most = depth
  return most
}

function sumOfRows(rows: Float64Array): number {
  let sum = 0
  for (const value of rows) sum += value
  return sum
}
