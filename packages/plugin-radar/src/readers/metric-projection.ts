/** PROJ strings of radar files in metres, whatever length they are written in. */
import type { Crs } from '../raster/index.js'

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
