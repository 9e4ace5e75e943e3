/** Blocks of one event, one after the other: rain streamed through a window, files written whole. */
import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { PhdError, random, writeAtomic } from '@phd/core'
import { SlidingWindow } from '../../pairs/index.js'
import { gzippedRecords } from '../../tfrecord/index.js'
import { buildPublished } from '../published/index.js'
import { encodeSample } from '../sample.js'
import { type OpenSource, openSource } from '../source/index.js'
import { cutArea, inRadarCells } from './areas.js'
import { cutSample, removeIsolated } from './cut.js'
import { endSlot } from './labels.js'
import { type Block, type BuildPlan, type PlannedEvent, shardFile, splitOfPlace } from './plan.js'
import { addRecord, type BlockNotes, emptyNotes, type FileNotes, type RecordNotes } from './record-notes.js'

export interface BlockHooks {
  /** Where the files go. */
  folder: string
  /** sha256 of the terrain of each place. */
  terrain: Record<string, string>
  stopped(): boolean
  done(notes: BlockNotes): void
}

/** `blocks` are of one event and in its order. Errors: those of `openSource`, RADAR_RAIN_NAN, RADAR_DEPTH_INVALID; ends early where it is stopped. */
export async function buildBlocks(plan: BuildPlan, blocks: Block[], hooks: BlockHooks): Promise<void> {
  if (blocks.length === 0) return
  const event = plan.events[blocks[0].event]
  if (event.spec.kind === 'published') {
    for (const block of blocks) {
      const notes = await buildPublished(plan, block, event.spec, hooks)
      if (notes) hooks.done(notes)
    }
    return
  }
  const source = await openSource(event.spec, plan.missing === 'skip')
  const windows = new RainWindows(plan, event, source)
  for (const block of blocks) {
    const notes = await buildBlock(plan, event, block, source, windows, hooks)
    if (!notes) return
    hooks.done(notes)
  }
}

async function buildBlock(
  plan: BuildPlan,
  event: PlannedEvent,
  block: Block,
  source: OpenSource & { inputs: Record<string, string> },
  windows: RainWindows,
  hooks: BlockHooks,
): Promise<BlockNotes | undefined> {
  const counts = { missingRain: 0, missingWater: 0, dryDropped: 0, clippedRainValues: 0, isolatedCells: 0 }
  const open = event.places.map(() => ({ records: [] as Uint8Array[], notes: emptyNotes() }))
  const width = event.kept.columns
  for (const [i, minute] of block.minutes.entries()) {
    await setImmediate()
    if (hooks.stopped()) return undefined
    const pooled = await windows.before(minute)
    const depth = cutArea(await source.depth(block.depths[i]), event.waterShape[1], event.kept)
    checkDepth(depth, event, minute)
    if (plan.removeIsolated) counts.isolatedCells += removeIsolated(depth, width, plan.wetThresholdMetres)
    for (const [index, place] of event.places.entries()) {
      const sample = pooled ? cutSample(pooled, depth, width, place.area, plan) : 'no rain'
      if (typeof sample === 'string') {
        if (plan.missing === 'fail') throw missing(sample, event, minute)
        counts[sample === 'no rain' ? 'missingRain' : 'missingWater']++
        continue
      }
      if (sample.wetCells === 0 && splitOfPlace(block, place, index) === 'train' && !keepsDry(plan, place.name, event.event, minute)) {
        counts.dryDropped++
        continue
      }
      counts.clippedRainValues += sample.clipped
      const record = encodeSample(sample, plan.shapes)
      open[index].records.push(record)
      addRecord(open[index].notes, record, sample, minute, hooks.terrain[place.name], plan.rain)
    }
  }
  const files: FileNotes[] = []
  for (const [index, { records, notes }] of open.entries()) {
    if (records.length === 0) continue
    const place = event.places[index]
    files.push(
      await writeShard(hooks.folder, records, notes, {
        place: place.name,
        file: shardFile(block, place),
        split: splitOfPlace(block, place, index),
        event: event.event,
      }),
    )
  }
  return { block: block.id, files, counts, inputs: source.inputs }
}

export async function writeShard(
  folder: string,
  records: Uint8Array[],
  notes: RecordNotes,
  of: Pick<FileNotes, 'place' | 'file' | 'split' | 'event'>,
): Promise<FileNotes> {
  const bytes = gzippedRecords(records)
  const path = join(folder, of.file)
  await mkdir(dirname(path), { recursive: true })
  writeAtomic(path, bytes)
  return { ...of, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), ...notes }
}

/** The same answer for a sample in any build of one seed. */
function keepsDry({ dryKeep, seed }: BuildPlan, place: string, event: string, minute: number): boolean {
  return dryKeep >= 1 || random(seed, `dry ${place}/${event}/${minute}`)() < dryKeep
}

/** Pooled rain before ascending minutes; only one window of frames is held. */
class RainWindows {
  #window: SlidingWindow
  /** Slots that the window has seen. */
  #end = Number.NEGATIVE_INFINITY
  readonly #fresh: () => SlidingWindow

  readonly #endSlot: (minute: number) => number
  readonly #frame: (slot: number) => Promise<Float32Array | undefined>

  constructor({ rain, factor }: BuildPlan, { kept, rainShape }: PlannedEvent, source: OpenSource) {
    const radar = inRadarCells(kept, factor)
    this.#endSlot = (minute) => endSlot(minute, rain)
    this.#frame = async (slot) => {
      const frame = await source.rain(slot)
      return frame && cutArea(frame, rainShape[1], radar)
    }
    this.#fresh = () => new SlidingWindow(radar.rows * radar.columns, rain.pattern, rain.pooling)
    this.#window = this.#fresh()
  }

  /** (channel, y, x) of the kept area; undefined where a frame is missing. */
  async before(minute: number): Promise<Float32Array | undefined> {
    const end = this.#endSlot(minute)
    const first = end - this.#window.steps
    if (first > this.#end) {
      this.#window = this.#fresh()
      this.#end = Math.max(0, first)
    }
    for (; this.#end < end; this.#end++) this.#window.push(await this.#frame(this.#end))
    return this.#window.hasGap ? undefined : this.#window.pooled()
  }
}

function checkDepth(depth: Float32Array, { name }: PlannedEvent, minute: number): void {
  const wrong = depth.findIndex((metres) => metres < 0 || metres === Number.POSITIVE_INFINITY)
  if (wrong < 0) return
  throw new PhdError('RADAR_DEPTH_INVALID', `${name} has a water depth that is none, at minute ${minute}.`, {
    expected: '0 m or more',
    received: String(depth[wrong]),
  })
}

function missing(what: 'no rain' | 'no water', { name, startMs, rainShape }: PlannedEvent, minute: number): PhdError {
  const when = startMs === undefined ? `minute ${minute}` : new Date(startMs + minute * 60_000).toISOString()
  if (what === 'no water') {
    return new PhdError('RADAR_DEPTH_INVALID', `${name} has no water in some cells at ${when}.`, {
      expected: 'metres in every cell',
      remedy: '--missing skip leaves such samples out',
    })
  }
  return new PhdError('RADAR_RAIN_NAN', `${name} misses rain in the window before ${when}.`, {
    expected: `${rainShape.join('x')} cells of rain in every frame`,
    remedy: '--missing skip leaves such samples out and counts them',
  })
}
