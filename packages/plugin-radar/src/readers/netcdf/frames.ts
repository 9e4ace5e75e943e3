/** Fields of a NetCDF file, one frame a time. */
import type { Frame, Quantity } from '../../raster/index.js'
import { damaged, unsupported } from '../damaged.js'
import { finiteOrMissing } from '../finite.js'
import { type NetcdfFile, textAttribute } from './file.js'
import { axisKind, type Placed, placedGrid } from './grid.js'
import { quantityOf } from './meaning.js'
import { unpackOf } from './missing.js'
import { type Times, timesOf } from './time.js'
import { lengthUnits, rainUnits } from './units.js'

export interface FrameOptions {
  variable?: string
  quantity?: Quantity
  /** Interval of amounts, where the file does not say. */
  minutes?: number
  log?: (line: string) => void
}

interface Field {
  name: string
  axes: { name: string; size: number }[]
  time?: string
  y: string
  x: string
}

/** Every variable whose last axes are y and x, with at most a time axis and axes of one value before. */
function fieldsOf(file: NetcdfFile): Field[] {
  return file.variables.flatMap((name) => {
    const axes = file.axes(name)
    if (axes.length < 2) return []
    const kinds = axes.map((axis) =>
      file.variables.includes(axis.name) && file.axes(axis.name).length === 1 ? axisKind(axis.name, file.attributes(axis.name)) : 'other',
    )
    const before = axes.slice(0, -2)
    const leading = before.every((axis, index) => axis.size === 1 || (index === 0 && kinds[0] === 'time'))
    if (kinds.at(-2) !== 'y' || kinds.at(-1) !== 'x' || !leading || kinds.slice(1, -2).includes('time')) return []
    return [{ name, axes, y: axes.at(-2)!.name, x: axes.at(-1)!.name, ...(kinds[0] === 'time' ? { time: axes[0].name } : {}) }]
  })
}

export function* netcdfFrames(label: string, file: NetcdfFile, options: FrameOptions): Generator<Frame> {
  const fields = fieldsOf(file).filter(({ name }) => options.variable === undefined || name === options.variable)
  if (fields.length === 0)
    throw unsupported(label, options.variable ? `it has no field ${options.variable}` : 'it has no field on a map', {
      expected: 'a variable on (time, y, x) or (y, x) whose last axes have coordinates: lat and lon, or projected',
      received: file.variables.slice(0, 12).join(', ') || 'no variable',
      remedy: '--reader-option variable=NAME',
    })
  for (const field of fields) yield* framesOfField(label, file, field, options)
}

function* framesOfField(label: string, file: NetcdfFile, field: Field, options: FrameOptions): Generator<Frame> {
  const attributes = file.attributes(field.name)
  const quantity = quantityOf(field.name, attributes, options.quantity)
  const units = textAttribute(attributes, 'units') ?? ''
  const placed = placedGrid(label, file, field.name, field.y, field.x)
  const times = field.time ? timesOf(label, file, field.time) : undefined
  const steps = times ? field.axes[0].size : 1
  if (times && times.timeMs.length !== steps)
    throw damaged(label, 'its time axis does not fit', { expected: `${steps} times`, received: String(times.timeMs.length) })
  const rain = quantity === 'rain_rate' ? rainUnits(units) : undefined
  if (rain && times && !times.fromBounds) options.log?.(`${label}: ${field.name} has no time bounds; its times are taken as the ends of the intervals`)
  const longName = textAttribute(attributes, 'long_name')
  for (let step = 0; step < steps; step++) {
    const minutes = rain ? (options.minutes ?? intervalOf(times, step)) : undefined
    const factor = rain ? rainFactor(label, field, rain, minutes) : quantity === 'other' ? 1 : lengthUnits(units)!
    yield {
      quantity,
      units: rain ? 'mm/h' : quantity === 'other' ? units : 'm',
      name: field.name,
      ...timeOf(times, step),
      ...(minutes === undefined ? {} : { minutes }),
      grid: placed.grid,
      values: valuesOf(label, file, field, placed, times ? step : undefined, factor, rain !== undefined),
      ...(longName ? { attributes: { title: longName, units } } : {}),
    }
  }
}

/** Bounds that lie on each other say a time, no interval. */
function intervalOf(times: Times | undefined, step: number): number | undefined {
  const minutes = times?.minutes?.[step]
  return minutes !== undefined && minutes > 0 ? minutes : undefined
}

const timeOf = (times: Times | undefined, step: number) => (times ? { timeMs: times.timeMs[step] } : {})

function rainFactor(label: string, field: Field, { kind, toMillimetres }: { kind: string; toMillimetres: number }, minutes: number | undefined): number {
  if (kind === 'rate') return toMillimetres
  if (minutes === undefined || !(minutes > 0))
    throw unsupported(label, `the interval of ${field.name} is not known`, {
      expected: 'time bounds, or times with one step',
      received: minutes === undefined ? 'neither' : `${minutes} minutes`,
      remedy: '--reader-option minutes=5',
    })
  return (toMillimetres * 60) / minutes
}

function valuesOf(
  label: string,
  file: NetcdfFile,
  field: Field,
  { grid, southUp, eastFirst }: Placed,
  at: number | undefined,
  factor: number,
  isRain: boolean,
): Float32Array {
  const stored = file.read(field.name, at)
  const { rows, columns } = grid
  if (stored.length !== rows * columns)
    throw damaged(label, `${field.name} is not whole`, { expected: `${rows * columns} numbers`, received: String(stored.length) })
  const unpack = unpackOf(file.attributes(field.name), stored)
  const values = new Float32Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    const from = (southUp ? rows - 1 - row : row) * columns
    for (let column = 0; column < columns; column++) {
      const value = unpack(stored[from + (eastFirst ? columns - 1 - column : column)]) * factor
      values[row * columns + column] = isRain && value < 0 ? Number.NaN : finiteOrMissing(value)
    }
  }
  return values
}
