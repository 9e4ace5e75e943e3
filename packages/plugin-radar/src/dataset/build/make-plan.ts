/** From sources and options to a plan. */
import { createHash } from 'node:crypto'
import { PhdError } from '@phd/core'
import { defaultPattern, patternSteps } from '../../pairs/index.js'
import type { DatasetMetadata, DatasetSplit, PlaceMetadata } from '../metadata.js'
import { formatVersion } from '../metadata.js'
import { radarFactor } from '../radar-factor.js'
import type { Area, EventSource } from '../source/index.js'
import { planSplit, type SplitPlan } from '../split/index.js'
import { cutArea, keptArea, type Tile, tilesOf } from './areas.js'
import { labelsOf } from './labels.js'
import type { BuildOptions } from './options.js'
import type { Block, BuildPlan, PlannedEvent } from './plan.js'

/** What 1 means in `rainfallradar`; the constant of the peer's datasets. */
export const maximumMmPerHour = 100
const recordsPerShard = 64
/** Of one block, before it is packed. */
const blockBytes = 256 * 2 ** 20

export interface Planned {
  plan: BuildPlan
  split: SplitPlan
  /** Places that have samples, without shards: terrain is written for each. */
  places: (Omit<PlaceMetadata, 'heightmap' | 'shards' | 'sources' | 'terrain'> & { heightMetres: Float32Array; from: string })[]
  sources: EventSource[]
  lines: string[]
  /** Of everything that decides the bytes, and of the state of the input files. */
  fingerprint: string
}

/** Errors: RADAR_SHAPE, RADAR_LABELS, RADAR_RAIN_SHORT, RADAR_CROP, RADAR_TILE, RADAR_TERRAIN_EMPTY, those of `planSplit`. */
export async function makePlan(sources: EventSource[], options: BuildOptions): Promise<Planned> {
  const { pattern = defaultPattern, pooling = 'max', offsetMinutes = 0, stride = 1, wetThresholdMetres = 0.1, seed = 1, allowLeakage = false } = options
  const [first] = sources
  checkAlike(sources)
  const stepMinutes = first.rainStepMinutes
  const factor = radarFactor(first.rainShape, first.waterShape)
  const base = { stepMinutes, pattern, pooling, maximumMmPerHour, windowMinutes: patternSteps(pattern) * stepMinutes, offsetMinutes }
  const kept = sources.map((source) => keptArea(source, factor, options))
  const odd = kept.findIndex(({ rows, columns }) => rows !== kept[0].rows || columns !== kept[0].columns)
  if (odd >= 0) throw shapeError(`${kept[0].rows}x${kept[0].columns}`, `${sources[odd].name}: ${kept[odd].rows}x${kept[odd].columns}`)
  const tiles = tilesOf(kept[0], factor, options)
  const labels = sources.map((source) => labelsOf(source, base, stride))
  const lagMinutes = labels.reduce((most, one) => Math.max(most, one.lagMinutes), 0)
  const rain: DatasetMetadata['rain'] = { ...base, ...(lagMinutes > 0 ? { lagMinutes } : {}) }
  const grounds = await groundOf(sources, kept, tiles)

  const candidates = sources.flatMap((source, i) =>
    grounds.get(source.place)!.map(({ tile, name }) => ({
      place: name,
      event: source.event,
      minutes: labels[i].minutes,
      startMs: source.startMs,
      ...(options.tile !== undefined && { part: { of: source.place, ...tile.area } }),
    })),
  )
  const validateFrom = options.validateFrom ?? (options.validateFromMinute === undefined ? undefined : { minute: options.validateFromMinute })
  const split = planSplit(candidates, rain, { ...options, by: options.splitBy, validateFrom, seed, allowLeakage })

  const { rows, columns } = tiles[0].area
  const shapes = {
    rainfallradar: [pattern.length, rows / factor, columns / factor] as [number, number, number],
    waterdepth: [rows, columns] as [number, number],
  }
  const events: PlannedEvent[] = sources.map((source, i) => ({
    event: source.event,
    place: source.place,
    name: source.name,
    spec: source.spec,
    before: source.before,
    rainShape: source.rainShape,
    waterShape: source.waterShape,
    kept: kept[i],
    ...(source.startMs !== undefined && { startMs: source.startMs }),
    places: grounds.get(source.place)!.flatMap(({ tile, name }) => {
      if (split.by !== 'place') return [{ name, area: tile.area }]
      const side = split.splitOf(name, source.event, 0)
      return side ? [{ name, area: tile.area, split: side }] : []
    }),
  }))
  const most = events.reduce((count, { places }) => Math.max(count, places.length), 1)
  const recordBytes = 4 * (pattern.length * (rows / factor) * (columns / factor) + rows * columns)
  const perBlock = Math.max(1, Math.min(recordsPerShard, Math.floor(blockBytes / recordBytes / most)))
  const plan: BuildPlan = {
    shapes,
    rain,
    factor,
    wetThresholdMetres,
    binary: options.binary ?? false,
    removeIsolated: options.removeIsolated ?? false,
    missing: options.missing ?? (options.pairs ? 'fail' : 'skip'),
    dryKeep: options.dryKeep ?? 1,
    seed,
    events,
    blocks: blocksOf(events, labels, split, perBlock),
  }
  const named = new Set(events.flatMap(({ places }) => places.map(({ name }) => name)))
  const places = [...grounds].flatMap(([of, ground]) =>
    ground
      .filter(({ name }) => named.has(name))
      .map(({ tile, name, heightMetres, source }) => ({
        name,
        cellMetres: source.cellMetres,
        heightMetres,
        from: of,
        ...(options.tile !== undefined && { part: { of, ...tile.area } }),
        ...gridOf(source, kept[sources.indexOf(source)], tile),
      })),
  )
  const outside = labels.reduce((sum, one) => sum + one.outside, 0)
  const lines = outside > 0 && sources.some(({ before }) => before === 'unknown') ? [`${outside} depths lie outside of the rain of a whole window.`] : []
  if (lagMinutes > 0) lines.push(`Water lies between radar frames: windows end up to ${Number(lagMinutes.toFixed(2))} minutes earlier than asked.`)
  const dropped = tiles.length > 1 ? [...grounds.values()].reduce((sum, ground) => sum + tiles.length - ground.length, 0) : 0
  if (dropped > 0) lines.push(`${dropped} tiles without terrain are left out.`)
  const inputs = sources.map(({ place, event, inputs: hashes, stamp, origins }) => ({ place, event, hashes, stamp, origins }))
  const all = JSON.stringify({
    formatVersion,
    plan,
    split: split.note,
    inputs,
    dedupe: options.dedupe ?? false,
    allowLeakage,
    places: places.map(({ heightMetres: _, ...rest }) => rest),
  })
  return { plan, split, places, sources, lines, fingerprint: createHash('sha256').update(all).digest('hex') }
}

interface Ground {
  tile: Tile
  name: string
  heightMetres: Float32Array
  source: EventSource
}

/** The tiles of each place that have terrain. */
async function groundOf(sources: EventSource[], kept: Area[], tiles: Tile[]): Promise<Map<string, Ground[]>> {
  const found = new Map<string, Ground[]>()
  for (const [i, source] of sources.entries()) {
    if (found.has(source.place)) continue
    const whole = cutArea(await source.terrain(), source.waterShape[1], kept[i])
    const ground = tiles.map((tile) => ({ tile, name: `${source.place}${tile.suffix}`, heightMetres: cutArea(whole, kept[i].columns, tile.area), source }))
    const withTerrain = tiles.length === 1 ? ground : ground.filter(({ heightMetres }) => !heightMetres.every(Number.isNaN))
    if (withTerrain.length === 0 || withTerrain[0].heightMetres.every(Number.isNaN)) {
      throw new PhdError('RADAR_TERRAIN_EMPTY', `The place ${source.place} has not one cell with terrain.`, { expected: 'terrain under the water' })
    }
    found.set(source.place, withTerrain)
  }
  return found
}

function blocksOf(events: PlannedEvent[], labels: { minutes: number[]; depths: number[] }[], split: SplitPlan, perBlock: number): Block[] {
  const blocks: Block[] = []
  const numbers = new Map<string, number>()
  events.forEach(({ place, event, places }, index) => {
    if (places.length === 0) return
    let last: Block | undefined
    labels[index].minutes.forEach((minute, i) => {
      const side: DatasetSplit | undefined = split.by === 'place' ? 'train' : split.splitOf(place, event, minute)
      if (!side) return
      if (last?.split !== side || last.minutes.length >= perBlock) {
        const number = numbers.get(place) ?? 0
        numbers.set(place, number + 1)
        last = { id: blocks.length, event: index, number, split: side, minutes: [], depths: [] }
        blocks.push(last)
      }
      last.minutes.push(minute)
      last.depths.push(labels[index].depths[i])
    })
  })
  if (split.ofFile) {
    const files = blocks.reduce((sum, block) => sum + events[block.event].places.length, 0)
    let file = 0
    for (const block of blocks) block.placeSplits = events[block.event].places.map(() => split.ofFile!(file++, files))
  }
  return blocks
}

function gridOf({ grid }: EventSource, kept: { row: number; column: number }, { area }: Tile): Pick<PlaceMetadata, 'grid'> {
  if (!grid) return {}
  const { west, north, cellX, cellY, crs } = grid
  return {
    grid: {
      west: west + (kept.column + area.column) * cellX,
      north: north - (kept.row + area.row) * cellY,
      cellX,
      cellY,
      ...(crs && { crs: crs.name ?? crs.projection }),
    },
  }
}

function checkAlike(sources: EventSource[]): void {
  const words = ({ rainShape, waterShape, rainStepMinutes, cellMetres }: EventSource) => ({
    rain: `rain every ${rainStepMinutes} min`,
    factor: `${waterShape[0] / rainShape[0]} water cells a radar cell`,
    cell: `cells of ${cellMetres} m`,
  })
  const [first] = sources
  for (const source of sources) {
    const [a, b] = [words(first), words(source)]
    for (const key of ['rain', 'factor'] as const) if (a[key] !== b[key]) throw shapeError(a[key], `${source.name}: ${b[key]}`)
  }
}

function shapeError(expected: string, received: string): PhdError {
  return new PhdError('RADAR_SHAPE', 'The places have different shapes, and a dataset has one.', {
    expected,
    received,
    remedy: 'build a dataset of each, or cut parts of one size with --crop or --tile',
  })
}
