/**
 * Rain, terrain and water into a dataset: windows, pooling, offset, tiles, split, shards.
 *
 * The sample labelled at minute m has the depth at m and the rain window that ends at m - offset. Work is done in blocks and kept
 * in `OUT.partial`: after a kill the same command goes on; portions (`shard`) may be built by many machines and are put together
 * by `merge`. The same data and options give the same bytes, whatever the number of threads, portions and interruptions.
 */
import { availableParallelism } from 'node:os'
import { isPhdError, PhdError } from '@phd/core'
import { claimed, makeParent } from '../../zarr/index.js'
import { type DatasetMetadata, metadataFile } from '../metadata.js'
import { planPublished } from '../published/index.js'
import { checkFree } from '../replace-folder.js'
import { listPairSources, listStoreSources } from '../source/index.js'
import { finishDataset, terrainHashes } from './finish.js'
import { makePlan, type Planned } from './make-plan.js'
import type { BuildOptions } from './options.js'
import { PartialBuild, partialOf, removeFinished } from './partial.js'
import type { Block, BuildPlan } from './plan.js'
import { buildInThreads } from './threads.js'

export type { BuildOptions } from './options.js'

/** Blocks that one thread builds in a row, at most: what it reads twice is one window of rain for so many. */
const blocksInARow = 16
/** Under so many bytes of records, threads cost more than they save. */
const worthThreads = 64 * 2 ** 20

/**
 * The dataset's metadata; undefined after a portion.
 *
 * Errors: RADAR_SOURCE, RADAR_PAIRS_MISSING, RADAR_PAIR_META, _MISSING, _SIZE, _CONFLICT, RADAR_STORE_MISSING, _FORMAT, _VARIABLE,
 * RADAR_GRID, RADAR_RAIN_STEP, RADAR_RAIN_TIMES, RADAR_PLACE_UNKNOWN, RADAR_SHAPE, RADAR_CROP, RADAR_TILE, RADAR_LABELS,
 * RADAR_RAIN_SHORT, RADAR_RAIN_NAN, RADAR_DEPTH_INVALID, RADAR_SPLIT_EMPTY, RADAR_SPLIT_OPTION, RADAR_LEAKAGE,
 * RADAR_NOTHING_LEFT, RADAR_OUT_EXISTS, RADAR_PARTIAL, RADAR_PORTIONS, RADAR_STOPPED.
 */
export async function buildDataset(options: BuildOptions & { shard?: undefined }): Promise<DatasetMetadata>
export async function buildDataset(options: BuildOptions): Promise<DatasetMetadata | undefined>
export async function buildDataset(options: BuildOptions): Promise<DatasetMetadata | undefined> {
  if (!options.shard) return claimed(options.out, options, () => buildAlone(options))
  makeParent(options.out)
  return buildAlone(options)
}

/** Portions are built at the same time, each its own blocks. */
async function buildAlone(options: BuildOptions): Promise<DatasetMetadata | undefined> {
  const log = options.log ?? (() => {})
  const { lines, ...planned } = await planOf(options, log)
  log(planned.split.note)
  await removeFinished(options.out)
  await checkFree(options.out, options.force ?? false, metadataFile)
  const partial = await PartialBuild.open(options.out, planned.fingerprint, options.force ?? false, !options.merge)
  try {
    await buildMissing(planned, partial, options)
    if (options.shard) return undefined
    const metadata = await finishDataset({ ...planned, lines }, partial, options)
    await partial.finish(options.out)
    return metadata
  } catch (error) {
    // What is wrong with the data will be wrong again; what a signal or a full disk broke off goes on.
    const final = isPhdError(error) && error.code !== 'RADAR_STOPPED' && error.code !== 'RADAR_PORTIONS'
    if (final && !options.shard && !options.merge) await partial.remove()
    throw error
  }
}

async function planOf(options: BuildOptions, log: (line: string) => void): Promise<Planned> {
  const { pairs, stores, published, places, validate, test, tile, splitBy } = options
  if ([pairs, stores, published].filter((one) => one !== undefined).length !== 1) {
    throw new PhdError('RADAR_SOURCE', 'A dataset is built from pairs, from stores of rain, terrain and water, or from published shards.', {
      expected: 'one of --pairs DIR, --rain with --terrain and --water, --published with --heightmap',
      received: pairs === undefined && stores === undefined && published === undefined ? 'none' : 'more than one',
      usage: true,
    })
  }
  if (published) return planPublished(published, options)
  const heldPlaces = tile === undefined && splitBy !== 'event' ? [...(validate ?? []), ...(test ?? [])] : []
  const { sources, lines } = pairs === undefined ? await listStoreSources(stores ?? []) : await listPairSources(pairs, places, heldPlaces)
  for (const line of lines) log(line)
  const planned = await makePlan(sources, options)
  return { ...planned, lines: [...(pairs === undefined ? lines : []), ...planned.lines] }
}

async function buildMissing({ plan, ...planned }: Omit<Planned, 'lines'>, partial: PartialBuild, options: BuildOptions): Promise<void> {
  const { shard, merge, signal, progress, log } = options
  const threads = options.workers ?? (recordBytes(plan) < worthThreads ? 1 : availableParallelism())
  const all = inRows(plan.blocks, shard?.[1] ?? threads)
  const own = shard ? all.filter((_, i) => i % shard[1] === shard[0] - 1) : all
  const todo = own.map((row) => row.filter(({ id }) => !partial.done.has(id))).filter((row) => row.length > 0)
  if (merge && todo.length > 0) {
    const open = todo.reduce((sum, row) => sum + row.length, 0)
    throw new PhdError('RADAR_PORTIONS', `${open} of ${plan.blocks.length} blocks have not been built.`, {
      expected: `every portion (--shard 1/N to N/N) finished, its files in ${partialOf(options.out)}`,
      received: `the first that is missing is of ${plan.events[todo[0][0].event].name}`,
      remedy: 'run the portions that failed again, or leave out --merge to build the rest here',
    })
  }
  const total = own.flat().length
  let count = total - todo.flat().length
  if (count > 0 && !merge) log?.(`${count} of ${total} blocks are there already.`)
  progress?.(count, total, '')
  await buildInThreads(plan, todo, {
    threads,
    signal,
    folder: partial.dataset,
    terrain: terrainHashes(planned),
    done(notes) {
      partial.keep(notes)
      progress?.(++count, total, plan.events[plan.blocks[notes.block].event].event)
    },
  })
  if (signal?.aborted) {
    throw new PhdError('RADAR_STOPPED', `Stopped with ${count} of ${total} blocks built.`, {
      expected: 'to go on',
      received: `what is done is kept in ${partialOf(options.out)}`,
      remedy: 'run the same command again',
    })
  }
}

/** Of all records, before they are packed. */
function recordBytes({ shapes, blocks, events }: BuildPlan): number {
  const values = [shapes.rainfallradar, shapes.waterdepth].reduce((sum, shape) => sum + shape.reduce((cells, size) => cells * size, 1), 0)
  return blocks.reduce((sum, block) => sum + block.minutes.length * events[block.event].places.length * values * 4, 0)
}

/** Blocks of one event in a row, short enough that everybody has four rows to do. */
function inRows(blocks: Block[], builders: number): Block[][] {
  const most = Math.max(1, Math.min(blocksInARow, Math.floor(blocks.length / (4 * builders))))
  const rows: Block[][] = []
  for (const block of blocks) {
    const last = rows.at(-1)
    if (last && last[0].event === block.event && last.length < most) last.push(block)
    else rows.push([block])
  }
  return rows
}
