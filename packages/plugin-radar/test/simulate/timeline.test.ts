import { describe, expect, test } from 'vitest'
import { stops } from '../../lib/simulate/stops.js'
import { timeline } from '../../lib/simulate/timeline.js'

const start = Date.UTC(2007, 5, 25)
const minute = (n: number) => start + n * 60_000
const rain = (...ends: number[]) => ({ name: 'rain', timesMs: ends.map(minute), minutes: ends.map(() => 5) })
const shown = (spans: ReturnType<typeof timeline>) => spans.map(({ startMs, endMs, rain: what }) => [(startMs - start) / 6e4, (endMs - start) / 6e4, what])

describe('spans', () => {
  test('a frame holds for the minutes that end at its time; a hole in the record is a gap; after it, dry weather', () => {
    expect(shown(timeline(rain(5, 10, 20), { drainMinutes: 7 }))).toEqual([
      [0, 5, 0],
      [5, 10, 1],
      [10, 15, 'missing'],
      [15, 20, 2],
      [20, 27, 'dry'],
    ])
  })

  test('from, to and until cut it', () => {
    expect(shown(timeline(rain(5, 10, 15), { fromMs: minute(3), toMs: minute(12), untilMs: minute(14) }))).toEqual([
      [3, 5, 0],
      [5, 10, 1],
      [10, 12, 2],
      [12, 14, 'dry'],
    ])
    expect(shown(timeline(rain(5, 10, 15), { untilMs: minute(7) }))).toEqual([
      [0, 5, 0],
      [5, 7, 1],
    ])
    const cutGap = timeline(rain(5, 20), { toMs: minute(12) })
    expect(shown(cutGap).at(-1)).toEqual([5, 12, 'missing'])
  })

  test('times that wander by seconds are no gaps and no overlaps', () => {
    const wandering = { name: 'rain', timesMs: [minute(5), minute(10) + 12_000, minute(15) - 9_000], minutes: [5, 5, 5] }
    const spans = timeline(wandering, {})
    expect(spans.map((span) => span.rain)).toEqual([0, 1, 2])
    expect(spans[1].startMs).toBe(minute(5))
  })

  test('what cannot be is said', () => {
    expect(() => timeline(rain(5, 10), { fromMs: minute(-1) })).toThrow(
      expect.objectContaining({ code: 'RADAR_SIMULATE_TIME', expected: expect.stringContaining('2007-06-25T00:00Z and 2007-06-25T00:10Z') }),
    )
    expect(() => timeline(rain(5, 10), { toMs: minute(11) })).toThrow('The rain does not cover the time that was asked for.')
    expect(() => timeline(rain(5, 10), { fromMs: minute(4), untilMs: minute(3) })).toThrow('The simulation ends before it starts.')
    const sums = { name: 'sums.h5', timesMs: [minute(60), minute(65)], minutes: [60, 60] }
    expect(() => timeline(sums, {})).toThrow(expect.objectContaining({ code: 'RADAR_SIMULATE_OVERLAP', message: 'Frames of sums.h5 overlap in time.' }))
  })
})

describe('stops', () => {
  const spans = timeline(rain(5, 10, 20), { drainMinutes: 3 })
  const all = [...stops(spans, 4)]

  test('cover everything once, a minute at most, and are where the water is written', () => {
    expect(all[0].startMs).toBe(minute(0))
    for (let i = 1; i < all.length; i++) expect(all[i].startMs).toBe(all[i - 1].endMs)
    expect(Math.max(...all.map(({ startMs, endMs }) => endMs - startMs))).toBe(60_000)
    expect(all.filter(({ output }) => output).map(({ endMs }) => (endMs - start) / 6e4)).toEqual([4, 8, 12, 16, 20, 23])
    expect([...stops(spans, 2.5)].filter(({ output }) => output).map(({ endMs }) => (endMs - start) / 6e4)).toEqual([
      2.5, 5, 7.5, 10, 12.5, 15, 17.5, 20, 22.5, 23,
    ])
  })

  test('after any of them come the others, as if one had not stopped', () => {
    for (let i = 0; i < all.length; i++) expect([...stops(spans, 4, all[i].endMs)]).toEqual(all.slice(i + 1))
  })
})
