/** Rain and terrain, and how the one falls on the other. */
import { PhdError } from '@phd/core'
import { withCell } from '../geo/index.js'
import { percent } from './missing-rain.js'
import type { SimulateOptions } from './options.js'
import { crsName, mapRain, type RainMap } from './rain-map.js'
import { openRain, type RainSeries } from './rain-series.js'
import { openTerrain, type Terrain } from './terrain.js'
import { type Span, timeline } from './timeline.js'

export interface Inputs {
  terrain: Terrain
  rain: RainSeries
  spans: Span[]
  map: RainMap
  about: Record<string, unknown>
}

export async function openInputs(options: SimulateOptions): Promise<Inputs> {
  const { missingRain = 'fail', holes = 'fail' } = options
  const rain = await openRain(options.rain, options)
  const squares = options.cellMetres === undefined ? undefined : withCell(rain.grid, options.cellMetres)
  const asGiven = await openTerrain(options.terrain, holes, options, squares)
  const terrain = { ...asGiven, grid: { ...asGiven.grid, crs: asGiven.grid.crs ?? rain.grid.crs } }
  const spans = timeline(rain, options)
  const map = mapRain(terrain.grid, terrain.elevationMetres, rain.grid)
  checkCoverage(map, missingRain)
  checkProjections(asGiven, rain, options.log)
  const about = {
    rain: { sha256: rain.sha256, rows: rain.grid.rows, columns: rain.grid.columns, crs: crsName(rain.grid.crs) },
    terrain: {
      sha256: terrain.sha256,
      rows: terrain.grid.rows,
      columns: terrain.grid.columns,
      cellMetres: terrain.cellMetres,
      crs: crsName(terrain.grid.crs),
      holes,
    },
    cells: map.cells,
    cellsOutsideRain: map.outside,
  }
  return { terrain, rain, spans, map, about }
}

function checkCoverage({ cells, outside }: RainMap, missingRain: string): void {
  if (outside === 0 || missingRain === 'zero') return
  throw new PhdError('RADAR_SIMULATE_COVERAGE', `The rain does not cover ${percent(outside / cells)} of the terrain.`, {
    expected: 'rain over every cell with a height',
    received: `${outside} of ${cells} cells outside`,
    remedy: 'cut the terrain with phd radar import --bounds, or --missing-rain zero: no rain falls there',
  })
}

function checkProjections({ grid }: Terrain, rain: RainSeries, log?: (line: string) => void): void {
  if ((grid.crs === undefined) === (rain.grid.crs === undefined)) return
  log?.(`The ${grid.crs ? 'rain' : 'terrain'} does not say its projection; it is taken as that of the ${grid.crs ? 'terrain' : 'rain'}.`)
}
