/** Writing a store, frame by frame. */
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PhdError } from '@phd/core'
import * as zarr from 'zarrita'
import { checkFree, checkPartial } from './claim.js'
import { createArrays, type FloatArray, finishMetadata, framesPerChunk, openArrays, writeTimes } from './layout.js'
import type { StoreOptions, Variable } from './variable.js'
import { writeWhole } from './whole-files.js'

export interface RasterStoreWriter {
  /** Frames so far. */
  readonly frames: number
  /** Time of the last frame; undefined before the first. */
  readonly lastTimeMs: number | undefined
  /** The next frame of every variable in time: (y, x) each. Times ascend. RADAR_STORE_ORDER, RADAR_STORE_SHAPE. */
  append(frame: { timeMs: number; minutes: number }, values: Record<string, Float32Array>): Promise<void>
  /** A variable without time: (y, x). */
  write(name: string, values: Float32Array): Promise<void>
  /** All frames so far on disk, so that `resumeRasterStore` goes on after them; `state` is kept for the caller. */
  checkpoint(state?: unknown): Promise<void>
  /** Whole: renamed to its place. */
  close(manifest?: Record<string, unknown>): Promise<void>
  /** Nothing is left. */
  abort(): Promise<void>
}

interface Progress {
  options: StoreOptions
  times: { timeMs: number; minutes: number }[]
  state?: unknown
}

const progressFile = 'progress.json'
const partialOf = (path: string) => `${path}.partial`

/** Errors: RADAR_STORE_EXISTS. What an earlier, unfinished writer left is removed. */
export async function createRasterStore(path: string, options: StoreOptions): Promise<RasterStoreWriter> {
  await checkFree(path, options.force)
  const folder = partialOf(path)
  await checkPartial(folder)
  await rm(folder, { recursive: true, force: true })
  await mkdir(dirname(folder), { recursive: true })
  return writer(path, { options, times: [] }, await createArrays(folder, options))
}

/** Goes on where `checkpoint` was called last; undefined where there is nothing to go on with. Errors: RADAR_STORE_PARTIAL. */
export async function resumeRasterStore(path: string): Promise<{ writer: RasterStoreWriter; state: unknown; manifest: Record<string, unknown> } | undefined> {
  const folder = partialOf(path)
  const text = await readFile(join(folder, progressFile), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    const progress: Progress = JSON.parse(text)
    const arrays = await openArrays(folder, progress.options.variables)
    return { writer: await writer(path, progress, arrays), state: progress.state, manifest: progress.options.manifest ?? {} }
  } catch (cause) {
    throw new PhdError('RADAR_STORE_PARTIAL', `${folder} cannot be continued.`, {
      expected: 'what an interrupted command left',
      received: (cause as Error).message,
      remedy: `remove ${folder} and start again`,
      cause,
    })
  }
}

async function writer(path: string, { options, times, state: earlierState }: Progress, arrays: Map<string, FloatArray>): Promise<RasterStoreWriter> {
  const folder = partialOf(path)
  const { rows, columns } = options.grid
  const cells = rows * columns
  const perChunk = framesPerChunk(options.grid, options.framesPerChunk)
  const inTime = options.variables.filter((variable) => variable.inTime)
  let state = earlierState
  let held = times.length % perChunk
  const buffers = new Map<string, Float32Array>()
  for (const { name } of inTime) buffers.set(name, await startOfChunk(arrays.get(name)!, times.length - held, held, perChunk, cells))

  const flush = async () => {
    if (held === 0) return
    const first = times.length - held
    for (const { name } of inTime) {
      const data = buffers.get(name)!.subarray(0, held * cells)
      await zarr.set(arrays.get(name)!, [zarr.slice(first, first + held), null, null], { data, shape: [held, rows, columns], stride: [cells, columns, 1] })
    }
  }

  return {
    get frames() {
      return times.length
    },
    get lastTimeMs() {
      return times.at(-1)?.timeMs
    },
    async append(frame, values) {
      checkOrder(times.at(-1)?.timeMs, frame.timeMs)
      for (const variable of inTime) buffers.get(variable.name)!.set(checked(values[variable.name], variable, cells), held * cells)
      times.push({ timeMs: frame.timeMs, minutes: frame.minutes })
      held++
      if (held < perChunk) return
      await flush()
      held = 0
    },
    async write(name, values) {
      const variable = options.variables.find((one) => one.name === name && !one.inTime)
      if (!variable) throw noVariable(name, options.variables)
      await zarr.set(arrays.get(name)!, null, { data: checked(values, variable, cells), shape: [rows, columns], stride: [columns, 1] })
    },
    async checkpoint(newState) {
      await flush()
      state = newState
      await writeWhole(join(folder, progressFile), JSON.stringify({ options, times, state } satisfies Progress))
    },
    async close(manifest) {
      await flush()
      if (inTime.length > 0) await writeTimes(folder, times)
      await finishMetadata(folder, options.variables, times.length, manifest ?? options.manifest)
      if (options.force) await rm(path, { recursive: true, force: true })
      await rename(folder, path)
      await rm(join(path, progressFile), { force: true })
    },
    async abort() {
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function startOfChunk(array: FloatArray, first: number, held: number, perChunk: number, cells: number): Promise<Float32Array> {
  const buffer = new Float32Array(perChunk * cells)
  if (held > 0) buffer.set((await zarr.get(array, [zarr.slice(first, first + held), null, null])).data)
  return buffer
}

function checked(values: Float32Array | undefined, { name }: Variable, cells: number): Float32Array {
  if (values?.length === cells) return values
  throw new PhdError('RADAR_STORE_SHAPE', `A frame of ${name} does not fit the store.`, {
    expected: `${cells} values`,
    received: values ? `${values.length}` : 'none',
  })
}

function checkOrder(last: number | undefined, timeMs: number): void {
  if (last === undefined || timeMs > last) return
  throw new PhdError('RADAR_STORE_ORDER', 'Frames are not in order of time.', {
    expected: `a time after ${new Date(last).toISOString()}`,
    received: Number.isFinite(timeMs) ? new Date(timeMs).toISOString() : String(timeMs),
  })
}

function noVariable(name: string, variables: Variable[]): PhdError {
  return new PhdError('RADAR_STORE_VARIABLE', `The store has no variable ${name} without time.`, {
    expected: variables.map((variable) => variable.name).join(', '),
    received: name,
  })
}
