/** Coordinate reference systems as PROJ strings. */
import { PhdError } from '@phd/core'

export interface Crs {
  /** A PROJ string in metres or degrees. */
  projection: string
  /** `EPSG:27700` and the like, where it is known. */
  name?: string
}

/** By EPSG code, what radar and terrain in Europe and North America come in. Datum shifts to WGS84 where they matter. */
export const knownCrs: Record<string, Crs> = {
  'EPSG:4326': { name: 'EPSG:4326', projection: '+proj=longlat +datum=WGS84 +no_defs' },
  'EPSG:27700': {
    name: 'EPSG:27700',
    projection:
      '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy +towgs84=446.448,-125.157,542.06,0.1502,0.247,0.8421,-20.4894 +units=m +no_defs',
  },
  'EPSG:21781': {
    name: 'EPSG:21781',
    projection:
      '+proj=somerc +lat_0=46.9524055555556 +lon_0=7.43958333333333 +k_0=1 +x_0=600000 +y_0=200000 +ellps=bessel +towgs84=674.374,15.056,405.346,0,0,0,0 +units=m +no_defs',
  },
  'EPSG:3857': { name: 'EPSG:3857', projection: '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs' },
  'EPSG:3035': {
    name: 'EPSG:3035',
    projection: '+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs',
  },
}

/** `EPSG:27700` by name, or a PROJ string as it stands. RADAR_CRS. */
export function crsOf(text: string): Crs {
  const wanted = text.trim()
  const known = knownCrs[wanted.toUpperCase()]
  if (known) return known
  const utm = /^EPSG:32([67])(0[1-9]|[1-5]\d|60)$/i.exec(wanted)
  if (utm)
    return { name: wanted.toUpperCase(), projection: `+proj=utm +zone=${Number(utm[2])}${utm[1] === '7' ? ' +south' : ''} +datum=WGS84 +units=m +no_defs` }
  if (/\+proj=\w+/.test(wanted)) return { projection: wanted }
  throw new PhdError('RADAR_CRS', `There is no coordinate system "${text}".`, {
    expected: `a PROJ string, EPSG:326NN or 327NN (UTM), or one of ${Object.keys(knownCrs).join(', ')}`,
    received: text,
    usage: true,
  })
}

/** True where coordinates are degrees of longitude and latitude. */
export function isGeographic({ projection }: Crs): boolean {
  return /\+proj=(longlat|latlong)\b/.test(projection)
}
