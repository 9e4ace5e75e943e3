/** Missing rain is told before hours of simulation, not after. */
import { PhdError } from '@phd/core'
import { percent } from './missing-rain.js'
import type { RainMap } from './rain-map.js'
import type { RainSeries } from './rain-series.js'
import { iso, type Span } from './timeline.js'

/** Looks at every frame of the spans. RADAR_SIMULATE_MISSING where anything is missing over the terrain; RADAR_SIMULATE_RAIN below zero. */
export async function requireWholeRain(rain: RainSeries, { terrainCellsUnder }: RainMap, spans: Span[], signal?: AbortSignal): Promise<void> {
  const covered = terrainCellsUnder.reduce((sum, cells) => sum + cells, 0)
  const found: { span: Span; share: number }[] = []
  for (const span of spans) {
    if (signal?.aborted) throw new PhdError('RADAR_STOPPED', 'Stopped before the simulation began.', { remedy: 'run the command again' })
    if (span.rain === 'dry') continue
    const missing = span.rain === 'missing' ? covered : missingCells(await rain.frame(span.rain), terrainCellsUnder)
    if (missing > 0) found.push({ span, share: missing / covered })
  }
  if (found.length === 0) return
  const [{ span, share }] = found
  const where = span.rain === 'missing' ? 'The record of rain has a gap' : 'Rain is missing'
  throw new PhdError('RADAR_SIMULATE_MISSING', `${where} from ${iso(span.startMs)} to ${iso(span.endMs)}, over ${percent(share)} of the terrain.`, {
    expected: 'a rate in every cell at every time',
    received: `${found.length} of ${spans.length} intervals with missing rain, ${percent(found.reduce((sum, one) => sum + one.share, 0) / spans.length)} of all`,
    remedy: '--missing-rain zero takes it as dry, previous holds the last rate',
  })
}

function missingCells(frame: Float32Array, terrainCellsUnder: Uint32Array): number {
  let missing = 0
  for (let k = 0; k < frame.length; k++) if (!Number.isFinite(frame[k])) missing += terrainCellsUnder[k]
  return missing
}
