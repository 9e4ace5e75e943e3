/** Which of the fields found is imported. */
import { PhdError } from '@phd/core'
import type { Grid, Quantity } from '../raster/index.js'
import type { Scanned, ScannedFrame } from './scan.js'

export interface Selected {
  quantity: Quantity
  units: string
  /** The field's name in its files. */
  name: string
  frames: SelectedFrame[]
}

export interface SelectedFrame extends ScannedFrame {
  /** Index of the input. */
  input: number
  path: string
  on: Grid
}

const preferred: Quantity[] = ['rain_rate', 'elevation', 'water_depth', 'other']

/** Rain before terrain before depth, unless told otherwise. RADAR_FIELD_MISSING, RADAR_FIELDS. */
export function selectFrames(scanned: Scanned[], wanted: { quantity?: Quantity; field?: string }): Selected {
  const all = scanned.flatMap(({ path, grids, frames }, input) => frames.map((frame) => ({ ...frame, input, path, on: grids[frame.grid] })))
  const fits = all.filter(({ quantity, name }) => (wanted.quantity ?? quantity) === quantity && (wanted.field ?? name) === name)
  const quantity = preferred.find((one) => fits.some((frame) => frame.quantity === one && (one !== 'other' || wanted.quantity || wanted.field)))
  if (!quantity) throw missing(scanned, all, wanted)
  const frames = fits.filter((frame) => frame.quantity === quantity)
  const fields = new Map(frames.map(({ name, units }) => [`${name} (${units})`, name]))
  if (fields.size > 1) {
    throw new PhdError('RADAR_FIELDS', `The files hold ${fields.size} fields of ${quantity}.`, {
      expected: 'one field',
      received: listed([...fields.keys()]),
      remedy: `name one: --field ${JSON.stringify([...fields.values()][0])}`,
      usage: true,
    })
  }
  return { quantity, units: frames[0].units, name: frames[0].name, frames }
}

/** Of formats whose numbers do not say what they are. */
const told = ['ascii-grid', 'geotiff', 'netcdf']

function missing(scanned: Scanned[], all: ScannedFrame[], { quantity, field }: { quantity?: Quantity; field?: string }): PhdError {
  const held = [...new Set(all.map((frame) => `${frame.name} (${frame.quantity}, ${frame.units})`))]
  const what = [field, quantity].filter(Boolean).join(', ') || 'rain, terrain or water depth'
  const tellable = quantity && quantity !== 'other' && scanned.some(({ reader }) => reader.split(', ').some((one) => told.includes(one)))
  const tell = tellable ? `say what the numbers are: --reader-option quantity=${quantity}` : undefined
  return new PhdError('RADAR_FIELD_MISSING', `The files hold no ${what}.`, {
    expected: what,
    received: listed(held) || 'no fields at all',
    remedy: tell ?? (held.length > 0 ? 'name what to take: --field NAME' : undefined),
    usage: true,
  })
}

function listed(names: string[]): string {
  return names.length > 12 ? `${names.slice(0, 12).join('; ')}; and ${names.length - 12} more` : names.join('; ')
}
