/** A series of frames into a store; goes on where it was stopped. */
import { createHash } from 'node:crypto'
import { isPhdError } from '@phd/core'
import type { Grid } from '../raster/index.js'
import { createRasterStore, type RasterStoreWriter, resumeRasterStore, type Variable } from '../zarr/index.js'
import type { FrameFetcher } from './fetch-frames.js'
import { between, type OutputFrame } from './gaps.js'
import type { SelectedFrame } from './select.js'
import { throwIfStopped } from './stop.js'

const framesPerCheckpoint = 16

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

/** RADAR_STOPPED after a signal, with a checkpoint. What the system refuses, such as a full disk, leaves the last checkpoint too. */
export async function writeSeries(job: SeriesJob): Promise<void> {
  const { outputs, variable, target, manifest } = job
  const plan = planOf(job)
  const writer = await openWriter(job, plan)
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
      if (job.signal?.aborted) await writer.checkpoint({ plan })
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
      await writer.append({ timeMs: output.timeMs, minutes: output.minutes }, { [variable.name]: values })
      if ((at + 1) % framesPerCheckpoint === 0) await writer.checkpoint({ plan })
      job.progress(at + 1, outputs.length)
    }
  } catch (error) {
    if (isPhdError(error) && error.code !== 'RADAR_STOPPED') await writer.abort()
    throw error
  } finally {
    await fetcher.close()
  }
  await writer.close(manifest)
}

async function openWriter(job: SeriesJob, plan: string): Promise<RasterStoreWriter> {
  const { out, force, target, variable, attributes } = job
  const resumed = await resumeRasterStore(out)
  if (resumed && (resumed.state as { plan?: string } | undefined)?.plan === plan) return resumed.writer
  return createRasterStore(out, { grid: target, variables: [variable], attributes, force })
}

/** What must be the same for a store to be continued. */
function planOf({ outputs, target, variable, manifest }: SeriesJob): string {
  const frames = outputs.map(({ timeMs, minutes, read, fill }) => [timeMs, minutes, read?.path, read?.ordinal, read?.hash, fill])
  return createHash('sha256')
    .update(JSON.stringify([frames, target, variable, manifest]))
    .digest('hex')
}
