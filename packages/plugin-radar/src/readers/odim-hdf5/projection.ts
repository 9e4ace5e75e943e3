/** Corners of ODIM_H5 are longitudes and latitudes. */
import proj4 from 'proj4'
import { type Crs, knownCrs } from '../../raster/index.js'
import { damaged } from '../damaged.js'

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
