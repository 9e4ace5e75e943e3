/** Runs of the published program on Ordnance Survey terrain under Swiss radar, one zone a radar cell, and on two toys. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createHailCaesar, type HailCaesarOptions } from '../../lib/hail-caesar/index.js'
import mchGif from '../../lib/readers/mch-gif/index.js'
import { checkout } from '../oracle.js'
import { compared, long, noTiles, tile } from './reference.js'

/** Where each tile's rain was cut out of the radar: day, row, column. */
const windows: Record<string, [day: string, row: number, column: number]> = {
  'bodmin-sx18': ['20170131', 209, 501],
  'boscastle-sx19': ['20150515', 368, 422],
  'hull-ta03': ['20150515', 406, 478],
  'humber-ta02': ['20150515', 458, 443],
  'moors-se59': ['20150515', 490, 570],
  'moors-se69': ['20150515', 458, 443],
}
const radar = (day: string) => join(checkout, '..', 'shared', 'data', `radar-mch-${day}`)
const noRadar = Object.values(windows).every(([day]) => existsSync(radar(day))) ? false : 'needs the MeteoSwiss radar'

describe.skipIf(noTiles)(`tiles${noTiles ? ` (${noTiles})` : ''}`, () => {
  test.each(Object.keys(windows))('%s: cells over 0.1 m at 300 min, rain as stored', { timeout: 7_200_000 }, async (name) => {
    const { options, depthMm, cells } = tile(name)
    const model = createHailCaesar(options)
    await model.advance(300)
    const { overlap, wet } = compared(model.depthMetres(), depthMm.subarray(60 * cells, 61 * cells))
    expect(wet).toBeGreaterThan(200)
    expect(overlap).toBeGreaterThanOrEqual(0.98)
    expect(model.mass().errorShare, 'the published scheme makes a little water at the border of the scanned cells').toBeLessThan(1e-4)
  })

  test.skipIf(!long || noRadar)(
    `the rain as it was simulated: 60 depths to half a millimetre${long ? '' : ' (PHD_LONG=1)'}`,
    { timeout: 7_200_000 },
    async () => {
      for (const name of Object.keys(windows)) {
        const { options, minutes, depthMm, cells } = tile(name, await radarRain(name))
        const model = createHailCaesar(options)
        for (const [k, minute] of minutes.entries()) {
          await model.advance(minute)
          const { worstMm } = compared(model.depthMetres(), depthMm.subarray(k * cells, (k + 1) * cells))
          expect(worstMm, `${name}, minute ${minute}`).toBeLessThan(0.51)
        }
      }
    },
  )

  test('toy_plane: 24 depths to half a millimetre', { timeout: 7_200_000 }, async () => {
    const { options, minutes, depthMm, cells } = tile('toy_plane')
    expect(await worstOf(options, minutes, depthMm, cells)).toBeLessThan(0.51)
  })

  test('toy_vvalley: 24 depths to half a millimetre, on the terrain before it was rounded to 0.1 m', { timeout: 7_200_000 }, async () => {
    const { options, minutes, depthMm, cells, columns } = tile('toy_vvalley')
    const valley = Float64Array.from({ length: cells }, (_, i) => 35.5 + 1.5 * (Math.abs(Math.floor(i / columns) - 19.5) - 0.5) - 0.25 * (i % columns))
    const stored = options.elevationMetres
    expect(valley.every((metres, i) => Math.abs(metres - stored[i]) < 0.0501)).toBe(true)
    expect(await worstOf({ ...options, elevationMetres: valley }, minutes, depthMm, cells)).toBeLessThan(0.51)
  })
})

async function worstOf(options: HailCaesarOptions, minutes: number[], depthMm: Uint16Array, cells: number): Promise<number> {
  const model = createHailCaesar(options)
  let worst = 0
  for (const [k, minute] of minutes.entries()) {
    await model.advance(minute)
    worst = Math.max(worst, compared(model.depthMetres(), depthMm.subarray(k * cells, (k + 1) * cells)).worstMm)
  }
  return worst
}

/** 40 frames of the radar to 0.001 mm/h, then dry. */
async function radarRain(name: string): Promise<number[][]> {
  const [day, row, column] = windows[name]
  const rain: number[][] = []
  for (const file of readdirSync(radar(day))
    .filter((file) => file.endsWith('.gif'))
    .sort()) {
    const bytes = readFileSync(join(radar(day), file))
    for await (const { values, grid } of mchGif.read({ name: file, head: bytes, bytes: async () => bytes, stream: async function* () {} })) {
      rain.push(Array.from({ length: 100 }, (_, zone) => Number(values[(row + Math.floor(zone / 10)) * grid.columns + column + (zone % 10)].toFixed(3))))
    }
  }
  expect(rain).toHaveLength(40)
  return [...rain, ...Array.from({ length: 32 }, () => new Array<number>(100).fill(0))]
}
