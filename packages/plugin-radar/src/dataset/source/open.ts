/** Opening a source in any thread. */
import { readPair } from '../../pairs/index.js'
import { checkRain } from '../sample.js'
import type { OpenSource, SourceSpec } from './source.js'
import { openStores } from './stores.js'

/** With the sha256 of the arrays that were read whole. A pair that misses rain is refused as a whole unless `mayMiss`. Errors: RADAR_PAIR_MISSING, _SIZE, RADAR_RAIN_NAN, RADAR_STORE_MISSING, _FORMAT. */
export async function openSource(spec: Exclude<SourceSpec, { kind: 'published' }>, mayMiss: boolean): Promise<OpenSource & { inputs: Record<string, string> }> {
  if (spec.kind === 'stores') return openStores(spec)
  const pair = await readPair(spec.header)
  if (!mayMiss) checkRain(pair.rainMmPerHour, `The pair of ${pair.place}, event ${pair.event},`)
  const rainCells = pair.rainShape[1] * pair.rainShape[2]
  const cells = pair.depthShape[1] * pair.depthShape[2]
  return {
    inputs: pair.sha256,
    rain: async (slot) => pair.rainMmPerHour.subarray(slot * rainCells, (slot + 1) * rainCells),
    depth: async (index) => pair.depthMetres.slice(index * cells, (index + 1) * cells),
  }
}
