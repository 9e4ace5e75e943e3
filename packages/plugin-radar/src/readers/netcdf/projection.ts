/** CF grid mappings into PROJ strings. CF conventions 1.11, appendix F. */
import { type Crs, crsOf } from '../../raster/index.js'
import { metricProjection } from '../metric-projection.js'
import { type Attributes, numberAttribute, textAttribute } from './file.js'

/** By EPSG code, by a PROJ string, else by the parameters; undefined where none of these serves. */
export function crsOfMapping(attributes: Attributes): { crs: Crs; metresPerUnit: number } | undefined {
  const text = (...names: string[]) => names.map((name) => textAttribute(attributes, name)).find((found) => found)
  const wkt = text('crs_wkt', 'spatial_ref')
  const code =
    text('epsg_code', 'crs_name') ??
    (wkt ? codeOf(wkt) : undefined) ??
    (numberAttribute(attributes, 'epsg_code') && `EPSG:${numberAttribute(attributes, 'epsg_code')}`)
  const known = code ? knownOrNone(/^\d+$/.test(code) ? `EPSG:${code}` : code) : undefined
  if (known) return { crs: known, metresPerUnit: 1 }
  const proj = text('proj4', 'proj4_params', 'proj4_string', 'proj4text', 'proj_params')
  if (proj) return metricProjection(proj)
  const projection = byParameters(attributes)
  return projection ? { crs: { projection }, metresPerUnit: 1 } : undefined
}

/** The outermost code of WKT 1 or 2 is its last. */
function codeOf(wkt: string): string | undefined {
  return /(?:AUTHORITY\["EPSG","(\d+)"\]|ID\["EPSG",(\d+)\])\]\s*$/.exec(wkt)?.slice(1).find(Boolean)
}

function knownOrNone(code: string): Crs | undefined {
  try {
    return crsOf(code)
  } catch {
    return undefined
  }
}

function byParameters(attributes: Attributes): string | undefined {
  const number = (name: string, otherwise = 0) => numberAttribute(attributes, name) ?? otherwise
  const parallels = attributes.standard_parallel
  const parallel = (index: number) => (Array.isArray(parallels) ? (parallels[index] ?? parallels[0]) : number('standard_parallel')) ?? 0
  const scale = number('scale_factor_at_projection_origin', number('scale_factor_at_central_meridian', 1))
  const origin = `+lat_0=${number('latitude_of_projection_origin')} +lon_0=${number('longitude_of_projection_origin', number('longitude_of_central_meridian', number('straight_vertical_longitude_from_pole')))}`
  const trueAt = Array.isArray(parallels) ? ` +lat_ts=${parallel(0)}` : ` +k=${scale}`
  const kinds: Record<string, string> = {
    latitude_longitude: '+proj=longlat',
    transverse_mercator: `+proj=tmerc ${origin} +k=${scale}`,
    polar_stereographic: `+proj=stere ${origin}${trueAt}`,
    stereographic: `+proj=stere ${origin} +k=${scale}`,
    lambert_azimuthal_equal_area: `+proj=laea ${origin}`,
    lambert_conformal_conic: `+proj=lcc ${origin} +lat_1=${parallel(0)} +lat_2=${parallel(1)}`,
    albers_conical_equal_area: `+proj=aea ${origin} +lat_1=${parallel(0)} +lat_2=${parallel(1)}`,
    azimuthal_equidistant: `+proj=aeqd ${origin}`,
    mercator: `+proj=merc +lon_0=${number('longitude_of_projection_origin')}${trueAt}`,
  }
  const name = textAttribute(attributes, 'grid_mapping_name') ?? ''
  if (!Object.hasOwn(kinds, name)) return undefined
  if (name === 'latitude_longitude') return `${kinds[name]} ${ellipsoid(attributes)} +no_defs`
  return `${kinds[name]} +x_0=${number('false_easting')} +y_0=${number('false_northing')} ${ellipsoid(attributes)} +units=m +no_defs`
}

function ellipsoid(attributes: Attributes): string {
  const radius = numberAttribute(attributes, 'earth_radius')
  const a = numberAttribute(attributes, 'semi_major_axis')
  const b = numberAttribute(attributes, 'semi_minor_axis')
  const inverse = numberAttribute(attributes, 'inverse_flattening')
  if (radius !== undefined) return `+R=${radius}`
  if (a === undefined || (b === undefined && !inverse) || (a === 6378137 && inverse === 298.257223563)) return '+datum=WGS84'
  return b === undefined ? `+a=${a} +rf=${inverse}` : `+a=${a} +b=${b}`
}
