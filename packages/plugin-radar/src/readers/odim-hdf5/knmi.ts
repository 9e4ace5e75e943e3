/** KNMI's own HDF5: `overview`, `geographic`, `imageN/image_data`. KNMI HDF5 Data Format Specification 3.5. */
import type { Frame, Grid } from '../../raster/index.js'
import { checkedCells } from '../cells.js'
import { damaged } from '../damaged.js'
import type { Hdf5File } from '../hdf5/index.js'
import { metricProjection } from '../metric-projection.js'
import { neededNumber, numberOf, textOf } from './attributes.js'
import { valuesOf } from './pixels.js'
import { intoRain, type Measure, type ReflectivityRelation } from './rain.js'

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const measures: Record<string, Measure> = { MM: 'accumulation', 'MM/H': 'rate', DBZ: 'reflectivity' }

/** `26-AUG-2010;00:05:00.000` */
function knmiTime(label: string, name: string, text: string | undefined): number {
  const match = /^(\d{1,2})-([A-Z]{3})-(\d{4});(\d\d):(\d\d):(\d\d)(?:\.(\d{1,3}))?$/.exec(text?.toUpperCase() ?? '')
  const month = match ? months.indexOf(match[2]) : -1
  if (!match || month < 0)
    throw damaged(label, `overview/${name} is no time`, { expected: 'a time such as 26-AUG-2010;00:05:00.000', received: text ?? 'nothing' })
  return Date.UTC(Number(match[3]), month, Number(match[1]), Number(match[4]), Number(match[5]), Number(match[6]))
}

/** `GEO=0.01*PV+0.0`: the value is slope times pixel plus intercept. */
function formulaOf(label: string, image: string, text: string | undefined): { slope: number; intercept: number } {
  const number = '[+-]?\\s*(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?'
  const match = new RegExp(`^GEO\\s*=\\s*(${number})\\s*\\*\\s*PV\\s*(${number})?$`, 'i').exec(text?.trim() ?? '')
  if (!match) throw damaged(label, `the calibration of ${image} is not known`, { expected: 'a formula such as GEO=0.01*PV+0.0', received: text ?? 'nothing' })
  return { slope: Number(match[1].replace(/\s/g, '')), intercept: Number((match[2] ?? '0').replace(/\s/g, '')) }
}

function gridOf(label: string, file: Hdf5File): Grid {
  const text = textOf(file, 'projection_proj4_params', '/geographic/map_projection')
  if (!text) throw damaged(label, 'it has no projection', { expected: 'geographic/map_projection with projection_proj4_params', received: 'nothing' })
  const { crs, metresPerUnit } = metricProjection(text)
  const rows = neededNumber(label, file, 'geo_number_rows', '/geographic')
  const columns = neededNumber(label, file, 'geo_number_columns', '/geographic')
  const sizeX = neededNumber(label, file, 'geo_pixel_size_x', '/geographic')
  const sizeY = neededNumber(label, file, 'geo_pixel_size_y', '/geographic')
  const kilometres = /^KM\b/i.test(textOf(file, 'geo_dim_pixel', '/geographic') ?? '')
  const scale = kilometres ? 1000 : metresPerUnit
  if (!(sizeX > 0 && sizeY < 0))
    throw damaged(label, 'its pixels have no size', { expected: 'geo_pixel_size_x above 0, geo_pixel_size_y below 0', received: `${sizeX}, ${sizeY}` })
  const west = (numberOf(file, 'geo_column_offset', '/geographic') ?? 0) * sizeX * scale
  const north = (numberOf(file, 'geo_row_offset', '/geographic') ?? 0) * sizeY * scale
  return { rows, columns, west, north, cellX: sizeX * scale, cellY: -sizeY * scale, crs }
}

export function knmiFrames(label: string, file: Hdf5File, relation: ReflectivityRelation): Frame[] {
  const grid = gridOf(label, file)
  const timeMs = knmiTime(label, 'product_datetime_end', textOf(file, 'product_datetime_end', '/overview'))
  const startMs = knmiTime(label, 'product_datetime_start', textOf(file, 'product_datetime_start', '/overview'))
  const minutes = (timeMs - startMs) / 60_000
  const images = file.names('/').filter((name) => /^image\d+$/.test(name) && file.isDataset(`/${name}/image_data`))
  return images.sort((a, b) => Number(a.slice(5)) - Number(b.slice(5))).map((image) => imageFrame(label, file, image, grid, timeMs, minutes, relation))
}

function imageFrame(label: string, file: Hdf5File, image: string, grid: Grid, timeMs: number, minutes: number, relation: ReflectivityRelation): Frame {
  const dataset = file.dataset(`/${image}/image_data`)
  if (dataset.shape.length !== 2 || dataset.shape[0] !== grid.rows || dataset.shape[1] !== grid.columns)
    throw damaged(label, `${image} is not of the size in its header`, { expected: `${grid.rows} x ${grid.columns}`, received: dataset.shape.join(' x ') })
  checkedCells(label, grid.rows, grid.columns)
  const calibration = `/${image}/calibration`
  const formula = textOf(file, 'calibration_formulas', calibration) ?? textOf(file, 'calibration_formula', calibration)
  const { slope, intercept } = formulaOf(label, image, formula)
  const missing = numberOf(file, 'calibration_missing_data', calibration)
  const outside = numberOf(file, 'calibration_out_of_image', calibration)
  const parameter = textOf(file, 'image_geo_parameter', `/${image}`) ?? image
  const unit = /\[(.+)\]/.exec(parameter)?.[1] ?? ''
  const measure = measures[unit.toUpperCase()]
  if (measure === 'accumulation' && !(minutes > 0))
    throw damaged(label, 'the interval of its rain is not above 0', {
      expected: 'product_datetime_end after product_datetime_start',
      received: `${minutes} minutes`,
    })
  const convert = measure ? intoRain(measure, minutes, relation) : (value: number) => value
  const pixels = dataset.read()
  if (pixels.length !== grid.rows * grid.columns)
    throw damaged(label, `${image} is not whole`, { expected: `${grid.rows * grid.columns} pixels`, received: String(pixels.length) })
  const values = valuesOf(pixels, (pixel) => (pixel === missing || pixel === outside ? Number.NaN : convert(slope * pixel + intercept)))
  const product = textOf(file, 'image_product_name', `/${image}`)
  return {
    quantity: measure ? 'rain_rate' : 'other',
    units: measure ? 'mm/h' : unit,
    name: parameter,
    timeMs,
    ...(measure && minutes > 0 ? { minutes } : {}),
    grid,
    values,
    attributes: { source: 'KNMI', calibration: formula!, ...(product ? { product } : {}) },
  }
}
