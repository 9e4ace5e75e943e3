/** Schedules of the learning rate: their values by hand, and properties that all of them have. */
import { constantSchedule, cosineSchedule, exponentialSchedule, polynomialSchedule, stepSchedule, warmUpSchedule } from '@phd/core/tensor'
import { describe, expect, it } from 'vitest'

const shares = Array.from({ length: 101 }, (_, i) => i / 100)

describe('schedules', () => {
  it('rise, then fall along half a cosine', () => {
    const rate = cosineSchedule(1)
    expect(rate(0)).toBeLessThan(0.05)
    expect(rate(0.05)).toBeCloseTo(1)
    expect(rate(0.525)).toBeCloseTo(0.505)
    expect(rate(1)).toBeCloseTo(0.01)
    expect(constantSchedule(0.3)(0.7)).toBe(0.3)
  })

  it('fall by the same factor in equal times', () => {
    const rate = exponentialSchedule(0.5, { floor: 1e-4 })
    expect(rate(0)).toBe(0.5)
    expect(rate(0.25)).toBeCloseTo(0.05)
    expect(rate(0.5)).toBeCloseTo(0.005)
    expect(rate(1)).toBeCloseTo(0.00005)
  })

  it('fall along a power', () => {
    expect(shares.map(polynomialSchedule(2))).toEqual(shares.map((done) => 2 * (1 - done)))
    expect(polynomialSchedule(2, { power: 2, floor: 0.1 })(0.5)).toBeCloseTo(2 * (0.1 + 0.9 * 0.25))
    expect(polynomialSchedule(2, { power: 0.9, floor: 0.1 })(1)).toBeCloseTo(0.2)
  })

  it('fall in steps', () => {
    const rate = stepSchedule(1, { at: [0.5, 0.75], factor: 0.5 })
    expect([0, 0.49, 0.5, 0.74, 0.75, 1].map(rate)).toEqual([1, 1, 0.5, 0.5, 0.25, 0.25])
  })

  it('rise first, then have the rest of the time', () => {
    const rate = warmUpSchedule(0.2, polynomialSchedule(1))
    expect([0.2, 0.6, 1].map(rate)).toEqual([1, 0.5, 0])
    expect(rate(0)).toBeGreaterThan(0)
    expect(rate(0.1)).toBeCloseTo(0.5, 1)
    expect(warmUpSchedule(0, constantSchedule(2))(0)).toBe(2)
  })

  it.each([
    ['cosine', cosineSchedule(0.1)],
    ['exponential', exponentialSchedule(0.1)],
    ['polynomial', polynomialSchedule(0.1, { power: 0.9 })],
    ['step', stepSchedule(0.1, { at: [0.3, 0.6] })],
  ])('%s never rises after the warm-up, and never goes below zero or above the rate', (_, rate) => {
    const values = shares.filter((done) => done >= 0.05).map(rate)
    for (const [i, value] of values.slice(1).entries()) expect(value).toBeLessThanOrEqual(values[i])
    for (const value of shares.map(rate)) {
      expect(value).toBeGreaterThanOrEqual(0)
      expect(value).toBeLessThanOrEqual(0.1 + 1e-12)
    }
  })
})
