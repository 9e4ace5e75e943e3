/** The import from end to end. */
import { rm } from 'node:fs/promises'
import { isPhdError } from '@phd/core'
import type { Bounds, Cover, Resampling } from '../geo/index.js'
import type { Crs, Grid, Quantity } from '../raster/index.js'
import type { NamedReader } from '../readers/index.js'
import { checkFree, claimed } from '../zarr/index.js'
import type { Gap, GapTreatment } from './gaps.js'
import { expandInputs } from './inputs.js'
import type { WrittenSummary } from './job.js'
import type { Overlaps } from './mosaic.js'
import { importField } from './run-field.js'
import { importSeries } from './run-series.js'
import { type Damage, type Scanned, scanInputs } from './scan.js'
import { type Selected, selectFrames } from './select.js'
import { throwIfStopped } from './stop.js'
import type { Transplant } from './transplant.js'

/** Files from which on what was read of them is kept after an error, for the next try. */
const worthKeeping = 100

export interface ImportOptions {
  files: string[]
  out: string
  readers: NamedReader[]
  format?: string
  readerOptions?: Record<string, string>
  bounds?: Bounds
  cover?: Cover
  /** Cells and extent of the result; `gridFrom` is where they come from. */
  grid?: Grid
  gridFrom?: string
  cellMetres?: number
  /** With `grid`: this point of the radar is moved over its centre. */
  transplant?: Transplant
  /** Of files that do not say it; others are reprojected. */
  crs?: Crs
  resampling?: Resampling
  quantity?: Quantity
  field?: string
  fromMs?: number
  toMs?: number
  gaps: GapTreatment
  stepMinutes?: number
  gapLimitMinutes: number
  overlaps: Overlaps
  skipDamaged: boolean
  force: boolean
  signal?: AbortSignal
  log?: (line: string) => void
  /** `files` in the first pass, `frames` in the second. */
  progress?: (pass: 'files' | 'frames', done: number, total: number) => void
}

export interface ImportSummary {
  out: string
  quantity: Quantity
  units: string
  field: string
  readers: string[]
  /** Files with frames in them. */
  inputs: number
  frames: number
  grid: Grid
  first?: string
  last?: string
  stepMinutes?: number
  gaps: Gap[]
  interpolated: number
  masked: number
  duplicates: number
  /** Of all cells that were written. */
  missingShare: number
  damaged: Damage[]
  ignored: string[]
}

/** See the room's index for the errors. */
export function importRasters(options: ImportOptions): Promise<ImportSummary> {
  return claimed(options.out, options, () => importAlone(options))
}

async function importAlone(options: ImportOptions): Promise<ImportSummary> {
  await checkFree(options.out, options.force) // before hours are spent on reading
  const journal = `${options.out}.scan.jsonl`
  const inputs = await expandInputs(options.files, [options.out, `${options.out}.partial`, journal])
  try {
    const scanned = await scanInputs(inputs, {
      ...options,
      journal,
      progress: (done, total) => options.progress?.('files', done, total),
      check: () => throwIfStopped(options.signal),
    })
    const selected = selectFrames(scanned, options)
    const job = { options, inputs, scanned, selected }
    const inTime = selected.quantity === 'rain_rate' || selected.frames.some(({ timeMs }) => timeMs !== undefined)
    const written = inTime ? await importSeries(job) : await importField(job)
    await rm(journal, { force: true })
    return { ...summaryOf(options.out, scanned, selected), ...written }
  } catch (error) {
    const stopped = isPhdError(error) && error.code === 'RADAR_STOPPED'
    if (!stopped && inputs.length < worthKeeping) await rm(journal, { force: true })
    throw error
  }
}

function summaryOf(out: string, scanned: Scanned[], { quantity, units, name }: Selected): Omit<ImportSummary, keyof WrittenSummary> {
  return {
    out,
    quantity,
    units,
    field: name,
    readers: [...new Set(scanned.flatMap(({ reader }) => (reader ? reader.split(', ') : [])))].sort(),
    inputs: scanned.filter(({ frames }) => frames.length > 0).length,
    damaged: scanned.flatMap(({ damaged }) => damaged),
    ignored: scanned.flatMap(({ ignored }) => ignored),
  }
}
