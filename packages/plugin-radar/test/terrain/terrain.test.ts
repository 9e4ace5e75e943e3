import { integer, random } from '@phd/core'
import { flowAccumulation, priorityFlood, slope, terrainChannels, terrainFeatures } from '@phd/plugin-radar'
import { describe, expect, test } from 'vitest'

const height = 14
const width = 17

function rough(seed: number, gaps = 0): Float32Array {
  const draw = random(seed, 'rough')
  const heights = Float32Array.from({ length: height * width }, () => integer(draw, 40))
  for (let k = 0; k < gaps; k++) heights[integer(draw, heights.length)] = Number.NaN
  return heights
}

/** The spill level by its definition: over all ways to the edge, the least of the greatest heights; relaxed until it stands. */
function spillLevels(heights: Float32Array): Float64Array {
  const known = (y: number, x: number) => y >= 0 && y < height && x >= 0 && x < width && Number.isFinite(heights[y * width + x])
  const levels = new Float64Array(heights.length).fill(Number.POSITIVE_INFINITY)
  for (let changed = true; changed; ) {
    changed = false
    for (let i = 0; i < heights.length; i++) {
      const [y, x] = [Math.floor(i / width), i % width]
      if (!known(y, x)) continue
      let level = Number.POSITIVE_INFINITY
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++)
          if (dy || dx) level = Math.min(level, known(y + dy, x + dx) ? levels[(y + dy) * width + x + dx] : Number.NEGATIVE_INFINITY)
      }
      level = Math.max(level, heights[i])
      if (level < levels[i]) {
        levels[i] = level
        changed = true
      }
    }
  }
  return levels.map((level) => (Number.isFinite(level) ? level : Number.NaN))
}

describe('priority-flood', () => {
  test.each([1, 2, 3, 4, 5])('fills to the spill level, with and without missing cells (seed %i)', (seed) => {
    for (const heights of [rough(seed), rough(seed, 12)]) expect([...priorityFlood(heights, height, width).filledMetres]).toEqual([...spillLevels(heights)])
  })

  test.each([1, 2, 3])('no water is lost on the way: what gathers at the outlets are all cells (seed %i)', (seed) => {
    const flood = priorityFlood(rough(seed), height, width)
    const cells = flowAccumulation(flood, height, width)
    const lowerNeighbour = (cell: number) => {
      const [y, x] = [Math.floor(cell / width), cell % width]
      const around = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => [y + dy, x + dx])).filter(([v, u]) => v >= 0 && v < height && u >= 0 && u < width)
      return around.some(([v, u]) => flood.filledMetres[v * width + u] < flood.filledMetres[cell])
    }
    const outlets = [...cells.keys()].filter((cell) => flood.parent[cell] === -1 && !lowerNeighbour(cell))
    expect(outlets.reduce((sum, cell) => sum + cells[cell], 0)).toBe(height * width)
  })
})

test('a valley that slopes south gathers its whole area at the outlet', () => {
  const heights = Float32Array.from({ length: 9 * 9 }, (_, i) => 100 - Math.floor(i / 9) + 3 * Math.abs((i % 9) - 4))
  const { logFlowAccumulation, sinkDepthMetres } = terrainFeatures(heights, 9, 9, 100)
  expect(10 ** logFlowAccumulation[8 * 9 + 4]).toBeCloseTo(81 * 100 * 100, -2)
  expect(Math.max(...sinkDepthMetres)).toBe(0)
})

test('features of a pit in a plain, by hand', () => {
  const heights = new Float32Array(25 * 25).fill(10)
  heights[12 * 25 + 12] = 7
  const features = terrainFeatures(heights, 25, 25, 100)
  const pit = 12 * 25 + 12
  expect(features.sinkDepthMetres[pit]).toBe(3)
  expect(features.heightAboveMinimumMetres[pit]).toBe(0)
  expect(features.heightAboveMinimumMetres[pit + 5]).toBe(3)
  expect(features.heightAboveMinimumMetres[pit + 6]).toBe(0)
  expect(features.relativeHeightMetres[pit]).toBeCloseTo(-3 + 3 / 121, 4)
})

test('slope of a tilted plane is its gradient, inside as at the edge of its middle row', () => {
  const heights = Float32Array.from({ length: 49 }, (_, i) => 3 * (i % 7) + 4 * Math.floor(i / 7))
  expect(slope(heights, 7, 7, 50)[24]).toBeCloseTo(5 / 50, 6)
})

test('channels are finite, of few units, and do not depend on the height above the sea', () => {
  const channels = terrainChannels(rough(1, 9), height, width, 50)
  expect(channels.length).toBe(5 * height * width)
  expect(channels.every((value) => Math.abs(value) <= 3)).toBe(true)
  const higher = rough(1).map((metres) => metres + 512)
  const lower = terrainChannels(rough(1), height, width, 50)
  const difference = terrainChannels(higher, height, width, 50).map((value, i) => Math.abs(value - lower[i]))
  expect(Math.max(...difference)).toBeLessThan(1e-5)
})
