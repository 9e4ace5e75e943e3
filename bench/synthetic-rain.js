// Statistics of real radar sequences beside those of the synthetic rain of `phd radar world --storm`.
//
//     node bench/synthetic-rain.js [--data ../shared/data] [--sets radar-mch-20150515,…] [--frames 12] [--seeds 1,2]
//
// Real sequences are folders of radar files that a reader knows; they are read, not copied. Synthetic ones are 512 x 512 cells
// of 1 km at 5 minutes. Numbers go to bench/results/synthetic-rain.csv, pictures of the synthetic rain to
// docs/results/synthetic-rain.png.
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { encode } from 'fast-png'
import { random } from '../packages/core/lib/index.js'
import { climates, createRainField, openRasterFiles, rainStatistics, readFrames } from '../packages/plugin-radar/lib/index.js'
import provides from '../packages/plugin-radar/lib/phd.js'
import { writeCsv } from './record.js'

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: new URL('../../shared/data', import.meta.url).pathname },
    sets: { type: 'string', default: 'radar-mch-20150515,radar-mch-20170131,radar-knmi-20100826' },
    frames: { type: 'string', default: '12' },
    seeds: { type: 'string', default: '1,2' },
  },
})
const size = 512
const minutes = 5
const readers = await Promise.all(Object.entries(provides.rasterReader).map(async ([name, load]) => ({ name, reader: (await load()).default })))

async function* framesOf(folder) {
  const files = readdirSync(folder).filter((name) => !name.endsWith('.md'))
  for (const name of files.sort()) {
    for await (const file of openRasterFiles(join(folder, name))) {
      for await (const frame of readFrames(file, readers)) if (frame.quantity === 'rain_rate') yield frame
    }
  }
}

const rows = []
const record = (name, statistics) => {
  rows.push({ name, ...statistics })
  console.log(name, JSON.stringify(statistics))
}
for (const set of values.sets.split(',').filter(Boolean)) {
  const folder = join(values.data, set)
  let grid
  for await (const frame of framesOf(folder)) {
    grid = frame.grid
    break
  }
  async function* rates() {
    for await (const frame of framesOf(folder)) yield frame.values
  }
  record(set, await rainStatistics(rates(), grid.columns, grid.cellX, minutes))
}
for (const kind of Object.keys(climates)) {
  for (const seed of values.seeds.split(',').filter(Boolean).map(Number)) {
    const field = createRainField(climates[kind], random(seed, 'rain'), size, 1000, minutes)
    function* rates() {
      for (let k = 0; k < Number(values.frames); k++) yield field.next()
    }
    record(`${kind} ${seed}`, await rainStatistics(rates(), size, 1000, minutes))
  }
}
if (rows.length > 0) writeCsv('synthetic-rain.csv', rows)
picture(new URL('../docs/results/synthetic-rain.png', import.meta.url).pathname)

/** Two kinds, one a row; three times a quarter of an hour apart. Colours by rate, mm/h. */
function picture(path) {
  const shown = 320
  const gap = 8
  const colours = [
    [0.1, [225, 232, 240]],
    [0.5, [150, 190, 225]],
    [1, [90, 150, 210]],
    [2, [40, 110, 190]],
    [5, [60, 160, 90]],
    [10, [240, 200, 60]],
    [20, [235, 130, 40]],
    [50, [200, 40, 40]],
  ]
  const width = 3 * shown + 2 * gap
  const height = 2 * shown + gap
  const data = new Uint8Array(width * height * 3).fill(255)
  for (const [row, kind] of Object.keys(climates).entries()) {
    const field = createRainField(climates[kind], random(row + 1, 'rain'), size, 1000, 15)
    for (let column = 0; column < 3; column++) {
      const rain = field.next()
      for (let y = 0; y < shown; y++) {
        for (let x = 0; x < shown; x++) {
          const rate = rain[(y + 96) * size + x + 96]
          const colour = colours.findLast(([from]) => rate >= from)?.[1] ?? [250, 250, 250]
          data.set(colour, ((row * (shown + gap) + y) * width + column * (shown + gap) + x) * 3)
        }
      }
    }
  }
  writeFileSync(path, encode({ width, height, data, channels: 3 }))
}
