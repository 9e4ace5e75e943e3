/** Published shards as a plan: one block a file. */
import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { defaultPattern, patternSteps } from '../../pairs/index.js'
import { maximumMmPerHour, type Planned } from '../build/make-plan.js'
import type { BuildOptions } from '../build/options.js'
import type { Block, PlannedEvent } from '../build/plan.js'
import type { DatasetMetadata } from '../metadata.js'
import { radarFactor } from '../radar-factor.js'
import type { EventSource } from '../source/index.js'
import { nameOf } from '../source/name.js'
import { readTerrainFile } from '../source/terrain-file.js'
import { planSplit } from '../split/index.js'
import { listPublished, published } from './list.js'

const stepMinutes = 5

/** Errors: RADAR_PUBLISHED, RADAR_SHAPE, RADAR_TERRAIN_FILE, RADAR_SPLIT_EMPTY, RADAR_SPLIT_OPTION. */
export async function planPublished({ dir, heightmap }: { dir: string; heightmap: string }, options: BuildOptions): Promise<Planned> {
  refuseOthers(options)
  const { files, shapes } = await listPublished(dir)
  const terrain = await readTerrainFile(heightmap)
  const [rows, columns] = shapes.waterdepth
  if (terrain.grid.rows !== rows || terrain.grid.columns !== columns) {
    throw published(`${heightmap} does not fit the water.`, `${rows}x${columns} cells`, `${terrain.grid.rows}x${terrain.grid.columns} cells`)
  }
  const channels = shapes.rainfallradar[0]
  const pattern = options.pattern?.length === channels ? options.pattern : channels === defaultPattern.length ? defaultPattern : undefined
  if (!pattern) throw published(`The shards have ${channels} channels of rain.`, `--pattern with ${channels} numbers`, (options.pattern ?? []).join(','))
  const { pooling = 'max', offsetMinutes = 0, seed = 1, allowLeakage = false, wetThresholdMetres = 0.1 } = options
  const rain: DatasetMetadata['rain'] = { stepMinutes, pattern, pooling, maximumMmPerHour, windowMinutes: patternSteps(pattern) * stepMinutes, offsetMinutes }
  const place = nameOf(heightmap)
  const candidates = files.map(({ event }) => ({ place, event, minutes: [0] }))
  const split = planSplit(candidates, rain, { ...options, by: options.splitBy === 'event' ? 'event' : 'file', seed, allowLeakage })
  const sideOf = (event: string, i: number) => split.ofFile?.(i, files.length) ?? split.splitOf(place, event, 0) ?? 'train'
  const area = { row: 0, column: 0, rows, columns }
  const rainShape: [number, number] = [shapes.rainfallradar[1], shapes.rainfallradar[2]]
  const sources: EventSource[] = files.map(({ path, event, sha256, stamp }) => ({
    place,
    event,
    rainShape,
    waterShape: shapes.waterdepth,
    cellMetres: terrain.grid.cellX,
    rainStepMinutes: stepMinutes,
    rainSlots: 0,
    before: 'unknown',
    depthMinutes: [],
    name: path,
    inputs: { published: sha256 },
    stamp,
    origins: { rain: 'published shards', terrain: terrain.origin ?? basename(heightmap), water: 'published shards' },
    spec: { kind: 'published', path },
    terrain: async () => terrain.values,
  }))
  const events: PlannedEvent[] = sources.map(({ event, name, spec }) => ({
    event,
    place,
    name,
    spec,
    before: 'unknown',
    rainShape,
    waterShape: shapes.waterdepth,
    kept: area,
    places: [{ name: place, area }],
  }))
  const blocks: Block[] = events.map(({ event }, i) => ({ id: i, event: i, number: i, split: sideOf(event, i), minutes: [], depths: [] }))
  const plan = {
    shapes,
    rain,
    factor: radarFactor(rainShape, shapes.waterdepth),
    wetThresholdMetres,
    binary: false,
    removeIsolated: false,
    missing: 'fail' as const,
    dryKeep: 1,
    seed,
    events,
    blocks,
  }
  const lines = [
    'The times of published shards are not known: minutes count records, and no check can tell whether neighbours in time lie on both sides. They do at the edges of files.',
    'The published code did not apply its offset of water to rain: unless the water was cut by hand, a label lies before the newest rain of its window.',
  ]
  const fingerprint = createHash('sha256')
    .update(JSON.stringify({ plan, split: split.note, inputs: files, terrain: terrain.sha256, dedupe: options.dedupe ?? false, allowLeakage }))
    .digest('hex')
  return { plan, split, places: [{ name: place, cellMetres: terrain.grid.cellX, heightMetres: terrain.values, from: place }], sources, lines, fingerprint }
}

/** What can no longer be chosen, as the samples are made. */
function refuseOthers({ crop, bounds, tile, stride = 1, removeIsolated, binary, dryKeep = 1, blockHours, validateFrom, testFrom }: BuildOptions): void {
  const asked = Object.entries({
    crop,
    bounds,
    tile,
    'remove-isolated': removeIsolated,
    binary,
    'block-hours': blockHours,
    'validate-from': validateFrom,
    'test-from': testFrom,
  })
  const flag = asked.find(([, value]) => value)?.[0] ?? (stride > 1 ? 'stride' : dryKeep < 1 ? 'dry-keep' : undefined)
  if (flag) throw published('Published shards are taken as they are.', 'none of the options that make samples', `--${flag}`)
}
