/** The projection of a store in CF's terms, beside its PROJ string. */
import type { Crs } from '../raster/index.js'

/** PROJ parameters to CF attributes, for the projections that radar comes in (CF 1.11, appendix F). */
export function spatialRefAttributes(crs: Crs | undefined): Record<string, string | number | number[]> {
  if (!crs) return {}
  const at = parameters(crs.projection)
  const number = (key: string, otherwise = 0) => (at[key] === undefined ? otherwise : Number(at[key]))
  const ellipsoid = ellipsoidOf(at)
  const cf: Record<string, () => Record<string, string | number>> = {
    longlat: () => ({ grid_mapping_name: 'latitude_longitude' }),
    tmerc: () => ({
      grid_mapping_name: 'transverse_mercator',
      scale_factor_at_central_meridian: number('k', number('k_0', 1)),
      longitude_of_central_meridian: number('lon_0'),
      latitude_of_projection_origin: number('lat_0'),
    }),
    stere: () => ({
      grid_mapping_name: 'polar_stereographic',
      straight_vertical_longitude_from_pole: number('lon_0'),
      latitude_of_projection_origin: number('lat_0', 90),
      standard_parallel: number('lat_ts', 90),
    }),
    laea: () => ({
      grid_mapping_name: 'lambert_azimuthal_equal_area',
      longitude_of_projection_origin: number('lon_0'),
      latitude_of_projection_origin: number('lat_0'),
    }),
  }
  const own = cf[at.proj]?.()
  const offset: Record<string, number> = own && at.proj !== 'longlat' ? { false_easting: number('x_0'), false_northing: number('y_0') } : {}
  return { ...(crs.name ? { crs_name: crs.name } : {}), proj4: crs.projection, ...own, ...offset, ...(own ? ellipsoid : {}) }
}

function parameters(projection: string): Record<string, string> {
  return Object.fromEntries([...projection.matchAll(/\+(\w+)(?:=(\S+))?/g)].map(([, key, value]) => [key, value ?? '']))
}

function ellipsoidOf(at: Record<string, string>): Record<string, number> {
  const named: Record<string, [number, number]> = {
    WGS84: [6378137, 298.257223563],
    GRS80: [6378137, 298.257222101],
    airy: [6377563.396, 299.3249646],
    bessel: [6377397.155, 299.1528128],
  }
  const [a, inverse] = named[at.ellps ?? at.datum] ?? [Number(at.a ?? at.R ?? 6378137), 0]
  if (at.R !== undefined) return { earth_radius: a }
  if (inverse > 0) return { semi_major_axis: a, inverse_flattening: inverse }
  return { semi_major_axis: a, semi_minor_axis: Number(at.b ?? a) }
}
