import { random } from '@phd/core'
import { defaultPattern, type Pooling, patternSteps, pooledWindow, SlidingWindow } from '@phd/plugin-radar'
import { describe, expect, test } from 'vitest'

const poolings: Pooling[] = ['max', 'mean', 'sum', 'last']
const cells = 5

/** Showers: half of the frames dry, rates from 1e-4 to 200 mm/h with all their float32 digits. */
function showers(frames: number, seed: number): Float32Array {
  const draw = random(seed, 'showers')
  const rain = new Float32Array(frames * cells)
  for (let frame = 0; frame < frames; frame++) {
    if (draw() < 0.5) continue
    for (let cell = 0; cell < cells; cell++) if (draw() < 0.7) rain[frame * cells + cell] = 10 ** (draw() * 6.3 - 4)
  }
  return rain
}

describe('SlidingWindow', () => {
  const patterns = [defaultPattern, [1], [2, 1, 7], [4, 4, 4]]
  test.each(patterns.flatMap((pattern) => poolings.map((pooling) => [pooling, pattern] as const)))(
    '%s of %s is the window pooled afresh, to the bit',
    (pooling, pattern) => {
      const frames = 2 * patternSteps(pattern) + 40
      const rain = showers(frames, pattern.length)
      const window = new SlidingWindow(cells, [...pattern], pooling)
      for (let frame = 0; frame < frames; frame++) {
        window.push(rain.subarray(frame * cells, (frame + 1) * cells))
        expect(window.pooled()).toEqual(pooledWindow(rain, [frames, 1, cells], frame + 1, [...pattern], pooling))
      }
    },
  )

  test('it does not matter where it began, once it is full', () => {
    const rain = showers(300, 9)
    for (const pooling of poolings) {
      const [early, late] = [new SlidingWindow(cells, [1, 3, 8], pooling), new SlidingWindow(cells, [1, 3, 8], pooling)]
      for (let frame = 0; frame < 300; frame++) early.push(rain.subarray(frame * cells, (frame + 1) * cells))
      for (let frame = 288; frame < 300; frame++) late.push(rain.subarray(frame * cells, (frame + 1) * cells))
      expect(late.pooled()).toEqual(early.pooled())
    }
  })

  test('sums are those of whole numbers: no digit is lost over 200,000 frames', () => {
    const window = new SlidingWindow(1, [3], 'sum')
    const draw = random(4, 'long')
    const last: number[] = []
    for (let frame = 0; frame < 200_000; frame++) {
      const value = Math.fround(draw() * 250)
      last.push(value)
      if (last.length > 3) last.shift()
      window.push(Float32Array.of(value))
    }
    expect(window.pooled()[0]).toBe(Math.fround(last[0] + last[1] + last[2]))
  })

  test('a gap blinds every cell for one window, a missing cell only itself; never zero', () => {
    const window = new SlidingWindow(2, [1, 2], 'max')
    const push = (...frame: number[]) => {
      window.push(Float32Array.from(frame))
      return [...window.pooled()]
    }
    expect(push(1, 2)).toEqual([0, 0, 1, 2])
    expect(push(3, Number.NaN)).toEqual([1, Number.NaN, 3, Number.NaN])
    expect(push(1, 5)).toEqual([3, Number.NaN, 1, Number.NaN])
    expect(push(1, 1)).toEqual([3, Number.NaN, 1, Number.NaN])
    expect(push(0, 4)).toEqual([1, 5, 0, 4])
    window.push(undefined)
    expect([window.hasGap, ...window.pooled()]).toEqual([true, Number.NaN, Number.NaN, Number.NaN, Number.NaN])
    push(1, 1)
    push(1, 1)
    expect(window.hasGap).toBe(true)
    expect(push(2, 2)).toEqual([1, 1, 2, 2])
    expect(window.hasGap).toBe(false)
  })
})
