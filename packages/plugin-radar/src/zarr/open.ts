/** Reading a store. */
import { access, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { PhdError } from '@phd/core'
import { FileSystemStore } from '@zarrita/storage'
import * as zarr from 'zarrita'
import type { Crs, Grid, Quantity } from '../raster/index.js'
import type { FloatArray } from './layout.js'
import type { Variable } from './variable.js'

export interface RasterStore {
  path: string
  grid: Grid
  variables: Variable[]
  /** UTC, ends of intervals, ascending; empty where nothing is in time. */
  timesMs: number[]
  /** Length of each interval. */
  minutes: number[]
  /** The `phd` attribute: where it comes from. */
  manifest: Record<string, unknown>
  attributes: Record<string, unknown>
  /** The one variable of this quantity. RADAR_STORE_VARIABLE where there is none. */
  variable(quantity: Quantity): Variable
  /** (y, x) of frame `index`, or of a variable without time: a copy, NaN missing. The last chunk is kept. */
  frame(name: string, index?: number): Promise<Float32Array>
}

/** Errors: RADAR_STORE_MISSING, RADAR_STORE_FORMAT. */
export async function openRasterStore(path: string): Promise<RasterStore> {
  const root = zarr.root(new FileSystemStore(path))
  const group = await readGroup(path)
  const names = Object.keys(group.consolidated_metadata.metadata)
  const metadataOf = (name: string) => group.consolidated_metadata.metadata[name]
  const variables: Variable[] = names
    .filter((name) => metadataOf(name).attributes?.quantity !== undefined)
    .map((name) => {
      const { attributes, dimension_names } = metadataOf(name)
      const units = attributes.quantity === 'rain_rate' ? 'mm/h' : attributes.units
      return { name, quantity: attributes.quantity, units, longName: attributes.long_name, inTime: dimension_names[0] === 'time' }
    })
  const open = async (name: string) => zarr.open.v3(root.resolve(name), { kind: 'array' })
  const whole = async (name: string) => (await zarr.get(await open(name))).data
  try {
    const inTime = variables.some((variable) => variable.inTime)
    const timesMs = inTime ? Array.from((await whole('time')) as Float64Array, (seconds) => Math.round(seconds * 1000)) : []
    const bounds = inTime ? ((await whole('time_bounds')) as Float64Array) : new Float64Array()
    const { rows, columns } = { rows: metadataOf('y').shape[0], columns: metadataOf('x').shape[0] }
    const { phd_grid, proj4, crs_name } = metadataOf('spatial_ref').attributes
    const crs: Crs | undefined = proj4 ? { projection: proj4, ...(crs_name ? { name: crs_name } : {}) } : undefined
    const grid: Grid = { rows, columns, ...phd_grid, ...(crs ? { crs } : {}) }
    const { phd, ...attributes } = group.attributes
    const reader = frameReader(path, open, rows * columns)
    return {
      path,
      grid,
      variables,
      timesMs,
      minutes: timesMs.map((_, k) => (bounds[2 * k + 1] - bounds[2 * k]) / 60),
      manifest: phd ?? {},
      attributes,
      variable: (quantity) => one(path, variables, quantity),
      frame: async (name, index = 0) => {
        const variable = variables.find((candidate) => candidate.name === name)
        if (!variable) throw noVariable(path, name, variables)
        if (variable.inTime && !(index >= 0 && index < timesMs.length)) throw new RangeError(`frame ${index} of ${timesMs.length}`)
        return reader(variable, index)
      },
    }
  } catch (cause) {
    if (cause instanceof PhdError) throw cause
    throw damaged(path, (cause as Error).message, cause)
  }
}

/** One decoded chunk a variable stays in memory. */
function frameReader(path: string, open: (name: string) => Promise<unknown>, cells: number): (variable: Variable, index: number) => Promise<Float32Array> {
  const arrays = new Map<string, Promise<FloatArray>>()
  const held = new Map<string, { chunk: number; data: Float32Array }>()
  return async ({ name, inTime }, index) => {
    if (!arrays.has(name)) arrays.set(name, open(name) as Promise<FloatArray>)
    const array = await arrays.get(name)!
    const perChunk = inTime ? array.chunks[0] : 1
    const chunk = Math.floor(index / perChunk)
    let now = held.get(name)
    if (now?.chunk !== chunk) {
      const end = Math.min(array.shape[0], (chunk + 1) * perChunk)
      const part = inTime ? [zarr.slice(chunk * perChunk, end), null, null] : null
      const file = join(path, name, 'c', ...(inTime ? [String(chunk), '0', '0'] : ['0', '0']))
      // A chunk that is not there would be read as missing values.
      await access(file).catch((cause) => {
        throw damaged(path, `no ${file}`, cause)
      })
      const { data } = await zarr.get(array, part).catch((cause) => {
        throw damaged(path, `${file}: ${(cause as Error).message}`, cause)
      })
      now = { chunk, data: data as Float32Array }
      held.set(name, now)
    }
    const at = inTime ? (index - chunk * perChunk) * cells : 0
    return now.data.slice(at, at + cells)
  }
}

interface ArrayMetadata {
  shape: number[]
  dimension_names: string[]
  // biome-ignore lint/suspicious/noExplicitAny: attributes of any store
  attributes: any
}

async function readGroup(
  path: string,
): Promise<{ attributes: Record<string, unknown> & { phd?: Record<string, unknown> }; consolidated_metadata: { metadata: Record<string, ArrayMetadata> } }> {
  if (!(await stat(path).catch(() => undefined))) {
    const partial = await stat(`${path}.partial`).catch(() => undefined)
    throw new PhdError('RADAR_STORE_MISSING', `There is no Zarr store ${path}.`, {
      expected: 'a folder that phd radar import or simulate wrote',
      ...(partial ? { received: 'an unfinished one', remedy: 'run the command that makes it again: it resumes' } : {}),
      usage: true,
    })
  }
  const text = await readFile(join(path, 'zarr.json'), 'utf8').catch(() => undefined)
  if (text === undefined) throw damaged(path, 'no zarr.json')
  try {
    const group = JSON.parse(text)
    if (group.zarr_format !== 3 || !group.consolidated_metadata?.metadata?.spatial_ref?.attributes?.phd_grid) throw new Error('a store of another program')
    return group
  } catch (cause) {
    throw damaged(path, (cause as Error).message, cause)
  }
}

function one(path: string, variables: Variable[], quantity: Quantity): Variable {
  const found = variables.find((variable) => variable.quantity === quantity)
  if (!found) throw noVariable(path, quantity, variables)
  return found
}

function noVariable(path: string, wanted: string, variables: Variable[]): PhdError {
  return new PhdError('RADAR_STORE_VARIABLE', `${path} holds no ${wanted}.`, {
    expected: wanted,
    received: variables.map(({ name, quantity }) => `${name} (${quantity})`).join(', ') || 'no variables',
    usage: true,
  })
}

function damaged(path: string, received: string, cause?: unknown): PhdError {
  return new PhdError('RADAR_STORE_FORMAT', `${path} is not a store that this program wrote, or it is damaged.`, {
    expected: 'Zarr v3 with phd_grid at its spatial_ref',
    received,
    remedy: 'make it with phd radar import',
    cause,
  })
}
