/** Which depths of a pair become labels. */
import { PhdError } from '@phd/core'
import type { PairHeader } from '../pairs/index.js'

/**
 * Minutes of the labels: every `stride`-th depth whose window, ending `offsetMinutes` before it, holds the event's first
 * frame. Errors: RADAR_LABELS where windows cannot end at whole steps or none is left, RADAR_RAIN_SHORT where the rain
 * ends before a window does.
 */
export function labelMinutes(header: PairHeader, rain: { stepMinutes: number; offsetMinutes: number }, stride: number): number[] {
  const minutes = header.meta.depth.minutes.filter((minute) => minute - rain.offsetMinutes >= rain.stepMinutes).filter((_, i) => i % stride === 0)
  const name = `The pair ${header.dir}`
  const crooked = minutes.find((minute) => !Number.isInteger((minute - rain.offsetMinutes) / rain.stepMinutes))
  if (crooked !== undefined) {
    throw new PhdError('RADAR_LABELS', `${name} has depths between two radar steps.`, {
      expected: `depth minutes that lie whole steps of ${rain.stepMinutes} minutes after an offset of ${rain.offsetMinutes}`,
      received: `minute ${crooked}`,
      remedy: '--offset-minutes with a multiple of the radar step',
    })
  }
  if (minutes.length === 0) {
    throw new PhdError('RADAR_LABELS', `${name} has no depth that late.`, {
      expected: `a depth ${rain.offsetMinutes + rain.stepMinutes} minutes or more after the start`,
      received: `depths until minute ${header.meta.depth.minutes.at(-1)}`,
      remedy: 'a smaller --offset-minutes',
    })
  }
  const rainMinutes = header.rainShape[0] * rain.stepMinutes
  const needed = minutes[minutes.length - 1] - rain.offsetMinutes
  if (needed > rainMinutes) {
    throw new PhdError('RADAR_RAIN_SHORT', `${name} has less rain than water.`, {
      expected: `rain until minute ${needed}`,
      received: `${header.rainShape[0]} steps, until minute ${rainMinutes}`,
      remedy: 'add the missing rain (zero where it was dry) to the pair',
    })
  }
  return minutes
}
