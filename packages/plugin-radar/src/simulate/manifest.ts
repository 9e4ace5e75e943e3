/** What a store of water says about where it comes from, and how an unfinished one is known again. */
import { createHash } from 'node:crypto'
import { coreVersion } from '@phd/core'
import { crsName, type RainMap } from './rain-map.js'
import type { RainSeries } from './rain-series.js'
import type { Terrain } from './terrain.js'
import { iso, type Span } from './timeline.js'

export interface WaterManifest extends Record<string, unknown> {
  fingerprint: string
}

/** No clock and no path goes in: one set of inputs gives one manifest. */
export function waterManifest(rain: RainSeries, terrain: Terrain, map: RainMap, spans: Span[], settings: Record<string, unknown>): WaterManifest {
  const about = {
    command: 'radar simulate',
    versions: { phd: coreVersion },
    start: iso(spans[0].startMs),
    end: iso(spans[spans.length - 1].endMs),
    rain: { sha256: rain.sha256, rows: rain.grid.rows, columns: rain.grid.columns, crs: crsName(rain.grid.crs) },
    terrain: { sha256: terrain.sha256, rows: terrain.grid.rows, columns: terrain.grid.columns, cellMetres: terrain.cellMetres, crs: crsName(terrain.grid.crs) },
    cells: map.cells,
    cellsOutsideRain: map.outside,
    settings,
  }
  return { ...about, fingerprint: createHash('sha256').update(JSON.stringify(about)).digest('hex') }
}
