/**
 * GRIB edition 2, what radar composites use of it: MRMS and the like.
 *
 * In: messages on a latitude and longitude grid (template 3.0), packed simply (5.0) or as PNG (5.41), at a time (4.0) or over an
 * interval (4.8). Out: one frame a field, row 0 north, WGS84 degrees; precipitation rates and amounts in mm/h, model terrain in metres,
 * other parameters as `other`. Time is the end of the interval. The bitmap's gaps and negative rain are NaN: MRMS writes -3 where no radar
 * sees and -1 where a value is missing.
 *
 * RADAR_FILE_DAMAGED; RADAR_FILE_UNSUPPORTED names the template and the command that converts the file.
 * Format: WMO Manual on Codes, WMO-No. 306, volume I.2, FM 92 GRIB.
 */
import type { Frame } from '../../raster/index.js'
import { checkedCells } from '../cells.js'
import { knownOptions } from '../options.js'
import type { RasterFile, RasterReader, ReadOptions } from '../reader.js'
import { type GribGrid, gribGrid } from './grid.js'
import { productOf } from './product.js'
import { type Field, fieldsOf, Octets } from './sections.js'
import { gribValues } from './values.js'

async function* read(file: RasterFile, { options }: ReadOptions = {}): AsyncGenerator<Frame> {
  knownOptions('grib2', options, {})
  for (const field of fieldsOf(file.name, await file.bytes())) yield frameOf(file.name, field)
}

function frameOf(file: string, { label, discipline, sections }: Field): Frame {
  const octets = (number: keyof Field['sections']) => new Octets(file, label, number, sections[number])
  const { meaning, timeMs, minutes } = productOf(file, label, discipline, octets(1), octets(4))
  const placed = gribGrid(file, label, octets(3))
  const { rows, columns } = placed.grid
  checkedCells(file, rows, columns)
  const next = gribValues(file, label, octets(5), octets(6), octets(7), rows, columns)
  const factor = meaning.amount ? (meaning.factor * 60) / minutes! : meaning.factor
  return {
    quantity: meaning.quantity,
    units: meaning.quantity === 'rain_rate' ? 'mm/h' : meaning.units,
    name: meaning.name,
    timeMs,
    ...(meaning.quantity === 'rain_rate' && minutes !== undefined ? { minutes } : {}),
    grid: placed.grid,
    values: northUp(next, placed, factor, meaning.quantity === 'rain_rate'),
  }
}

function northUp(next: () => number, { grid, southUp }: GribGrid, factor: number, isRain: boolean): Float32Array {
  const { rows, columns } = grid
  const values = new Float32Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    const to = (southUp ? rows - 1 - row : row) * columns
    for (let column = 0; column < columns; column++) {
      const value = Math.fround(next() * factor)
      values[to + column] = !Number.isFinite(value) || (isRain && value < 0) ? Number.NaN : value
    }
  }
  return values
}

const reader: RasterReader = {
  about: 'GRIB2 on latitude and longitude (MRMS), simple or PNG packing',
  extensions: ['grib2', 'grb2', 'grib'],
  recognises: ({ head }) => head.length >= 8 && Buffer.from(head.subarray(0, 4)).toString('latin1') === 'GRIB',
  read,
}
export default reader
