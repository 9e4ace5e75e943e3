// Samples that look like weather: rain in a few cells that move, water in hollows; the same for one seed.
import { random } from '@phd/core'

export const cases = {
  small: { name: '7x8x8 rain, 64x64 water', rainfallradar: [7, 8, 8], waterdepth: [64, 64], records: 1024 },
  tile: { name: '7x64x64 rain, 128x128 water', rainfallradar: [7, 64, 64], waterdepth: [128, 128], records: 256 },
  published: { name: '7x174x105 rain, 348x210 water', rainfallradar: [7, 174, 105], waterdepth: [348, 210], records: 64 },
}

export function samples({ rainfallradar: [channels, rows, columns], waterdepth, records }) {
  const draw = random(1, 'bench of build')
  return Array.from({ length: records }, () => {
    const rain = new Float32Array(channels * rows * columns)
    for (let channel = 0; channel < channels; channel++) {
      blobs(rain.subarray(channel * rows * columns, (channel + 1) * rows * columns), columns, draw, 4, 0.1, (value) => Math.round(value * 320) / 3200)
    }
    const depthMetres = new Float32Array(waterdepth[0] * waterdepth[1])
    blobs(depthMetres, waterdepth[1], draw, 12, 0.05, (value) => Math.fround(value * (0.9 + 0.2 * draw())))
    return { rain, depthMetres }
  })
}

function blobs(out, columns, draw, count, floor, shape) {
  const rows = out.length / columns
  const centres = Array.from({ length: count }, () => ({ y: draw() * rows, x: draw() * columns, size: (0.03 + 0.08 * draw()) * rows, height: draw() }))
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      let value = 0
      for (const centre of centres) value += centre.height * Math.exp(-((y - centre.y) ** 2 + (x - centre.x) ** 2) / (2 * centre.size ** 2))
      if (value > floor) out[y * columns + x] = shape(value)
    }
  }
}
