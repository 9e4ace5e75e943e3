import { greenAmptPotential, initialDischargeMetresPerSecond, parseInfiltration, topmodelStep } from '@phd/plugin-radar'
import { describe, expect, test } from 'vitest'
import { createLosses } from '../../lib/simulate/runoff/losses.js'

describe('TOPMODEL', () => {
  const m = 0.005

  test('is the published solution where that has digits left', () => {
    for (const r of [1, 5, 50].map((mm) => mm / 3.6e6)) {
      for (const j0 of [1e-9, 1e-7, 3e-6]) {
        const seconds = 60
        const j = r / (((r - j0) / j0) * Math.exp((-r * seconds) / m) + 1)
        const runoff = (m / seconds) * Math.log((r - j0 + j0 * Math.exp((r * seconds) / m)) / r)
        const step = topmodelStep(j0, r, seconds, m)
        expect(step.dischargeMetresPerSecond / j).toBeCloseTo(1, 9)
        expect(Math.abs(step.runoffMetresPerSecond - runoff)).toBeLessThan(1e-6 * runoff + 1e-18 / j0)
      }
    }
    const dry = topmodelStep(2e-6, 0, 3600, m)
    expect(dry.dischargeMetresPerSecond).toBeCloseTo(2e-6 / (1 + (2e-6 * 3600) / m), 15)
    expect(dry.runoffMetresPerSecond).toBeCloseTo((m / 3600) * Math.log(1 + (2e-6 * 3600) / m), 15)
  })

  test('is the solution of dj/dt = j (r - j) / M, in one step as in many', () => {
    const r = 30 / 3.6e6
    let j = 1e-6
    const n = 200_000
    const dt = 3600 / n
    for (let i = 0; i < n; i++) {
      const half = j + ((j * (r - j)) / m) * (dt / 2)
      j += ((half * (r - half)) / m) * dt
    }
    expect(topmodelStep(1e-6, r, 3600, m).dischargeMetresPerSecond / j).toBeCloseTo(1, 8)
    let many = 1e-6
    for (let i = 0; i < 60; i++) many = topmodelStep(many, r, 60, m).dischargeMetresPerSecond
    expect(many / j).toBeCloseTo(1, 8)
  })

  test('loses nothing: rain is runoff and what the store has more', () => {
    let j = initialDischargeMetresPerSecond
    let [rain, runoff] = [0, 0]
    for (let minute = 0; minute < 600; minute++) {
      const r = minute % 90 < 50 ? (minute % 7) / 3.6e5 : 0
      const step = topmodelStep(j, r, 60, m)
      j = step.dischargeMetresPerSecond
      rain += r * 60
      runoff += step.runoffMetresPerSecond * 60
    }
    expect(m * Math.log(j / initialDischargeMetresPerSecond)).toBeCloseTo(rain - runoff, 12)
    expect(runoff).toBeGreaterThan(0)
    expect(runoff).toBeLessThan(rain)
  })
})

describe('Green-Ampt', () => {
  // Silt loam of Rawls et al. (1983): K 6.5 mm/h, psi 166.8 mm.
  const soil = { conductivityMetresPerSecond: 6.5 / 3.6e6, suctionDeficitMetres: 0.1668 * 0.34 }

  test('satisfies its own equation and is the same in one step as in many', () => {
    const { conductivityMetresPerSecond: k, suctionDeficitMetres: s } = soil
    for (const taken of [0, 1e-6, 0.01, 3]) {
      for (const seconds of [1, 60, 3600, 1e6]) {
        const d = greenAmptPotential(soil, taken, seconds)
        expect((k * seconds + s * Math.log((taken + d + s) / (taken + s))) / d).toBeCloseTo(1, 9)
      }
    }
    let taken = 0
    for (let i = 0; i < 120; i++) taken += greenAmptPotential(soil, taken, 60)
    expect(taken).toBeCloseTo(greenAmptPotential(soil, 0, 7200), 12)
    expect(greenAmptPotential({ conductivityMetresPerSecond: 1e-6, suctionDeficitMetres: 0 }, 0.3, 100)).toBeCloseTo(1e-4, 15)
  })

  test('under steady rain, ponding starts when the analytic solution says, and goes on as it says (Mein and Larson 1973)', () => {
    const { conductivityMetresPerSecond: k, suctionDeficitMetres: s } = soil
    const rain = 50 / 3.6e6
    const atPonding = (k * s) / (rain - k)
    const ponding = atPonding / rain
    const losses = createLosses(1, { kind: 'green-ampt', conductivityMmPerHour: 6.5, suctionMm: 166.8, moistureDeficit: 0.34 }, 0)!
    let [onGround, taken, firstWet] = [0, 0, Number.NaN]
    const dt = 10
    for (let seconds = dt; seconds <= 7200; seconds += dt) {
      onGround += rain * dt
      const most = ((losses.capacityMmPerHour(dt) as Float64Array)[0] / 3.6e6) * dt
      const goes = Math.min(onGround, most)
      onGround -= goes
      taken += goes
      losses.book([taken])
      if (Number.isNaN(firstWet) && onGround > 0) firstWet = seconds
      if (seconds < ponding) expect(taken).toBeCloseTo(rain * seconds, 12)
      if (seconds > ponding + 60) {
        const sinceDry = seconds - ponding
        const residual = taken - atPonding - k * sinceDry - s * Math.log((taken + s) / (atPonding + s))
        expect(Math.abs(residual)).toBeLessThan(1e-3 * taken)
      }
    }
    expect(ponding).toBeGreaterThan(120)
    expect(Math.abs(firstWet - ponding)).toBeLessThanOrEqual(2 * dt)
    expect(onGround + taken).toBeCloseTo(rain * 7200, 12)
  })

  test('evaporation takes its share of what leaves', () => {
    const losses = createLosses(2, { kind: 'constant', mmPerHour: 3 }, 1)!
    expect(losses.capacityMmPerHour(60)).toBe(4)
    expect(losses.evaporatedOf(0.008)).toBeCloseTo(0.002, 12)
    expect(createLosses(2, { kind: 'none' }, 0)).toBeUndefined()
    const deep = createLosses(1, { kind: 'green-ampt', conductivityMmPerHour: 3, suctionMm: 0, moistureDeficit: 0.3 }, 1)!
    expect((deep.capacityMmPerHour(60) as Float64Array)[0]).toBeCloseTo(4, 10)
    deep.book([0.004])
    expect(deep.evaporatedOf(0.004)).toBeCloseTo(0.001, 12)
  })
})

test('infiltration by its words', () => {
  expect(parseInfiltration('none')).toEqual({ kind: 'none' })
  expect(parseInfiltration('constant:2.5')).toEqual({ kind: 'constant', mmPerHour: 2.5 })
  expect(parseInfiltration('green-ampt:6.5,166.8,0.3')).toEqual({ kind: 'green-ampt', conductivityMmPerHour: 6.5, suctionMm: 166.8, moistureDeficit: 0.3 })
  for (const text of ['', 'sponge', 'constant', 'constant:', 'constant:-1', 'green-ampt:1,2', 'green-ampt:0,2,0.3', 'green-ampt:1,2,3', 'none:1'])
    expect(() => parseInfiltration(text)).toThrow('There is no such infiltration.')
})
