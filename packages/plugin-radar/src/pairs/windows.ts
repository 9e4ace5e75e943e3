/**
 * Pooled rain windows: recent rain in detail, older rain in ever longer blocks.
 *
 * A pattern lists how many steps each block has, newest first: 1,3,3,5,12,24,48 with steps of 5 minutes spans 8 hours,
 * the newest block the last 5 minutes, the oldest the first 4 hours.
 */
export type Pooling = 'max' | 'mean' | 'last'

export const defaultPattern = [1, 3, 3, 5, 12, 24, 48]

export function patternSteps(pattern: number[]): number {
  return pattern.reduce((sum, steps) => sum + steps, 0)
}

/**
 * The window over the frames before `endFrame`: (channel, y, x), channel 0 the oldest, in the unit of `rain`.
 * Frames before the first are zero; `endFrame` may not exceed the number of frames.
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
  const window = new Float32Array(pattern.length * cells)
  let end = endFrame
  pattern.forEach((steps, newest) => {
    const channel = window.subarray((pattern.length - 1 - newest) * cells, (pattern.length - newest) * cells)
    const first = pooling === 'last' ? end - 1 : end - steps
    for (let frame = Math.max(0, first); frame < end; frame++) {
      for (let cell = 0; cell < cells; cell++) {
        const value = rain[frame * cells + cell]
        if (pooling === 'mean') channel[cell] += value / steps
        else channel[cell] = pooling === 'last' ? value : Math.max(channel[cell], value)
      }
    }
    end -= steps
  })
  return window
}
