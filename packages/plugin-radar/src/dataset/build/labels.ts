/** Which depths of an event become labels. */
import { PhdError } from '@phd/core'
import type { EventSource } from '../source/index.js'

export interface Labels {
  minutes: number[]
  /** Of each label, the index of its depth. */
  depths: number[]
  /** Depths without the rain of a whole window before them. */
  outside: number
  /** The most that a window ends before the offset. */
  lagMinutes: number
}

/** Slots of rain before `minute - offset`: the window ends with the last whole one. */
export function endSlot(minute: number, { stepMinutes, offsetMinutes }: { stepMinutes: number; offsetMinutes: number }): number {
  return Math.floor((minute - offsetMinutes) / stepMinutes + 1e-6)
}

/**
 * Every `stride`-th depth with rain before it: all of a window, or the event's first frame where it began after dry weather.
 * Errors: RADAR_LABELS where windows of such an event cannot end at whole steps or no depth is left, RADAR_RAIN_SHORT where its
 * rain ends before a window does.
 */
export function labelsOf(source: EventSource, rain: { stepMinutes: number; offsetMinutes: number; windowMinutes: number }, stride: number): Labels {
  const { depthMinutes, rainSlots, before } = source
  const windowSlots = Math.round(rain.windowMinutes / rain.stepMinutes)
  const leastSlots = before === 'dry' ? 1 : windowSlots
  const eligible: number[] = []
  let lagMinutes = 0
  depthMinutes.forEach((minute, index) => {
    const end = endSlot(minute, rain)
    if (end < leastSlots || (before === 'unknown' && end > rainSlots)) return
    eligible.push(index)
    lagMinutes = Math.max(lagMinutes, minute - rain.offsetMinutes - end * rain.stepMinutes)
  })
  const depths = eligible.filter((_, i) => i % stride === 0)
  const minutes = depths.map((index) => depthMinutes[index])
  if (before === 'dry') checkWhole(source, minutes, rain)
  if (minutes.length === 0) {
    throw new PhdError('RADAR_LABELS', `${source.name} has no depth ${before === 'dry' ? 'that late' : 'with the rain of a whole window before it'}.`, {
      expected: before === 'dry' ? `a depth ${rain.offsetMinutes + rain.stepMinutes} minutes or more after the start` : wanted(source, rain),
      received:
        before === 'dry'
          ? `depths until minute ${depthMinutes.at(-1)}`
          : `${rainIsShort(source, rain) ? `rain of ${rainMinutes(source)} min; ` : ''}water from ${time(source, depthMinutes[0])} to ${time(source, depthMinutes.at(-1) ?? 0)}`,
      remedy: before === 'dry' ? 'a smaller --offset-minutes' : 'rain and water of the same time, a shorter --pattern, or a smaller --offset-minutes',
    })
  }
  return { minutes, depths, outside: depthMinutes.length - eligible.length, lagMinutes: lagMinutes < 1e-6 ? 0 : lagMinutes }
}

function checkWhole({ name, rainSlots }: EventSource, minutes: number[], rain: { stepMinutes: number; offsetMinutes: number }): void {
  const crooked = minutes.find((minute) => !Number.isInteger((minute - rain.offsetMinutes) / rain.stepMinutes))
  if (crooked !== undefined) {
    throw new PhdError('RADAR_LABELS', `${name} has depths between two radar steps.`, {
      expected: `depth minutes that lie whole steps of ${rain.stepMinutes} minutes after an offset of ${rain.offsetMinutes}`,
      received: `minute ${crooked}`,
      remedy: '--offset-minutes with a multiple of the radar step',
    })
  }
  const needed = (minutes.at(-1) ?? 0) - rain.offsetMinutes
  if (needed <= rainSlots * rain.stepMinutes) return
  throw new PhdError('RADAR_RAIN_SHORT', `${name} has less rain than water.`, {
    expected: `rain until minute ${needed}`,
    received: `${rainSlots} steps, until minute ${rainSlots * rain.stepMinutes}`,
    remedy: 'add the missing rain (zero where it was dry) to the pair',
  })
}

function time({ startMs = 0 }: EventSource, minute: number): string {
  return new Date(startMs + minute * 60_000).toISOString()
}

function rainMinutes({ rainSlots, rainStepMinutes }: EventSource): number {
  return rainSlots * rainStepMinutes
}

function rainIsShort(source: EventSource, { windowMinutes }: { windowMinutes: number }): boolean {
  return rainMinutes(source) < windowMinutes
}

/** No water fits rain that is shorter than its window. */
function wanted(source: EventSource, rain: { windowMinutes: number; offsetMinutes: number }): string {
  return rainIsShort(source, rain) ? `rain of the window of ${rain.windowMinutes} min at least` : `water inside ${hours(source, rain)}`
}

function hours(source: EventSource, { windowMinutes, offsetMinutes }: { windowMinutes: number; offsetMinutes: number }): string {
  return `${time(source, windowMinutes + offsetMinutes)} to ${time(source, rainMinutes(source) + offsetMinutes)}`
}
