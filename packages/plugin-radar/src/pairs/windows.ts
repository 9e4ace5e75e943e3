/**
 * Pooled rain windows: recent rain in detail, older rain in ever longer blocks.
 *
 * A pattern lists how many steps each block has, newest first: 1,3,3,5,12,24,48 with steps of 5 minutes spans 8 hours,
 * the newest block the last 5 minutes, the oldest the first 4 hours.
 */
export type Pooling = 'max' | 'mean' | 'sum' | 'last'

export const poolings: Pooling[] = ['max', 'mean', 'sum', 'last']

export const defaultPattern = [1, 3, 3, 5, 12, 24, 48]

export function patternSteps(pattern: number[]): number {
  return pattern.reduce((sum, steps) => sum + steps, 0)
}

/**
 * A rate as it is summed: to the nearest 2^-32 mm/h. Sums of such numbers below two million are exact in float64, in any
 * order and after any subtraction, so that a sliding sum is a fresh sum to the bit. No float32 from 0.002 mm/h on changes.
 */
export function summable(mmPerHour: number): number {
  return Math.round(mmPerHour * 4294967296) / 4294967296
}

/**
 * The window over the frames before `endFrame`: (channel, y, x), channel 0 the oldest, in the unit of `rain`; `sum` adds the
 * rates of its steps. Frames before the first are zero; `endFrame` may not exceed the number of frames.
 */
export function pooledWindow(
  rain: Float32Array,
  [frames, height, width]: [number, number, number],
  endFrame: number,
  pattern: number[],
  pooling: Pooling,
): Float32Array {
  if (endFrame > frames) throw new RangeError(`window ends at frame ${endFrame} of ${frames}`)
  const cells = height * width
  const window = new Float64Array(pattern.length * cells)
  let end = endFrame
  pattern.forEach((steps, newest) => {
    const channel = window.subarray((pattern.length - 1 - newest) * cells, (pattern.length - newest) * cells)
    const first = pooling === 'last' ? end - 1 : end - steps
    for (let frame = Math.max(0, first); frame < end; frame++) {
      for (let cell = 0; cell < cells; cell++) {
        const value = rain[frame * cells + cell]
        if (pooling === 'max') channel[cell] = Math.max(channel[cell], value)
        else if (pooling === 'last') channel[cell] = value
        else channel[cell] += summable(value)
      }
    }
    if (pooling === 'mean') for (let cell = 0; cell < cells; cell++) channel[cell] /= steps
    end -= steps
  })
  return Float32Array.from(window)
}
