/** The sequence as one HTML file: every frame an embedded PNG, nothing is loaded from anywhere. */
import { PhdError } from '@phd/core'
import { encode } from 'fast-png'
import { gridLine, utc } from '../import/index.js'
import { isGeographic } from '../raster/index.js'
import { colourScale, indices, palette } from './colours.js'
import { playerPage } from './player-page.js'
import { shrunk } from './shrink.js'
import type { FieldSurvey } from './survey.js'

/** Of all pictures together; base64 makes them a third longer. */
const mostBytes = 36_000_000
const mostSide = 1000
export const mostFrames = 600

export interface PlayerSummary {
  html: string
  frames: number
  /** Every n-th frame is in it. */
  every: number
  /** Cells along one side of a pixel. */
  cellsPerPixel: number
}

/** `frames` in any order of time, of this field. RADAR_INSPECT_FRAME where there are none or too many bytes. */
export async function writePlayer(field: FieldSurvey, frames: AsyncIterable<{ values: Float32Array; timeMs: number }>): Promise<PlayerSummary> {
  const { grid, quantity, min, max, name, units, timesMs } = field
  if (timesMs.length === 0) {
    throw new PhdError('RADAR_INSPECT_FRAME', 'There is no sequence to play.', {
      expected: 'frames with times',
      received: `${name} without times`,
      usage: true,
    })
  }
  const scale = colourScale(quantity, min, max)
  const colours = palette(quantity, scale)
  const every = Math.ceil(timesMs.length / mostFrames)
  const wanted = new Set(timesMs.filter((_, k) => k % every === 0))
  const cellsPerPixel = Math.ceil(Math.max(grid.rows, grid.columns) / mostSide)
  const pictures = new Map<number, string>()
  let bytes = 0
  let size = { width: grid.columns, height: grid.rows }
  for await (const { values, timeMs } of frames) {
    if (!wanted.delete(timeMs)) continue
    const small = shrunk(values, grid, cellsPerPixel)
    size = { width: small.width, height: small.height }
    const png = encode({ ...size, data: indices(small.values, scale), depth: 8, channels: 1, palette: colours }, { zlib: { level: 9 } })
    bytes += png.length
    if (bytes > mostBytes) {
      throw new PhdError('RADAR_INSPECT_FRAME', 'The sequence is too long for one page.', {
        expected: `at most ${mostBytes / 1e6} MB of pictures`,
        received: `${pictures.size + 1} of ${timesMs.length} frames with ${(bytes / 1e6).toFixed(0)} MB`,
        remedy: 'import a shorter time or a part of it first: phd radar import --from --to --bounds',
      })
    }
    pictures.set(timeMs, Buffer.from(png).toString('base64'))
  }
  const ordered = [...pictures].sort(([a], [b]) => a - b)
  const data = {
    title: `${name}, ${units}`,
    place: gridLine(grid),
    units,
    ...size,
    ...scale,
    palette: colours,
    west: grid.west,
    north: grid.north,
    pixelX: grid.cellX * cellsPerPixel,
    pixelY: grid.cellY * cellsPerPixel,
    degrees: grid.crs !== undefined && isGeographic(grid.crs),
    times: ordered.map(([timeMs]) => utc(timeMs)),
    frames: ordered.map(([, png]) => png),
  }
  return { html: playerPage(data), frames: ordered.length, every, cellsPerPixel }
}
