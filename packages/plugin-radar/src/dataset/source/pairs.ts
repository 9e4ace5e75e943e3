/** Pairs as sources. */
import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { PhdError } from '@phd/core'
import { listPairs, type PairHeader, readTerrain } from '../../pairs/index.js'
import { chooseHeaders } from '../choose.js'
import type { EventSource } from './source.js'

/** Lines are for the user. Errors: RADAR_PAIRS_MISSING, RADAR_PAIR_META, _MISSING, _SIZE, _CONFLICT, RADAR_PLACE_UNKNOWN, RADAR_SHAPE. */
export async function listPairSources(dir: string, places?: string[], held: string[] = []): Promise<{ sources: EventSource[]; lines: string[] }> {
  const chosen = chooseHeaders(await listPairs(dir), places, held)
  const sources: EventSource[] = []
  const first = new Map<string, { event: string; dem: string; events: Set<string> }>()
  for (const header of chosen.headers) {
    const { place, event, meta } = header
    const { sha256 } = await readTerrain(header)
    const known = first.get(place)
    const problem = known?.events.has(event) ? `two pairs of one event ${event}` : known && known.dem !== sha256 ? 'two terrains' : undefined
    if (known && problem) {
      throw new PhdError('RADAR_PAIR_CONFLICT', `The place ${place} has ${problem}.`, {
        expected: 'one terrain a place and one pair an event',
        received: `pairs of the events ${known.event} and ${event}`,
        remedy: 'give each terrain its own "place" and each simulation its own "event" in meta.json',
      })
    }
    if (known) known.events.add(event)
    else first.set(place, { event, dem: sha256, events: new Set([event]) })
    sources.push({
      place,
      event,
      rainShape: chosen.rainShape,
      waterShape: chosen.waterShape,
      cellMetres: meta.dem.cell_m,
      rainStepMinutes: chosen.rainStepMinutes,
      rainSlots: header.rainShape[0],
      before: 'dry',
      depthMinutes: meta.depth.minutes,
      name: `The pair ${header.dir}`,
      inputs: { dem: sha256 },
      stamp: await stampOf(header),
      origins: { rain: meta.rain_source, terrain: meta.dem_source, water: typeof meta.simulator === 'string' ? meta.simulator : meta.simulator?.name },
      spec: { kind: 'pair', header },
      terrain: async () => (await readTerrain(header)).heightMetres,
    })
  }
  return { sources, lines: chosen.skipped }
}

async function stampOf({ dir, meta }: PairHeader): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(meta))
  for (const file of [meta.rain.file, meta.depth.file, meta.dem.file]) {
    const found = await stat(join(dir, file)).catch(() => undefined)
    hash.update(`${file} ${found?.size} ${found?.mtimeMs}\n`)
  }
  return hash.digest('hex')
}
