/** ODIM_H5 composites and images: OPERA Data Information Model 2.4, chapters 3 and 4. */
import type { Frame, Grid } from '../../raster/index.js'
import { checkedCells } from '../cells.js'
import { damaged, unsupported } from '../damaged.js'
import type { Hdf5File } from '../hdf5/index.js'
import { metricProjection } from '../metric-projection.js'
import { neededNumber, numberOf, textOf } from './attributes.js'
import { valuesOf } from './pixels.js'
import { projected } from './projection.js'
import { intoRain, type Measure, type ReflectivityRelation } from './rain.js'

const measures: Record<string, Measure> = {
  RATE: 'rate',
  ACRR: 'accumulation',
  DBZH: 'reflectivity',
  DBZV: 'reflectivity',
  DBZ: 'reflectivity',
  TH: 'reflectivity',
  TV: 'reflectivity',
}

/** `20100826` and `000500`. */
function odimTime(label: string, what: string, date: string | undefined, time: string | undefined): number | undefined {
  if (date === undefined && time === undefined) return undefined
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?$/.exec(`${date ?? ''}${time ?? ''}`)
  if (!match) throw damaged(label, `its ${what} is no time`, { expected: 'YYYYMMDD and HHmmss', received: `${date ?? 'nothing'}, ${time ?? 'nothing'}` })
  const [, year, month, day, hour, minute, second] = match.map(Number)
  return Date.UTC(year, month - 1, day, hour, minute, Number.isNaN(second) ? 0 : second)
}

function gridOf(label: string, file: Hdf5File, dataset: string): Grid {
  const where = [`/${dataset}/where`, '/where']
  const projdef = textOf(file, 'projdef', ...where)
  if (!projdef) throw damaged(label, 'it has no projection', { expected: 'where/projdef', received: 'nothing' })
  const { crs, metresPerUnit } = metricProjection(projdef)
  const columns = neededNumber(label, file, 'xsize', ...where)
  const rows = neededNumber(label, file, 'ysize', ...where)
  const cellX = neededNumber(label, file, 'xscale', ...where) * metresPerUnit
  const cellY = neededNumber(label, file, 'yscale', ...where) * metresPerUnit
  if (!(cellX > 0 && cellY > 0)) throw damaged(label, 'its pixels have no size', { expected: 'xscale and yscale above 0', received: `${cellX}, ${cellY}` })
  const upperLeft = numberOf(file, 'UL_lon', ...where) !== undefined
  const corner = upperLeft ? 'UL' : 'LL'
  const [west, y] = projected(label, crs, neededNumber(label, file, `${corner}_lon`, ...where), neededNumber(label, file, `${corner}_lat`, ...where))
  return { rows, columns, west, north: upperLeft ? y : y + rows * cellY, cellX, cellY, crs }
}

/** Groups `dataset1`, `dataset2`, … in the order of their numbers. */
function numbered(file: Hdf5File, path: string, prefix: string): string[] {
  const names = file.names(path).filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
  return names.sort((a, b) => Number(a.slice(prefix.length)) - Number(b.slice(prefix.length)))
}

export function odimFrames(label: string, file: Hdf5File, relation: ReflectivityRelation): Frame[] {
  const object = textOf(file, 'object', '/what')
  if (object !== 'COMP' && object !== 'IMAGE')
    throw unsupported(label, 'it is no image on a map', {
      expected: 'an ODIM_H5 object COMP or IMAGE',
      received: object ?? 'nothing',
      remedy: 'make a composite of the volumes first, for example with wradlib',
    })
  return numbered(file, '/', 'dataset').flatMap((dataset) =>
    numbered(file, `/${dataset}`, 'data').map((data) => dataFrame(label, file, dataset, data, relation)),
  )
}

function dataFrame(label: string, file: Hdf5File, dataset: string, data: string, relation: ReflectivityRelation): Frame {
  const what = [`/${dataset}/${data}/what`, `/${dataset}/what`, '/what']
  const grid = gridOf(label, file, dataset)
  checkedCells(label, grid.rows, grid.columns)
  const pixelData = file.dataset(`/${dataset}/${data}/data`)
  const place = `${dataset}/${data}`
  if (pixelData.shape.length !== 2 || pixelData.shape[0] !== grid.rows || pixelData.shape[1] !== grid.columns)
    throw damaged(label, `${place} is not of the size in its header`, { expected: `${grid.rows} x ${grid.columns}`, received: pixelData.shape.join(' x ') })
  const quantity = textOf(file, 'quantity', ...what) ?? place
  const startMs = odimTime(label, 'start', textOf(file, 'startdate', ...what), textOf(file, 'starttime', ...what))
  const endMs = odimTime(label, 'end', textOf(file, 'enddate', ...what), textOf(file, 'endtime', ...what))
  const timeMs = endMs ?? odimTime(label, 'time', textOf(file, 'date', '/what'), textOf(file, 'time', '/what'))
  const minutes = startMs !== undefined && endMs !== undefined ? (endMs - startMs) / 60_000 : 0
  const measure = measures[quantity.toUpperCase()]
  if (measure === 'accumulation' && !(minutes > 0))
    throw damaged(label, `the interval of ${place} is not above 0`, {
      expected: 'enddate and endtime after startdate and starttime',
      received: `${minutes} minutes`,
    })
  const convert = measure ? intoRain(measure, minutes, relation) : (value: number) => value
  const gain = numberOf(file, 'gain', ...what) ?? 1
  const offset = numberOf(file, 'offset', ...what) ?? 0
  const noData = numberOf(file, 'nodata', ...what)
  const undetect = numberOf(file, 'undetect', ...what)
  const dry = measure ? 0 : Number.NaN
  const pixels = pixelData.read()
  if (pixels.length !== grid.rows * grid.columns)
    throw damaged(label, `${place} is not whole`, { expected: `${grid.rows * grid.columns} pixels`, received: String(pixels.length) })
  const values = valuesOf(pixels, (pixel) => (pixel === noData ? Number.NaN : pixel === undetect ? dry : convert(gain * pixel + offset)))
  const source = textOf(file, 'source', `/${dataset}/what`, '/what')
  const product = textOf(file, 'product', `/${dataset}/what`)
  return {
    quantity: measure ? 'rain_rate' : 'other',
    units: measure ? 'mm/h' : 'unknown',
    name: quantity,
    ...(timeMs === undefined ? {} : { timeMs }),
    ...(measure && minutes > 0 ? { minutes } : {}),
    grid,
    values,
    attributes: {
      ...(source ? { source } : {}),
      ...(product ? { product } : {}),
      ...(measure === 'reflectivity' ? { relation: `Z = ${relation.a} R^${relation.b}` } : {}),
    },
  }
}
