import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { random } from '@phd/core'
import { buildWorld, drawStorm, listPairs, readPair, stormRain } from '@phd/plugin-radar'
import { describe, expect, test } from 'vitest'
import { simulateEvent } from '../../lib/world/event.js'
import { cutTile, drawTiles, loadTerrain } from '../../lib/world/terrain-map.js'
import { phd, temporaryFolder } from '../cli.js'

const small = { tiles: 2, storms: 2, size: 32, hours: 2, seed: 5 }

const contents = (dir: string) =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => [join(entry.parentPath, entry.name).slice(dir.length), readFileSync(join(entry.parentPath, entry.name)).toString('base64')])
    .sort()

describe('terrain', () => {
  test('resampled to square cells it keeps its heights, its place and its extent', () => {
    const map = loadTerrain(90)
    expect([map.rows, map.columns]).toEqual([354, 333])
    const heights = map.heightMetres
    expect(heights.reduce((least, value) => Math.min(least, value))).toBeGreaterThanOrEqual(236)
    expect(heights.reduce((most, value) => Math.max(most, value))).toBeLessThanOrEqual(1076)
    // The Cumberland front lies in the north-east, the lowest ground south-east of it.
    const mean = (y0: number, x0: number) => cutTile(map, { name: '', row: y0, column: x0 }, 64).reduce((sum, value) => sum + value, 0) / 4096
    expect(mean(290, 269)).toBeLessThan(mean(290, 64))
    const fine = loadTerrain(45)
    const differences = Array.from({ length: 100 }, (_, i) => {
      const [y, x] = [3 * i + 5, 3 * i + 7]
      const four = [0, 1].flatMap((dy) => [0, 1].map((dx) => fine.heightMetres[(2 * y + dy) * fine.columns + 2 * x + dx]))
      return Math.abs(four.reduce((sum, value) => sum + value, 0) / 4 - heights[y * map.columns + x])
    })
    expect(differences.reduce((sum, value) => sum + value, 0) / 100).toBeLessThan(2)
  })

  test('tiles do not overlap and lie inside; more than there are is an error', () => {
    const map = loadTerrain(90)
    const tiles = drawTiles(map, 25, 64, 1)
    expect(new Set(tiles.map(({ row, column }) => `${row} ${column}`)).size).toBe(25)
    for (const { row, column } of tiles) {
      expect(row >= 0 && column >= 0 && row + 64 <= map.rows && column + 64 <= map.columns).toBe(true)
      for (const other of tiles)
        if (other.row !== row || other.column !== column) expect(Math.abs(other.row - row) >= 64 || Math.abs(other.column - column) >= 64).toBe(true)
    }
    expect(() => drawTiles(map, 26, 64, 1)).toThrow(expect.objectContaining({ code: 'RADAR_WORLD_TILES', received: '26' }))
  })
})

describe('storms', () => {
  test('over 200 seeds they have the rates, totals and variety of summer storms', () => {
    const storms = Array.from({ length: 200 }, (_, seed) => stormRain(drawStorm(random(seed, 'storm'), 5), 60, 300, 8, 720))
    const totals = storms.map((rain) => rain.reduce((sum, rate) => sum + rate, 0) / 12 / 64).sort((a, b) => a - b)
    const peaks = storms.map((rain) => rain.reduce((most, rate) => Math.max(most, rate), 0)).sort((a, b) => a - b)
    expect(totals[100]).toBeGreaterThan(15)
    expect(totals[100]).toBeLessThan(55)
    expect(totals[190]).toBeLessThan(150)
    expect(peaks[100]).toBeGreaterThan(40)
    expect(peaks[199]).toBeLessThanOrEqual(140)
    expect(storms.every((rain) => rain.every((rate) => rate === 0 || rate >= 0.1))).toBe(true)
  })

  test('they move: the rain of one cell in one frame stands elsewhere in the next', () => {
    const cell = { eastMetres: 0, southMetres: 0, peakSeconds: 900, lifeSeconds: 9000, majorMetres: 700, minorMetres: 700, angle: 0, peakMmPerHour: 50 }
    const storm = { cells: [{ ...cell, eastMetresPerSecond: 4.8, southMetresPerSecond: -2.4 }], sheetMmPerHour: 0, onsetSeconds: 0, endSeconds: 9e3 }
    const rain = stormRain(storm, 6, 300, 16, 720)
    const centre = (frame: number) => {
      let [sum, east, south] = [0, 0, 0]
      for (let i = 0; i < 256; i++) {
        const rate = rain[frame * 256 + i]
        sum += rate
        east += rate * ((i % 16) - 7.5) * 720
        south += rate * (Math.floor(i / 16) - 7.5) * 720
      }
      return [east / sum, south / sum]
    }
    expect(centre(3)[0] - centre(2)[0]).toBeCloseTo(1440, -1)
    expect(centre(3)[1] - centre(2)[1]).toBeCloseTo(-720, -1)
  })
})

describe('buildWorld', () => {
  test('one seed gives the same bytes on one thread and on three; another seed other storms', async () => {
    const folder = temporaryFolder()
    const world = await buildWorld({ ...small, out: join(folder, 'one'), threads: 1 })
    await buildWorld({ ...small, out: join(folder, 'three'), threads: 3 })
    expect(contents(join(folder, 'three'))).toEqual(contents(join(folder, 'one')))
    await buildWorld({ ...small, seed: 6, out: join(folder, 'other'), threads: 2 })
    expect(contents(join(folder, 'other'))).not.toEqual(contents(join(folder, 'one')))
    expect(world.events.map((event) => event.name)).toEqual(['tile01-storm1', 'tile01-storm2', 'tile02-storm1', 'tile02-storm2'])
    expect(Math.max(...world.events.map((event) => event.massErrorShare))).toBeLessThan(1e-12)
  })

  test('a reader has what the solver had: rain and terrain as stored, water rounded to millimetres', async () => {
    const folder = temporaryFolder()
    await buildWorld({ ...small, tiles: 1, storms: 1, out: join(folder, 'world') })
    const [header] = await listPairs(join(folder, 'world'))
    const pair = await readPair(header)
    expect([pair.place, pair.event]).toEqual(['tile01', 'tile01-storm1'])
    const map = loadTerrain(90)
    const { pair: exact } = simulateEvent(map, { tile: drawTiles(map, 1, 32, 5)[0], storm: 1, size: 32, hours: 2, seed: 5 })
    expect(Math.max(...pair.rainMmPerHour.map((rate, i) => Math.abs(rate - exact.rainMmPerHour[i])))).toBeLessThan(1e-5)
    expect(Math.max(...pair.heightMetres.map((metres, i) => Math.abs(metres - exact.heightMetres[i])))).toBeLessThan(1e-4)
    expect(pair.depthMetres.reduce((most, metres, i) => Math.max(most, Math.abs(metres - exact.depthMetres[i])), 0)).toBeLessThan(0.000501)
    expect(pair.depthMetres.subarray(0, 1024).every((metres) => metres === 0)).toBe(true)
  })

  test('phd radar world: a table of storms, then the next command', async () => {
    const folder = temporaryFolder()
    const args = ['--tiles', '1', '--storms', '2', '--size', '16', '--hours', '1', '--seed', '2']
    const { exitCode, stdout } = await phd('radar', 'world', '--out', join(folder, 'world'), ...args)
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^tile01-storm2 +\d+\.\d/m)
    expect(stdout).toMatch(/2 storms over 1 tile of 1\.4 km, in \d+s; the solver lost or made at most \d+e-\d+ of the water\./)
    expect(stdout).toMatch(/Next: phd radar build --pairs .*world --out DATASET/)
    const again = await phd('radar', 'world', '--out', join(folder, 'world'), ...args, '--json')
    expect(again.exitCode).toBe(2)
    expect(JSON.parse(again.stdout).error).toMatchObject({ code: 'RADAR_OUT_EXISTS', remedy: '--force replaces it' })
    const many = await phd('radar', 'world', '--out', join(folder, 'many'), '--tiles', '26')
    expect(many.stderr).toMatch(/Error RADAR_WORLD_TILES: The terrain has no 26 tiles of 64x64 cells of 90 m\./)
    expect(readdirSync(folder)).toEqual(['world'])
  })
})
