/**
 * A parameter file and the files that it names, ready to run.
 *
 * HAIL-CAESAR joins `read_path` and the names as they stand, and a relative `read_path` starts where the program was started.
 * So here; where the file is not there, `read_path` is taken from the folder of the parameter file, and then that folder
 * itself: a folder that was moved as a whole still runs.
 */
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { PhdError } from '@phd/core'
import type { Grid } from '../raster/index.js'
import { readGridFile, zonesOf } from './grid-file.js'
import type { HailCaesarOptions } from './model.js'
import { type ParamsFile, readParams } from './params-file.js'
import { type ParamsSettings, paramsSettings } from './params-settings.js'
import { readRainText } from './rain-text.js'

export interface ParamsRun {
  /** For `createHailCaesar`. */
  options: HailCaesarOptions
  /** Of the terrain; HAIL-CAESAR's files do not say in which projection. */
  grid: Grid
  /** What was read. */
  files: { params: string; terrain: string; rain: string; hydroindex?: string }
  /** Keys of the parameter file that this program does not know. */
  unknownKeys: string[]
}

/** RADAR_PARAMS, RADAR_HYDROINDEX, RADAR_RAIN_TEXT (when the rain is read), RADAR_FILE_MISSING and _DAMAGED. */
export async function runParams(path: string): Promise<ParamsRun> {
  const params = await readParams(path)
  const { settings, zones, spatial, unknown } = paramsSettings(params)
  const terrain = found(params, 'read_fname', '.asc')
  const rain = found(params, 'rainfall_data_file')
  const { grid, values } = await readGridFile(terrain)
  if (grid.cellX !== grid.cellY)
    throw new PhdError('RADAR_PARAMS', `The cells of ${terrain} are no squares.`, { expected: 'cellsize', received: `${grid.cellX} by ${grid.cellY}` })
  const zoned = spatial ? await hydroindex(params, grid, zones) : undefined
  return {
    options: {
      rows: grid.rows,
      columns: grid.columns,
      cellMetres: grid.cellX,
      elevationMetres: values,
      zones,
      settings,
      rain: (fromRow) => readRainText(rain, zones, fromRow),
      ...(zoned && { zoneOfCell: zoned.zoneOfCell }),
    },
    grid,
    files: { params: path, terrain, rain, ...(zoned && { hydroindex: zoned.path }) },
    unknownKeys: unknown,
  }
}

async function hydroindex(params: ParamsFile, grid: Grid, zones: ParamsSettings['zones']): Promise<{ path: string; zoneOfCell: Int32Array }> {
  const path = found(params, 'hydroindex_file')
  const index = await readGridFile(path)
  if (index.grid.rows !== grid.rows || index.grid.columns !== grid.columns) {
    throw new PhdError('RADAR_HYDROINDEX', `${path} is not on the grid of the terrain.`, {
      expected: `${grid.rows} rows and ${grid.columns} columns`,
      received: `${index.grid.rows} and ${index.grid.columns}`,
    })
  }
  return { path, zoneOfCell: zonesOf(path, index.values, zones) }
}

function found({ path, values }: ParamsFile, key: string, extension = ''): string {
  const name = values.get(key)
  if (name === undefined)
    throw new PhdError('RADAR_PARAMS', `${path} does not say ${key}.`, { expected: `${key}: NAME`, received: 'no such line, or no value before its #' })
  const folder = values.get('read_path') ?? '.'
  const places = [resolve(folder, name + extension), resolve(dirname(path), folder, name + extension), resolve(dirname(path), name + extension)]
  const place = places.find((candidate) => existsSync(candidate))
  if (place) return place
  throw new PhdError('RADAR_FILE_MISSING', `The file that ${key} in ${path} names is not there.`, {
    expected: `${name}${extension} under read_path: ${folder}`,
    received: `none of ${[...new Set(places)].join(', ')}`,
    remedy: 'run it where HAIL-CAESAR would be run, or change read_path',
  })
}
