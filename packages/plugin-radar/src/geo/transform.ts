/** Coordinates of one projection as those of another. */
import { PhdError } from '@phd/core'
import proj4 from 'proj4'
import type { Crs } from '../raster/index.js'

/** (x, y) to (x, y); not finite where the projection does not reach. */
export type Transform = (x: number, y: number) => [number, number]

/** RADAR_CRS where a PROJ string cannot be read. The identity where both are the same string. */
export function transformBetween(from: Crs, to: Crs): Transform {
  if (from.projection === to.projection) return (x, y) => [x, y]
  checked(from)
  checked(to)
  const { forward } = proj4(from.projection, to.projection)
  return (x, y) => {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return [Number.NaN, Number.NaN]
    try {
      const [east, north] = forward([x, y])
      return [east, north]
    } catch {
      return [Number.NaN, Number.NaN]
    }
  }
}

function checked({ projection }: Crs): void {
  try {
    proj4(projection)
  } catch (cause) {
    throw new PhdError('RADAR_CRS', `The projection "${projection}" cannot be read.`, {
      expected: 'a PROJ string such as +proj=tmerc +lat_0=49 +lon_0=-2 …',
      received: cause instanceof Error ? cause.message : String(cause),
      usage: true,
      cause,
    })
  }
}
