/** The RADOLAN grids: 1 km on a polar stereographic plane of a sphere, all hung on 9 degrees east, 51 degrees north. */
import type { Grid } from '../../raster/index.js'

const radiusMetres = 6_370_040
const cell = 1000

/** Columns west of the hinge and rows south of it, by rows x columns. */
const hinges: Record<string, [number, number]> = { '900x900': [450, 450], '1100x900': [370, 550], '1500x1400': [600, 800] }

export const radolanSizes = Object.keys(hinges)

export function radolanGrid(rows: number, columns: number): Grid | undefined {
  const hinge = hinges[`${rows}x${columns}`]
  if (!hinge) return undefined
  const { x, y } = hingePoint()
  return {
    rows,
    columns,
    west: x - hinge[0] * cell,
    north: y - hinge[1] * cell + rows * cell,
    cellX: cell,
    cellY: cell,
    crs: { projection: `+proj=stere +lat_0=90 +lat_ts=60 +lon_0=10 +x_0=0 +y_0=0 +a=${radiusMetres} +b=${radiusMetres} +units=m +no_defs` },
  }
}

/** DWD, RADOLAN composite format: x and y of a point on the plane that is true at 60 degrees north. */
function hingePoint(): { x: number; y: number } {
  const radians = Math.PI / 180
  const latitude = 51 * radians
  const longitude = (9 - 10) * radians
  const distance = (radiusMetres * (1 + Math.sin(60 * radians)) * Math.cos(latitude)) / (1 + Math.sin(latitude))
  return { x: distance * Math.sin(longitude), y: -distance * Math.cos(longitude) }
}
