/** Coordinate axes into a grid: which axes are y and x, whether they run north and east, and where the edges are. */
import { type Crs, type Grid, knownCrs } from '../../raster/index.js'
import { checkedCells } from '../cells.js'
import { unsupported } from '../damaged.js'
import { type Attributes, type NetcdfFile, textAttribute } from './file.js'
import { crsOfMapping } from './projection.js'
import { lengthUnits } from './units.js'

export type AxisKind = 'x' | 'y' | 'time' | 'other'

const names: Record<'x' | 'y', RegExp> = {
  x: /^(x|lon|longitude|easting|x_?c|projection_x_coordinate)$/i,
  y: /^(y|lat|latitude|northing|y_?c|projection_y_coordinate)$/i,
}
const units: Record<'x' | 'y', RegExp> = { x: /^degrees?_?(e|east)$/i, y: /^degrees?_?(n|north)$/i }

/** By standard name, axis attribute, units, then by name. */
export function axisKind(name: string, attributes: Attributes): AxisKind {
  const standard = textAttribute(attributes, 'standard_name') ?? ''
  const axis = (textAttribute(attributes, 'axis') ?? '').toUpperCase()
  const unit = textAttribute(attributes, 'units') ?? ''
  if (standard === 'time' || axis === 'T' || / since /.test(unit)) return 'time'
  for (const kind of ['x', 'y'] as const)
    if (
      standard === `projection_${kind}_coordinate` ||
      standard === (kind === 'x' ? 'longitude' : 'latitude') ||
      axis === kind.toUpperCase() ||
      units[kind].test(unit) ||
      names[kind].test(name)
    )
      return kind
  return 'other'
}

export interface Placed {
  grid: Grid
  /** Row 0 of the file is the southern one, column 0 the eastern one. */
  southUp: boolean
  eastFirst: boolean
}

interface EvenAxis {
  low: number
  cell: number
  rising: boolean
}

/** RADAR_FILE_UNSUPPORTED for axes that are not even. */
export function placedGrid(label: string, file: NetcdfFile, variable: string, y: string, x: string): Placed {
  const rows = file.axes(y)[0].size
  const columns = file.axes(x)[0].size
  checkedCells(label, rows, columns)
  const mapping = textAttribute(file.attributes(variable), 'grid_mapping')?.split(/[:\s]/)[0]
  const degrees = units.y.test(textAttribute(file.attributes(y), 'units') ?? '') || /^lat/i.test(y)
  const found = mapping ? crsOfMapping(file.attributes(mapping)) : undefined
  const crs: Crs | undefined = found?.crs ?? (degrees ? knownCrs['EPSG:4326'] : undefined)
  const scaleOf = (axis: string) => (degrees ? 1 : (lengthUnits(textAttribute(file.attributes(axis), 'units') ?? 'm') ?? found?.metresPerUnit ?? 1))
  const across = evenAxis(label, file, x, scaleOf(x))
  const down = evenAxis(label, file, y, scaleOf(y))
  const west = across.low - across.cell / 2
  return {
    southUp: down.rising,
    eastFirst: !across.rising,
    grid: {
      rows,
      columns,
      west: degrees && west >= 180 ? west - 360 : west,
      north: down.low - down.cell / 2 + rows * down.cell,
      cellX: across.cell,
      cellY: down.cell,
      ...(crs ? { crs } : {}),
    },
  }
}

/** Axes are often Float32 of degrees: steps may differ by a hundredth of a cell, the cell is that of first and last. */
function evenAxis(label: string, file: NetcdfFile, axis: string, scale: number): EvenAxis {
  const values = Array.from(file.read(axis), (value) => value * scale)
  const uneven = (received: string) =>
    unsupported(label, `its axis ${axis} is not even`, {
      expected: 'two values or more with the same step',
      received,
      remedy: 'regrid it first, for example with cdo remapbil',
    })
  if (values.length < 2) throw uneven(`${values.length} value`)
  const step = (values[values.length - 1] - values[0]) / (values.length - 1)
  if (!Number.isFinite(step) || step === 0) throw uneven(`from ${values[0]} to ${values[values.length - 1]}`)
  const odd = values.findIndex((value, index) => !(Math.abs(value - (values[0] + index * step)) <= 0.01 * Math.abs(step)))
  if (odd >= 0) throw uneven(`${values[odd]} at ${odd}, where ${values[0] + odd * step} would be`)
  return { low: step > 0 ? values[0] : values[values.length - 1], cell: Math.abs(step), rising: step > 0 }
}
