/** How the cells of radar and terrain lie on each other. */
import { PhdError } from '@phd/core'
import type { Grid, GridWindow } from '../raster/index.js'
import type { GridFile } from './grid-file.js'

export interface Alignment {
  /** Terrain cells along the side of a radar cell. */
  scale: number
  /** The radar cells under the terrain. */
  window: GridWindow
}

/** RADAR_CAESAR_GRID where radar cells are no whole number of terrain cells, would be cut, or do not cover the terrain. */
export function alignment(rain: Grid, terrain: Grid): Alignment {
  if (rain.crs && terrain.crs && rain.crs.projection !== terrain.crs.projection)
    throw unfit('one projection', `${rain.crs.projection} and ${terrain.crs.projection}`)
  if (Math.abs(terrain.cellX - terrain.cellY) > 1e-9 * terrain.cellX) throw unfit('terrain of square cells', `${terrain.cellX} by ${terrain.cellY}`)
  const scale = whole(rain.cellX / terrain.cellX)
  const scaleY = whole(rain.cellY / terrain.cellY)
  if (scale === undefined || scale < 1 || scaleY !== scale) {
    throw unfit('radar cells of a whole number of terrain cells', `${rain.cellX} by ${rain.cellY} on ${terrain.cellX} by ${terrain.cellY}`)
  }
  const column = whole((terrain.west - rain.west) / rain.cellX)
  const row = whole((rain.north - terrain.north) / rain.cellY)
  if (column === undefined || row === undefined) {
    throw unfit('terrain that begins at the corner of a radar cell', `terrain from ${terrain.west}, ${terrain.north}; radar from ${rain.west}, ${rain.north}`)
  }
  if (terrain.rows % scale !== 0 || terrain.columns % scale !== 0)
    throw unfit(`terrain of whole radar cells, ${scale} x ${scale}`, `${terrain.rows} x ${terrain.columns}`)
  const lastRow = row + terrain.rows / scale
  const lastColumn = column + terrain.columns / scale
  if (row < 0 || column < 0 || lastRow > rain.rows || lastColumn > rain.columns) {
    throw unfit(
      'radar over all of the terrain',
      `terrain over radar rows ${row} to ${lastRow - 1} of ${rain.rows}, columns ${column} to ${lastColumn - 1} of ${rain.columns}`,
    )
  }
  return { scale, window: { row, column, rows: terrain.rows / scale, columns: terrain.columns / scale } }
}

/** Zone of each terrain cell, from 1; NaN where there is no terrain. */
export function hydroindexOf({ scale, window }: Alignment, { grid, values }: GridFile): Float64Array {
  const zones = new Float64Array(values.length)
  for (let y = 0; y < grid.rows; y++) {
    for (let x = 0; x < grid.columns; x++) {
      const i = y * grid.columns + x
      const zone = Math.floor(y / scale) * window.columns + Math.floor(x / scale) + 1
      zones[i] = Number.isNaN(values[i]) ? Number.NaN : zone
    }
  }
  return zones
}

function whole(value: number): number | undefined {
  const near = Math.round(value)
  return Math.abs(value - near) <= 1e-6 ? near : undefined
}

function unfit(expected: string, received: string): PhdError {
  return new PhdError('RADAR_CAESAR_GRID', 'The radar does not lie on the terrain as HAIL-CAESAR needs it.', {
    expected,
    received,
    remedy: 'import the rain onto the grid of the terrain (phd radar import --grid) or onto a multiple of it',
  })
}

/** The rain of the zones, out of a frame. */
export function zoneRain({ window }: Alignment, radarColumns: number, values: Float32Array): Float32Array {
  const out = new Float32Array(window.rows * window.columns)
  for (let y = 0; y < window.rows; y++) {
    const from = (window.row + y) * radarColumns + window.column
    out.set(values.subarray(from, from + window.columns), y * window.columns)
  }
  return out
}
