import { type Crs, crsOf, knownCrs } from '@phd/plugin-radar'
import { describe, expect, it } from 'vitest'
import { transformBetween } from '../../lib/geo/index.js'
import { noPython, runPython } from '../oracle.js'

const wgs84 = knownCrs['EPSG:4326']
const knmi: Crs = { projection: '+proj=stere +lat_0=90 +lon_0=0 +lat_ts=60 +a=6378137 +b=6356752 +x_0=0 +y_0=0 +units=m +no_defs' }
const radolan: Crs = { projection: '+proj=stere +lat_0=90 +lat_ts=60 +lon_0=10 +a=6370040 +b=6370040 +units=m +no_defs' }

describe('transforms', () => {
  it('finds the worked example of the Ordnance Survey guide to within the five metres of a seven-parameter shift', () => {
    // A guide to coordinate systems in Great Britain, v3.6, annexe C: Caister water tower, ETRS89 to OSGB36 by OSTN15.
    const [east, north] = transformBetween(wgs84, crsOf('EPSG:27700'))(1.716073973, 52.658007833)
    expect(Math.hypot(east - 651_409.804, north - 313_177.45)).toBeLessThan(5)
  })

  it('goes there and back', () => {
    const there = transformBetween(wgs84, knmi)
    const back = transformBetween(knmi, wgs84)
    for (const [x, y] of [
      [5.2, 52.1],
      [0, 49],
      [9, 55.5],
    ]) {
      const [lon, lat] = back(...there(x, y))
      expect(lon).toBeCloseTo(x, 9)
      expect(lat).toBeCloseTo(y, 9)
    }
  })

  it('is not finite where a projection does not reach, and says of a wrong PROJ string what is wrong', () => {
    expect(transformBetween(wgs84, knmi)(Number.NaN, 3)).toEqual([Number.NaN, Number.NaN])
    expect(() => transformBetween(wgs84, { projection: '+proj=nonsense' })).toThrow('The projection "+proj=nonsense" cannot be read.')
  })

  it.skipIf(noPython)(`agrees with PROJ within a metre at random points${noPython ? ` (${noPython})` : ''}`, () => {
    const crss = [crsOf('EPSG:27700'), crsOf('EPSG:21781'), crsOf('EPSG:3035'), crsOf('EPSG:32630'), crsOf('EPSG:3857'), knmi, radolan]
    const script = `
import json, sys, numpy as np, pyproj
out = []
random = np.random.default_rng(7)
for projection in json.loads(sys.argv[1]):
    lon, lat = random.uniform(-6, 14, 300), random.uniform(46, 60, 300)
    t = pyproj.Transformer.from_crs('+proj=longlat +datum=WGS84 +no_defs', projection, always_xy=True)
    x, y = t.transform(lon, lat)
    out.append(np.stack([lon, lat, x, y], 1).tolist())
print(json.dumps(out))`
    const seen: number[][][] = JSON.parse(runPython(script, JSON.stringify(crss.map(({ projection }) => projection))))
    const furthest = crss.map((crs, i) => {
      const transform = transformBetween(wgs84, crs)
      return Math.max(
        ...seen[i].map(([lon, lat, x, y]) => {
          const [east, north] = transform(lon, lat)
          return Math.hypot(east - x, north - y)
        }),
      )
    })
    for (const metres of furthest) expect(metres).toBeLessThan(1)
  })
})
