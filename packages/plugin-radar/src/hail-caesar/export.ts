/**
 * Rain and terrain as HAIL-CAESAR reads them: `rainfall.txt`, `hydroindex.asc`, `terrain.asc` and `run.params` in a new folder.
 *
 * Every radar cell over the terrain is a zone, numbered from 1 along the rows from the north-west, and covers a whole number
 * of terrain cells along each side, the same everywhere: a radar cell that would be cut is refused. Radar beyond the terrain
 * is left out. Rain is streamed: memory is that of one frame.
 *
 * The run takes in all the rain: its hours are rounded up, for `max_run_duration` counts whole hours, and dry rows are added
 * until the end of the run and the two minutes that HAIL-CAESAR reads ahead have rain.
 *
 * HAIL-CAESAR puts the rain of a zone onto its input points alone; a zone without one loses its rain. That is told by
 * `simulate --params` as `unplaced`.
 */
import { once } from 'node:events'
import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { finished } from 'node:stream/promises'
import { PhdError } from '@phd/core'
import type { Frame, Grid } from '../raster/index.js'
import { type Alignment, alignment, hydroindexOf, zoneRain } from './alignment.js'
import { type GridFile, gridText } from './grid-file.js'
import { writeParams } from './params-file.js'
import { rainTextLine } from './rain-text.js'

export interface CaesarExport {
  out: string
  steps: number
  stepMinutes: number
  /** Rows of no rain that were added behind the steps. */
  dryRows: number
  zones: number
  /** Terrain cells along the side of a radar cell. */
  scale: number
  /** Length of the run. */
  hours: number
}

/** What HAIL-CAESAR reads beyond the clock. */
const minutesAhead = 2

export interface CaesarExportOptions {
  rainGrid: Grid
  /** One after the other, all of one length, none missing. */
  frames: AsyncIterable<Pick<Frame, 'timeMs' | 'minutes' | 'values'>>
  terrain: GridFile
  out: string
  /** More or other lines of the parameter file; `max_run_duration` sets the hours in place of those of the rain. */
  params?: Record<string, string | number>
  progress?: (steps: number) => void
}

/** RADAR_CAESAR_GRID, RADAR_CAESAR_STEPS, RADAR_CAESAR_OUT, RADAR_RAIN_TEXT. Nothing is left of an export that fails. */
export async function exportCaesar({ rainGrid, frames, terrain, out, params = {}, progress }: CaesarExportOptions): Promise<CaesarExport> {
  const placed = alignment(rainGrid, terrain.grid)
  if (existsSync(out) && (await readdir(out)).length > 0) {
    throw new PhdError('RADAR_CAESAR_OUT', `The folder ${out} is not empty.`, {
      expected: 'a new folder',
      received: 'files in it',
      remedy: 'choose another --out',
      usage: true,
    })
  }
  await mkdir(dirname(resolve(out)), { recursive: true })
  const partial = await mkdtemp(join(dirname(resolve(out)), `.${basename(out)}.partial-`))
  try {
    const givenHours = params.max_run_duration === undefined ? undefined : Number(params.max_run_duration)
    const rain = await writeRain(join(partial, 'rainfall.txt'), frames, rainGrid, placed, givenHours, progress)
    await writePieces(join(partial, 'terrain.asc'), gridText(terrain.grid, terrain.values, 9))
    await writePieces(join(partial, 'hydroindex.asc'), gridText(terrain.grid, hydroindexOf(placed, terrain), 9))
    const zones = placed.window.rows * placed.window.columns
    writeParams(join(partial, 'run.params'), Object.entries({ ...defaultParams(rain.stepMinutes, zones, rain.hours), ...params }))
    if (existsSync(out)) await rm(out, { recursive: true })
    await rename(partial, out)
    return { out, ...rain, zones, scale: placed.scale }
  } catch (error) {
    await rm(partial, { recursive: true, force: true })
    throw error
  }
}

async function writeRain(
  path: string,
  frames: CaesarExportOptions['frames'],
  { rows, columns }: Grid,
  placed: Alignment,
  givenHours?: number,
  progress?: (steps: number) => void,
): Promise<Pick<CaesarExport, 'steps' | 'stepMinutes' | 'dryRows' | 'hours'>> {
  const file = createWriteStream(path)
  let steps = 0
  let stepMinutes = 0
  let last: number | undefined
  try {
    for await (const { timeMs, minutes, values } of frames) {
      if (values.length !== rows * columns) throw unlike(steps, `${rows * columns} values`, String(values.length))
      if (timeMs === undefined || !(minutes && minutes > 0)) throw unlike(steps, 'a time and a length', `${timeMs} and ${minutes}`)
      if (steps === 0) stepMinutes = minutes
      if (minutes !== stepMinutes) throw unlike(steps, `${stepMinutes} minutes`, `${minutes} minutes`)
      if (last !== undefined && timeMs - last !== stepMinutes * 60_000)
        throw unlike(steps, `${stepMinutes} minutes after the one before`, `${(timeMs - last) / 60_000} minutes`)
      last = timeMs
      if (!file.write(rainTextLine(zoneRain(placed, columns, values), steps))) await once(file, 'drain')
      steps++
      progress?.(steps)
    }
    if (steps === 0) {
      throw new PhdError('RADAR_CAESAR_STEPS', 'There is no rain to write.', {
        expected: 'a step of rain or more',
        received: 'none',
        remedy: 'give rain with at least one time',
      })
    }
    const hours = givenHours ?? Math.ceil((steps * stepMinutes) / 60)
    const dryRows = Math.max(0, Math.ceil((hours * 60 + minutesAhead) / stepMinutes) - steps)
    const dry = rainTextLine(new Float32Array(placed.window.rows * placed.window.columns), steps)
    for (let row = 0; row < dryRows; row++) if (!file.write(dry)) await once(file, 'drain')
    return { steps, stepMinutes, dryRows, hours }
  } finally {
    file.end()
    await finished(file)
  }
}

function unlike(step: number, expected: string, received: string): PhdError {
  return new PhdError('RADAR_CAESAR_STEPS', `Step ${step + 1} of the rain cannot be a line of rainfall.txt.`, {
    expected,
    received,
    remedy: 'import the rain with its gaps filled (--gaps)',
  })
}

async function writePieces(path: string, pieces: Iterable<string>): Promise<void> {
  const file = createWriteStream(path)
  for (const piece of pieces) if (!file.write(piece)) await once(file, 'drain')
  file.end()
  await finished(file)
}

function defaultParams(stepMinutes: number, zones: number, hours: number): Record<string, string | number> {
  return {
    read_fname: 'terrain',
    dem_read_extension: 'asc',
    dem_write_extension: 'asc',
    read_path: './',
    write_path: './',
    write_fname: 'hydrograph.dat',
    timeseries_save_interval: stepMinutes,
    hydroindex_file: 'hydroindex.asc',
    rainfall_data_file: 'rainfall.txt',
    min_time_step: 0,
    max_time_step: 300,
    run_time_start: 0,
    max_run_duration: hours,
    memory_limit: 1,
    hydro_model_only: 'yes',
    erode_limit: 0.02,
    topmodel_m_value: 0.002,
    in_out_difference: 0,
    min_q_for_depth_calc: 0.03,
    max_q_for_depth_calc: 1000,
    water_depth_erosion_threshold: 0.01,
    slope_on_edge_cell: 0.005,
    courant_number: 0.3,
    froude_num_limit: 0.8,
    mannings_n: 0.04,
    hflow_threshold: 0.00001,
    rainfall_data_on: 'yes',
    rain_data_time_step: stepMinutes,
    spatial_var_rain: 'yes',
    num_unique_rain_cells: zones,
    spatially_complex_rainfall_on: 'no',
    raster_output_interval: stepMinutes,
    write_waterdepth_file: 'yes',
    waterdepth_outfile_name: 'WaterDepths',
    write_elev_file: 'no',
    write_grainsize_file: 'no',
    write_elevdiff_file: 'no',
  }
}
