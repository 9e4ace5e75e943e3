import { defaultPattern, patternSteps, pooledWindow } from '@phd/plugin-radar'
import { describe, expect, test } from 'vitest'

const frames = 120
/** Frame k rains k + 1 in the first cell, nothing in the second. */
const rain = Float32Array.from({ length: frames * 2 }, (_, i) => (i % 2 === 0 ? i / 2 + 1 : 0))
const shape: [number, number, number] = [frames, 1, 2]

describe('pooledWindow', () => {
  test('the default pattern spans eight hours; channel 0 is the oldest', () => {
    expect(patternSteps(defaultPattern) * 5).toBe(8 * 60)
    const window = pooledWindow(rain, shape, 96, defaultPattern, 'max')
    expect([...window].filter((_, i) => i % 2 === 0)).toEqual([48, 72, 84, 89, 92, 95, 96])
    expect([...window].filter((_, i) => i % 2 === 1)).toEqual(Array(7).fill(0))
  })

  test('mean and last', () => {
    expect([...pooledWindow(rain, [frames, 1, 2], 10, [1, 3, 4], 'mean')].filter((_, i) => i % 2 === 0)).toEqual([4.5, 8, 10])
    expect([...pooledWindow(rain, [frames, 1, 2], 10, [1, 3, 4], 'last')].filter((_, i) => i % 2 === 0)).toEqual([6, 9, 10])
  })

  test('before the first frame it was dry, and a mean counts the dry steps', () => {
    expect([...pooledWindow(rain, shape, 2, [1, 3, 2], 'max')].filter((_, i) => i % 2 === 0)).toEqual([0, 1, 2])
    expect([...pooledWindow(rain, shape, 2, [1, 3, 2], 'mean')].filter((_, i) => i % 2 === 0)).toEqual([0, Math.fround(1 / 3), 2])
    expect([...pooledWindow(rain, shape, 1, [1, 3, 2], 'last')].filter((_, i) => i % 2 === 0)).toEqual([0, 0, 1])
  })

  test('each frame of the window stands in exactly one channel: a single wet frame moves through the pattern', () => {
    for (let wet = 4; wet < 100; wet++) {
      const single = Float32Array.from({ length: frames }, (_, frame) => (frame === wet ? 9 : 0))
      const window = [...pooledWindow(single, [frames, 1, 1], 100, defaultPattern, 'max')]
      const age = 99 - wet
      const ends = defaultPattern.map((_, i) => patternSteps(defaultPattern.slice(0, i + 1)))
      const newest = ends.findIndex((end) => age < end)
      expect(window.map((value) => value > 0).lastIndexOf(true)).toBe(6 - newest)
      expect(window.filter((value) => value > 0)).toEqual([9])
    }
  })

  test('a window that the rain does not reach is a mistake of the caller', () => {
    expect(() => pooledWindow(rain, shape, 121, [1], 'max')).toThrow(RangeError)
  })
})
