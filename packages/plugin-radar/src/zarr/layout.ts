/** Arrays of a store that is being written. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as zarr from 'zarrita'
import { type Grid, isGeographic, xOf, yOf } from '../raster/index.js'
import { spatialRefAttributes } from './spatial-ref.js'
import { cfAttributes, type StoreOptions, type Variable } from './variable.js'
import { WholeFileStore, writeWhole } from './whole-files.js'

/** Frames that an array has room for until it is closed; only what is written takes space. */
export const room = 2 ** 30
const chunkBytes = 8 * 2 ** 20
const codecs = [
  { name: 'bytes', configuration: { endian: 'little' } },
  { name: 'zstd', configuration: { level: 3, checksum: false } },
]

export type FloatArray = zarr.Array<'float32', WholeFileStore>

export function framesPerChunk({ rows, columns }: Grid, asked?: number): number {
  return asked ?? Math.max(1, Math.min(64, Math.floor(chunkBytes / (4 * rows * columns))))
}

/** Makes the group and its variables in the folder. */
export async function createArrays(folder: string, options: StoreOptions): Promise<Map<string, FloatArray>> {
  const { grid, variables } = options
  const root = zarr.root(new WholeFileStore(folder))
  await zarr.create(root, { attributes: { Conventions: 'CF-1.11', ...options.attributes, phd: options.manifest ?? {} } })
  const arrays = new Map<string, FloatArray>()
  for (const variable of variables) {
    const { rows, columns } = grid
    const frames = framesPerChunk(grid, options.framesPerChunk)
    const array = await zarr.create(root.resolve(variable.name), {
      shape: variable.inTime ? [room, rows, columns] : [rows, columns],
      chunkShape: variable.inTime ? [frames, rows, columns] : [rows, columns],
      dtype: 'float32',
      fillValue: Number.NaN,
      codecs,
      dimensionNames: variable.inTime ? ['time', 'y', 'x'] : ['y', 'x'],
      attributes: cfAttributes(variable),
    })
    await nameMissing(join(folder, variable.name, 'zarr.json'))
    arrays.set(variable.name, array)
  }
  await createAxes(root, grid)
  return arrays
}

/** JSON has no NaN, and zarrita writes null for it, which other readers refuse; the specification writes it as a word. */
async function nameMissing(file: string): Promise<void> {
  const array = JSON.parse(await readFile(file, 'utf8'))
  await writeWhole(file, JSON.stringify({ ...array, fill_value: 'NaN' }))
}

/** The arrays of a folder that was made before. */
export async function openArrays(folder: string, variables: Variable[]): Promise<Map<string, FloatArray>> {
  const root = zarr.root(new WholeFileStore(folder))
  const arrays = new Map<string, FloatArray>()
  for (const { name } of variables) arrays.set(name, (await zarr.open.v3(root.resolve(name), { kind: 'array' })) as FloatArray)
  return arrays
}

async function createAxes(root: zarr.Location<WholeFileStore>, grid: Grid): Promise<void> {
  const degrees = grid.crs !== undefined && isGeographic(grid.crs)
  const axis = async (name: 'x' | 'y', length: number, at: (i: number) => number) => {
    const cf = degrees
      ? { standard_name: name === 'x' ? 'longitude' : 'latitude', units: name === 'x' ? 'degrees_east' : 'degrees_north' }
      : { standard_name: `projection_${name}_coordinate`, units: 'm' }
    const array = await zarr.create(root.resolve(name), {
      shape: [length],
      chunkShape: [length],
      dtype: 'float64',
      fillValue: 0,
      codecs,
      dimensionNames: [name],
      attributes: { ...cf, axis: name.toUpperCase() },
    })
    await zarr.set(array, null, { data: Float64Array.from({ length }, (_, i) => at(i)), shape: [length], stride: [1] })
  }
  await axis('x', grid.columns, (column) => xOf(grid, column))
  await axis('y', grid.rows, (row) => yOf(grid, row))
  const { west, north, cellX, cellY, crs } = grid
  const attributes = { ...spatialRefAttributes(crs), phd_grid: { west, north, cellX, cellY } }
  await zarr.create(root.resolve('spatial_ref'), { shape: [], chunkShape: [], dtype: 'int32', fillValue: 0, codecs, dimensionNames: [], attributes })
}

/** `time` and `time_bounds`, UTC seconds. */
export async function writeTimes(folder: string, times: { timeMs: number; minutes: number }[]): Promise<void> {
  const root = zarr.root(new WholeFileStore(folder))
  const length = times.length
  const calendar = { units: 'seconds since 1970-01-01T00:00:00', calendar: 'proleptic_gregorian' }
  const seconds = (ms: number) => ms / 1000
  const time = await zarr.create(root.resolve('time'), {
    shape: [length],
    chunkShape: [Math.max(1, length)],
    dtype: 'float64',
    fillValue: 0,
    codecs,
    dimensionNames: ['time'],
    attributes: { standard_name: 'time', axis: 'T', bounds: 'time_bounds', ...calendar },
  })
  const bounds = await zarr.create(root.resolve('time_bounds'), {
    shape: [length, 2],
    chunkShape: [Math.max(1, length), 2],
    dtype: 'float64',
    fillValue: 0,
    codecs,
    dimensionNames: ['time', 'nv'],
    attributes: calendar,
  })
  if (length === 0) return
  await zarr.set(time, null, { data: Float64Array.from(times, ({ timeMs }) => seconds(timeMs)), shape: [length], stride: [1] })
  const both = times.flatMap(({ timeMs, minutes }) => [seconds(timeMs - minutes * 60_000), seconds(timeMs)])
  await zarr.set(bounds, null, { data: Float64Array.from(both), shape: [length, 2], stride: [2, 1] })
}

/** Gives the arrays their length in time, the group its manifest, and all metadata to the group as well, so that a reader opens one file. */
export async function finishMetadata(folder: string, variables: Variable[], frames: number, manifest: Record<string, unknown> | undefined): Promise<void> {
  const names = [...variables.map(({ name }) => name), 'x', 'y', 'spatial_ref', ...(variables.some(({ inTime }) => inTime) ? ['time', 'time_bounds'] : [])]
  const metadata: Record<string, unknown> = {}
  for (const name of names) {
    const file = join(folder, name, 'zarr.json')
    const array = JSON.parse(await readFile(file, 'utf8'))
    if (variables.some((variable) => variable.name === name && variable.inTime)) array.shape[0] = frames
    await writeWhole(file, `${JSON.stringify(array, null, 1)}\n`)
    metadata[name] = array
  }
  const file = join(folder, 'zarr.json')
  const group = JSON.parse(await readFile(file, 'utf8'))
  if (manifest) group.attributes.phd = manifest
  group.consolidated_metadata = { kind: 'inline', must_understand: false, metadata }
  await writeWhole(file, `${JSON.stringify(group, null, 1)}\n`)
}
