/**
 * The jsonl.gz of nimrod-data-downloader: one line of JSON a time step, rain in mm/h, read line by line.
 *
 * Which way round `data` lies a file does not say, so `--reader-option orientation=` must:
 * - `as-published`: as its code writes a crop: `data[column][row]`, both counted from the north-west;
 * - `clockwise`: as its README says: the raster turned by 90 degrees clockwise. Against `as-published` north and south change;
 * - `north-up`: `data[row][column]`: a whole composite, or a file that somebody has turned already.
 * A storm whose place is known tells: see `phd radar inspect`.
 *
 * Where the cells lie follows from the indices of the crop that were really taken (rows as x, columns as y), not from the
 * bounds that were asked for; a line without them has no CRS and counts cells. Both names of the fields of old and new
 * versions are read. Time: `timestamp`, UTC; the downloader took it in the zone of its machine.
 * Missing radar was written as 0 and cannot be told from dry; null and negative numbers are NaN.
 *
 * Errors: RADAR_READER_OPTION; RADAR_FILE_DAMAGED with the line; RADAR_FILE_SIZE for a line over 256 MiB.
 */
import type { PhdError } from '@phd/core'
import type { Grid } from '../../raster/index.js'
import { damaged } from '../damaged.js'
import { choiceOption, knownOptions, wrongOption } from '../options.js'
import type { RasterReader } from '../reader.js'
import { linesOf } from './lines.js'
import { placeOf } from './place.js'
import { recordOf, timeOf } from './record.js'

const orientations = ['as-published', 'clockwise', 'north-up'] as const
type Orientation = (typeof orientations)[number]

const cedaJsonl: RasterReader = {
  about: 'nimrod_ceda.jsonl.gz of nimrod-data-downloader (wants --reader-option orientation=...)',
  extensions: ['jsonl'],
  recognises: ({ head }) => /^\s*\{\s*"data"\s*:\s*\[\s*\[/.test(Buffer.from(head.subarray(0, 256)).toString('latin1')),
  async *read(file, { options, log } = {}) {
    const given = knownOptions('ceda-jsonl', options, { orientation: 'which way round data lies' }).orientation
    if (given === undefined) throw withoutOrientation(file.name)
    const orientation: Orientation = choiceOption('orientation', given, orientations, 'north-up')
    log?.(`${file.name}: missing radar is 0 in this format: dry and missing cannot be told apart`)
    let placed = true
    let records = 0
    for await (const { line, number } of linesOf(file.name, file.stream())) {
      if (line.trim() === '') continue
      records++
      const record = recordOf(line)
      if (typeof record === 'string')
        throw damaged(file.name, `line ${number} is broken`, {
          expected: 'an object with data, timestamp, size_full, bounds_full and counts that fit',
          received: record,
        })
      const timeMs = timeOf(record)
      if (timeMs === undefined)
        throw damaged(file.name, `line ${number} has no time`, {
          expected: 'a timestamp in UTC',
          received: String(record.timestamp ?? record.timestamps?.[1] ?? 'none'),
        })
      const { rows, columns, values } = turned(record.data, orientation)
      const place = placeOf(record, rows, columns)
      if (!place && placed) log?.(`${file.name}: line ${number}: where the crop lies is not said; cells are counted from its corner`)
      placed = place !== undefined
      const grid: Grid = place ?? { rows, columns, west: 0, north: rows, cellX: 1, cellY: 1 }
      yield {
        quantity: 'rain_rate',
        units: 'mm/h',
        name: 'rain',
        timeMs,
        grid,
        values,
        attributes: { source: 'NIMROD by nimrod-data-downloader', orientation },
      }
    }
    if (records === 0) throw damaged(file.name, 'it holds no line', { expected: 'a line of JSON for each time', received: 'none' })
  },
}
export default cedaJsonl

function turned(data: (number | null)[][], orientation: Orientation): { rows: number; columns: number; values: Float32Array } {
  const [outer, inner] = [data.length, data[0].length]
  const [rows, columns] = orientation === 'north-up' ? [outer, inner] : [inner, outer]
  const values = new Float32Array(rows * columns)
  for (let i = 0; i < outer; i++)
    for (let j = 0; j < inner; j++) {
      const stored = data[i][j]
      const row = orientation === 'north-up' ? i : orientation === 'clockwise' ? rows - 1 - j : j
      const column = orientation === 'north-up' ? j : i
      values[row * columns + column] = stored === null || stored < 0 ? Number.NaN : stored
    }
  return { rows, columns, values }
}

function withoutOrientation(name: string): PhdError {
  const meanings = [
    'orientation=as-published (data[column][row], as the downloader writes a crop)',
    'orientation=clockwise (turned by 90 degrees clockwise, as its README says: north and south change places)',
    'orientation=north-up (data[row][column])',
  ]
  return wrongOption(`${name} does not say which way round its rain lies: give --reader-option orientation=...`, meanings.join(', '), 'no orientation')
}
