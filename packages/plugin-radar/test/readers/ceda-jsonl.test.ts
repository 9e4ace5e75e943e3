import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Frame, knownCrs, openRasterFiles, readFrames } from '@phd/plugin-radar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failureOf, fileOf, framesOf } from './memory-file.js'
import { readers } from './readers.js'
import { inAuckland } from './time-zone.js'

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'phd-ceda-'))
})
afterAll(() => rmSync(dir, { recursive: true }))

/** 2 rows x 3 columns, as it lies on the ground. */
const ground = [
  [1, 2, 3],
  [4, 5, 6],
]
/** As the downloader's code writes a crop: a list for each column, from the west; in it each row, from the north. */
const published = [
  [1, 4],
  [2, 5],
  [3, 6],
]
/** `ground` turned by 90 degrees clockwise. */
const clockwise = [
  [4, 1],
  [5, 2],
  [6, 3],
]

const composite = { top: 1550000, left: -405000, bottom: -625000, right: 1320000 }
const line = {
  data: published as (number | null)[][],
  timestamp: '2006-01-01T00:05:00.000Z' as string | null,
  timestamps: ['2006-01-01T00:00:00.000Z', '2006-01-01T00:10:00.000Z'],
  size_full: { width: 2175, height: 1725 },
  size_extract: { width: 2, height: 3 } as object | undefined,
  bounds_full: composite,
  bounds_extract: { top_left_os: { northing: 440461, easting: 496742 }, bottom_right_os: { northing: 573745, easting: 358341 } } as object | undefined,
  bounds_extract_array: { start: { x: 962, y: 774 }, end: { x: 964, y: 777 } } as object | undefined,
  count_total: 3751875,
  count_extract: 6 as number | undefined,
}
const text = (...lines: object[]) => lines.map((of) => `${JSON.stringify({ ...line, ...of })}\n`).join('')
const read = (content: string, orientation = 'as-published', log?: (line: string) => void) =>
  framesOf(fileOf('a.jsonl', content), { options: { orientation }, log })
const failure = (content: string) => failureOf(read(content))
const swapped = { size_extract: undefined, count_extract: undefined, size: { width: 2, height: 3 }, count: 6 }

describe('the jsonl of the published downloader', () => {
  it.each([
    ['as-published', published],
    ['clockwise', clockwise],
    ['north-up', ground],
  ])('lies north up by orientation=%s', async (orientation, data) => {
    const indices = { start: { x: 0, y: 0 }, end: { x: 2, y: 3 } }
    const [{ values, grid }] = await read(text({ data, bounds_extract_array: indices }), orientation)
    expect([...values]).toEqual([1, 2, 3, 4, 5, 6])
    expect(grid).toEqual({ rows: 2, columns: 3, west: -405000, north: 1550000, cellX: 1000, cellY: 1000, crs: knownCrs['EPSG:27700'] })
  })

  it('asks which way round its rain lies', async () => {
    expect(await failureOf(framesOf(fileOf('a.jsonl', text({}))))).toEqual({
      code: 'RADAR_READER_OPTION',
      message: 'a.jsonl does not say which way round its rain lies: give --reader-option orientation=...',
      expected:
        'orientation=as-published (data[column][row], as the downloader writes a crop), orientation=clockwise (turned by 90 degrees clockwise, as its README says: north and south change places), orientation=north-up (data[row][column])',
      received: 'no orientation',
      usage: true,
    })
    expect(await failureOf(read(text({}), 'sideways'))).toMatchObject({
      code: 'RADAR_READER_OPTION',
      message: 'The reader option orientation has no such value.',
      expected: 'as-published, clockwise, north-up',
    })
  })

  it('lies where the cells were really taken, not where they were asked for', async () => {
    // The README's own example: bounds of the Humber, E 369..474 km and N 414..588 km taken.
    const data = Array.from({ length: 105 }, () => Array(174).fill(0))
    const example = {
      data,
      size_extract: { width: 174, height: 105 },
      count_extract: 18270,
      bounds_extract_array: { start: { x: 962, y: 774 }, end: { x: 1136, y: 879 } },
      bounds_extract: {
        top_left_os: { northing: 440461.4759806193, easting: 496742.2040193061 },
        bottom_right_os: { northing: 573745.0306883563, easting: 358341.8077033124 },
      },
    }
    const place = { rows: 174, columns: 105, west: 369000, north: 588000 }
    expect((await read(text(example)))[0].grid).toMatchObject(place)
    // Newer lines have no indices: the same follows from the bounds, by the sum that the downloader does.
    expect((await read(text({ ...example, bounds_extract_array: undefined })))[0].grid).toMatchObject(place)
  })

  it('counts cells, and says so once, where the line does not say its place', async () => {
    const lines: string[] = []
    const of = { bounds_extract_array: undefined, bounds_extract: { top_left_os: { northing: 0, easting: 0 }, bottom_right_os: { northing: 1, easting: 1 } } }
    const [{ grid }] = await read(text(of, of), 'as-published', (it) => lines.push(it))
    expect(grid).toEqual({ rows: 2, columns: 3, west: 0, north: 2, cellX: 1, cellY: 1 })
    expect(lines).toEqual([
      'a.jsonl: missing radar is 0 in this format: dry and missing cannot be told apart',
      'a.jsonl: line 1: where the crop lies is not said; cells are counted from its corner',
    ])
  })

  it('may be a whole composite', async () => {
    const whole = { data: ground, bounds_extract: undefined, bounds_extract_array: undefined, size_full: { width: 2, height: 3 }, count_total: 6 }
    const [{ grid }] = await read(text(whole), 'north-up')
    expect(grid).toMatchObject({ west: -405000, north: 1550000, cellX: 575000, cellY: 1087500 })
  })

  it('reads the names of old and new versions, null, and times in UTC', async () => {
    await inAuckland(async () => {
      const frames = await read(
        text(
          {},
          {
            ...swapped,
            timestamp: null,
            data: [
              [1, null],
              [-1, 5],
              [3, 6],
            ],
          },
        ),
      )
      expect(frames.map(({ timeMs }) => new Date(timeMs as number).toISOString())).toEqual(['2006-01-01T00:05:00.000Z', '2006-01-01T00:10:00.000Z'])
      expect([...frames[1].values]).toEqual([1, Number.NaN, 3, Number.NaN, 5, 6])
    })
  })

  it('is read line by line from gzip, the last without an end, blank ones passed over', async () => {
    const path = join(dir, 'nimrod_ceda.jsonl.gz')
    writeFileSync(path, gzipSync(`${text({})}\n  \n${text({}).trim()}`))
    const frames: Frame[] = []
    for await (const file of openRasterFiles(path))
      for await (const frame of readFrames(file, await readers(), { options: { orientation: 'north-up' } })) frames.push(frame)
    expect(frames.length).toBe(2)
  })

  it.each<[object, string | RegExp]>([
    [{ count_extract: 7 }, 'a count of 7 for 3 x 2 numbers'],
    [{ ...swapped, count: 5 }, 'a count of 5 for 3 x 2 numbers'],
    [{ count_total: 1 }, 'count_total 1 for 2175 x 1725'],
    [{ size_extract: { width: 3, height: 3 } }, 'a size of 3 x 3 for 3 lists of 2 numbers'],
    [{ data: [[1, 2], [3]] }, 'data[1] has 1 numbers, data[0] has 2'],
    [{ data: [] }, 'data: lists of numbers'],
    [{ data: [['x', 1]] }, 'data[0][0]: "x"'],
    [{ data: [[1, 1e39]] }, 'data[0][1]: 1e+39'],
    [{ bounds_full: undefined }, /^bounds_full: /],
  ])('is damaged by %o', async (changes, received) => {
    expect(await failure(text({}, changes))).toMatchObject({
      code: 'RADAR_FILE_DAMAGED',
      message: 'a.jsonl cannot be read: line 2 is broken.',
      expected: 'an object with data, timestamp, size_full, bounds_full and counts that fit',
      received: typeof received === 'string' ? received : expect.stringMatching(received),
    })
  })

  it('is damaged without a time, or cut off', async () => {
    for (const timestamp of ['2006-01-01 00:00', 'soon', '2006-13-01T00:00:00.000Z'])
      expect(await failure(text({ timestamp }))).toMatchObject({
        code: 'RADAR_FILE_DAMAGED',
        message: 'a.jsonl cannot be read: line 1 has no time.',
        expected: 'a timestamp in UTC',
        received: timestamp,
      })
    const whole = text({}, {})
    expect(await failure(whole.slice(0, -20))).toMatchObject({ code: 'RADAR_FILE_DAMAGED', message: 'a.jsonl cannot be read: line 2 is broken.' })
    for (const nothing of ['', '\n \n'])
      expect(await failureOf(framesOf(fileOf('a.jsonl', nothing), { format: 'ceda-jsonl', options: { orientation: 'north-up' } }))).toMatchObject({
        code: 'RADAR_FILE_DAMAGED',
        message: 'a.jsonl cannot be read: it holds no line.',
      })
  })
})
