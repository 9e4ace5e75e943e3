/** The grid that the comments of the file describe. */
import type { Grid } from '../../raster/index.js'
import type { PgmHeader } from './header.js'

const radiusMetres = 6_371_288
const radians = Math.PI / 180

/** Snyder 1987, eq. 21-2 to 21-4, polar aspect on a sphere, true at a latitude. A string says what is wrong. */
export function stereographicGrid({ width, height, comments }: PgmHeader): Grid | string {
  const numbers = (key: string) => (comments.get(key) ?? '').split(' ').map((part) => (part === '' ? Number.NaN : Number(part)))
  const [meridian] = numbers('centrallongitude')
  const [trueLatitude] = numbers('truelatitude')
  const [pole] = numbers('centrallatitude')
  const onPlane = (key: string) => {
    const [longitude, latitude] = numbers(key)
    const distance = (radiusMetres * (1 + Math.sin(trueLatitude * radians)) * Math.cos(latitude * radians)) / (1 + Math.sin(latitude * radians))
    const angle = (longitude - meridian) * radians
    return { x: distance * Math.sin(angle), y: -distance * Math.cos(angle) }
  }
  if (pole !== 90) return `centrallatitude ${comments.get('centrallatitude') ?? 'none'}`
  const southWest = onPlane('bottomleft')
  const northEast = onPlane('topright')
  const cellX = (northEast.x - southWest.x) / width
  const cellY = (northEast.y - southWest.y) / height
  const stated = [numbers('metersperpixel_x')[0], numbers('metersperpixel_y')[0]]
  const near = (a: number, b: number) => a > 0 && Math.abs(a - b) < 0.01
  if (!near(cellX, stated[0]) || !near(cellY, stated[1])) return `cells of ${cellX} x ${cellY} m by the corners, ${stated[0]} x ${stated[1]} m as stated`
  return {
    rows: height,
    columns: width,
    west: southWest.x,
    north: northEast.y,
    cellX,
    cellY,
    crs: {
      projection: `+proj=stere +lat_0=90 +lat_ts=${trueLatitude} +lon_0=${meridian} +x_0=0 +y_0=0 +a=${radiusMetres} +b=${radiusMetres} +units=m +no_defs`,
    },
  }
}
