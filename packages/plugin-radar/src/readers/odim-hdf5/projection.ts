/** PROJ strings of radar files in metres, whatever length they are written in. */
import proj4 from 'proj4'
import { type Crs, knownCrs } from '../../raster/index.js'
import { damaged } from '../damaged.js'

/**
 * Files write the axes of the Earth in kilometres (`+a=6378.137`) so that coordinates come out in kilometres. Axes and false
 * origin are lengths; all else is angles or ratios. `+units=km` scales coordinates only, its false origin is in metres.
 */
export function metricProjection(text: string): { crs: Crs; metresPerUnit: number } {
  const parts = text.trim().split(/\s+/)
  const axis = parts.map((part) => /^\+(?:a|R)=([\d.]+)$/.exec(part)?.[1]).find((found) => found !== undefined)
  const inKilometres = axis !== undefined && Number(axis) < 10_000
  const unitsKilometres = parts.includes('+units=km')
  const projection = parts
    .filter((part) => !part.startsWith('+units='))
    .map((part) => (inKilometres ? part.replace(/^\+(a|b|R|x_0|y_0)=(-?[\d.]+)$/, (_, key: string, value: string) => `+${key}=${inMetres(value)}`) : part))
    .join(' ')
  const geographic = /\+proj=(longlat|latlong)\b/.test(projection)
  return { crs: { projection: geographic ? projection : `${projection} +units=m` }, metresPerUnit: !geographic && (inKilometres || unitsKilometres) ? 1000 : 1 }
}

/** 6378.137 is 6378137, not 6378137.000000001. */
function inMetres(kilometres: string): string {
  return String(Math.round(Number(kilometres) * 1e9) / 1e6)
}

/** Longitude and latitude into the projection. RADAR_FILE_DAMAGED where the string is none or the point does not lie in it. */
export function projected(file: string, { projection }: Crs, longitude: number, latitude: number): [number, number] {
  let point: number[]
  try {
    point = proj4(knownCrs['EPSG:4326'].projection, projection, [longitude, latitude])
  } catch (cause) {
    throw damaged(file, 'its projection is not known', { expected: 'a PROJ string', received: projection.slice(0, 200), cause })
  }
  if (!Number.isFinite(point[0]) || !Number.isFinite(point[1]))
    throw damaged(file, 'its corner does not lie in its projection', {
      expected: 'a point of the projection',
      received: `${longitude} E ${latitude} N in ${projection.slice(0, 200)}`,
    })
  return [point[0], point[1]]
}
