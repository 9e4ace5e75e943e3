/** A series of frames into a store; goes on where it was stopped. */
import { createHash } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isPhdError } from '@phd/core'
import type { Grid } from '../raster/index.js'
import { createRasterStore, type RasterStoreWriter, resumeRasterStore, type Variable } from '../zarr/index.js'
import type { FrameFetcher } from './fetch-frames.js'
import { between, type OutputFrame } from './gaps.js'
import { missingCells } from './missing.js'
import type { SelectedFrame } from './select.js'
import { throwIfStopped } from './stop.js'

/** Bytes of frames in a chunk of the store. */
const chunkBytes = 8 * 2 ** 20

export interface SeriesJob {
  out: string
  force: boolean
  target: Grid
  variable: Variable
  outputs: OutputFrame[]
  manifest: Record<string, unknown>
  attributes: Record<string, string>
  open(wanted: SelectedFrame[]): FrameFetcher
  signal?: AbortSignal
  progress(done: number, total: number): void
}

/**
 * Gives the count of missing cells, those of an earlier try too. RADAR_STOPPED after a signal; the last checkpoint stays, as it does where the system refuses something, such as a full disk.
 *
 * Checkpoints are at ends of chunks, so that a chunk that was cut while it was written is one after the checkpoint: those
 * are removed, and written again.
 */
export async function writeSeries(job: SeriesJob): Promise<number> {
  const { outputs, variable, target, manifest } = job
  const plan = planOf(job)
  const perChunk = Math.max(1, Math.min(64, Math.floor(chunkBytes / (4 * target.rows * target.columns))))
  const { writer, missing: missingBefore } = await openWriter(job, plan, perChunk)
  let missing = missingBefore
  const start = writer.frames
  const before = outputs.slice(0, start).findLast(({ read }) => read)
  const wanted = [before, ...outputs.slice(start)].flatMap((output) => output?.read ?? [])
  const fetcher = job.open(wanted)
  const valuesOf = async ({ read, timeMs }: OutputFrame) => ({ timeMs, values: await fetcher.fetch(read!) })
  try {
    let previous = before && (await valuesOf(before))
    let ahead: { timeMs: number; values: Float32Array } | undefined
    for (const [at, output] of outputs.entries()) {
      if (at < start) continue
      throwIfStopped(job.signal)
      let values: Float32Array
      if (output.fill === 'missing') values = new Float32Array(target.rows * target.columns).fill(Number.NaN)
      else if (output.fill === 'interpolated') {
        ahead ??= await valuesOf(outputs.slice(at).find(({ read }) => read)!)
        values = between(previous!, ahead, output.timeMs)
      } else {
        previous = ahead ?? (await valuesOf(output))
        ahead = undefined
        values = previous.values
      }
      missing += missingCells(values)
      await writer.append({ timeMs: output.timeMs, minutes: output.minutes }, { [variable.name]: values })
      if ((at + 1) % perChunk === 0) await writer.checkpoint({ plan, missing } satisfies State)
      job.progress(at + 1, outputs.length)
    }
  } catch (error) {
    if (isPhdError(error) && error.code !== 'RADAR_STOPPED') await writer.abort()
    throw error
  } finally {
    await fetcher.close()
  }
  await writer.close(manifest)
  return missing
}

/** Kept at a checkpoint. */
interface State {
  plan: string
  missing: number
}

async function openWriter(job: SeriesJob, plan: string, framesPerChunk: number): Promise<{ writer: RasterStoreWriter; missing: number }> {
  const { out, force, target, variable, attributes } = job
  const resumed = await resumeRasterStore(out).catch((error) => {
    if (isPhdError(error) && error.code === 'RADAR_STORE_PARTIAL') return undefined
    throw error
  })
  const state = resumed?.state as State | undefined
  if (resumed && state?.plan === plan && resumed.writer.frames % framesPerChunk === 0) {
    await removeChunks(join(`${out}.partial`, variable.name, 'c'), resumed.writer.frames / framesPerChunk)
    return { writer: resumed.writer, missing: state.missing }
  }
  return { writer: await createRasterStore(out, { grid: target, variables: [variable], attributes, force, framesPerChunk }), missing: 0 }
}

/** Chunks of an array from `first` on in time. */
async function removeChunks(folder: string, first: number): Promise<void> {
  for (const name of await readdir(folder)) if (Number(name) >= first) await rm(join(folder, name), { recursive: true })
}

/** What must be the same for a store to be continued. */
function planOf({ outputs, target, variable, manifest }: SeriesJob): string {
  const frames = outputs.map(({ timeMs, minutes, read, fill }) => [timeMs, minutes, read?.path, read?.ordinal, read?.hash, fill])
  return createHash('sha256')
    .update(JSON.stringify([2, frames, target, variable, manifest]))
    .digest('hex')
}
