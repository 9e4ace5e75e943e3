/** Records of one published shard into shards of a dataset. */
import { setImmediate } from 'node:timers/promises'
import { wetMask } from '../../metrics/index.js'
import { readRecords } from '../../tfrecord/index.js'
import { type BlockHooks, writeShard } from '../build/blocks.js'
import type { Block, BuildPlan } from '../build/plan.js'
import { addRecord, type BlockNotes, emptyNotes, type FileNotes } from '../build/record-notes.js'
import { decodeSample, encodeSample } from '../sample.js'
import type { SourceSpec } from '../source/index.js'

const recordsPerShard = 64

/** Undefined where it was stopped. Errors: those of `readRecords` and `decodeSample`. */
export async function buildPublished(
  plan: BuildPlan,
  block: Block,
  { path }: Extract<SourceSpec, { kind: 'published' }>,
  hooks: Pick<BlockHooks, 'folder' | 'terrain' | 'stopped'>,
): Promise<BlockNotes | undefined> {
  const { event, places } = plan.events[block.event]
  const [{ name: place }] = places
  const files: FileNotes[] = []
  let [records, notes] = [[] as Uint8Array[], emptyNotes()]
  let read = 0
  const write = async () => {
    const file = `${place}/${String(block.number).padStart(4, '0')}-${String(files.length).padStart(3, '0')}.tfrecord.gz`
    files.push(await writeShard(hooks.folder, records, notes, { place, file, split: block.split, event }))
    records = []
    notes = emptyNotes()
  }
  for await (const view of readRecords(path)) {
    await setImmediate()
    if (hooks.stopped()) return undefined
    const sample = decodeSample(view, plan.shapes, `Record ${read} of ${path}`)
    const record = encodeSample(sample, plan.shapes)
    const wetCells = wetMask(sample.depthMetres, plan.wetThresholdMetres).reduce((sum, wet) => sum + wet, 0)
    addRecord(notes, record, { ...sample, wetCells }, read * plan.rain.stepMinutes, hooks.terrain[place], plan.rain)
    records.push(record)
    read++
    if (records.length === recordsPerShard) await write()
  }
  if (records.length > 0) await write()
  return { block: block.id, files, counts: { missingRain: 0, missingWater: 0, dryDropped: 0, clippedRainValues: 0, isolatedCells: 0 }, inputs: {} }
}
