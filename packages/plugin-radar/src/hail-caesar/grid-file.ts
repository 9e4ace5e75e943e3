/** ESRI grids of HAIL-CAESAR: terrain, hydroindex and depths. */
import { createReadStream } from 'node:fs'
import { PhdError } from '@phd/core'
import type { Grid } from '../raster/index.js'
import { parseGrids } from '../readers/ascii-grid/parse.js'

export interface GridFile {
  grid: Grid
  /** (y, x), row 0 north, NaN where NODATA. */
  values: Float32Array
}

/** The one grid of a file. RADAR_FILE_MISSING, RADAR_FILE_DAMAGED. */
export async function readGridFile(path: string): Promise<GridFile> {
  try {
    for await (const { grid, values } of parseGrids(path, createReadStream(path))) return { grid, values }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause
    throw new PhdError('RADAR_FILE_MISSING', `There is no file ${path}.`, { expected: 'an ESRI ASCII grid', received: 'nothing', cause })
  }
  throw new PhdError('RADAR_FILE_DAMAGED', `${path} has no grid.`, { expected: 'an ESRI ASCII grid', received: 'an empty file' })
}

/** Text of a grid, in pieces of a row; NaN becomes -9999. Six significant digits, as the published program prints. */
export function* gridText({ rows, columns, west, north, cellX, cellY }: Grid, values: ArrayLike<number>, digits = 6): Generator<string> {
  const south = north - rows * cellY
  yield `ncols\t${columns}\nnrows\t${rows}\nxllcorner\t${west}\nyllcorner\t${south}\ncellsize\t${cellX}\nNODATA_value\t-9999\n`
  const row = new Array<string>(columns)
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const value = values[y * columns + x]
      row[x] = Number.isNaN(value) ? '-9999' : String(Number(value.toPrecision(digits)))
    }
    yield `${row.join(' ')}\n`
  }
}

/** Zones by cell from a hydroindex: whole numbers from 1, 0 where it has no data. RADAR_HYDROINDEX. */
export function zonesOf(path: string, values: Float32Array, zones: number): Int32Array {
  const out = new Int32Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (Number.isNaN(value)) continue
    if (!Number.isInteger(value) || value < 1 || value > zones) {
      throw new PhdError('RADAR_HYDROINDEX', `${path} has a zone that the rain has not.`, {
        expected: `whole numbers from 1 to ${zones}, num_unique_rain_cells`,
        received: `${value} in value ${i + 1}`,
      })
    }
    out[i] = value
  }
  return out
}
