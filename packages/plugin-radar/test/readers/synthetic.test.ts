/** GeoTIFF, ODIM_H5 and NetCDF of many kinds, written and read by the Python libraries, against ours. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noPython, runPython } from '../oracle.js'
import { framesOfPath, oracleScript } from './read.js'

interface Field {
  values: string
  rows: number
  columns: number
  west: number
  north: number
  cellX: number
  cellY: number
  name?: string
  quantity?: string
  time?: string
  minutes?: number | null
  epsg?: number | null
  band?: number
  crs?: string
  kind?: string
}

let folder = ''
let expected: Record<string, Field[]>

async function expectFields(format: string, path: string, fields: Field[]): Promise<void> {
  const banded = fields[0].band !== undefined
  const frames = banded
    ? (await Promise.all(fields.map(({ band }) => framesOfPath(format, path, { options: { band: String(band) } })))).flat()
    : await framesOfPath(format, path)
  expect(frames.map(({ name }) => name)).toEqual(fields.map(({ name, band }) => name ?? `band ${band}`))
  for (const [index, field] of fields.entries()) {
    const frame = frames[index]
    const label = `${basename(path)} ${index} ${field.kind ?? ''}`
    expect({ rows: frame.grid.rows, columns: frame.grid.columns }, label).toEqual({ rows: field.rows, columns: field.columns })
    for (const edge of ['west', 'north', 'cellX', 'cellY'] as const) {
      const apart = Math.abs(frame.grid[edge] - field[edge]) / frame.grid.cellX
      expect(apart, `${label} ${edge}: ${frame.grid[edge]} for ${field[edge]}`).toBeLessThan(1e-4)
    }
    if (field.quantity) expect(frame.quantity, label).toBe(field.quantity)
    if (field.time) expect(new Date(frame.timeMs!).toISOString(), label).toBe(field.time)
    if (field.minutes !== undefined) expect(frame.minutes ?? null, label).toBe(field.minutes)
    if (field.epsg) expect(frame.grid.crs?.name, label).toBe(`EPSG:${field.epsg}`)
    if (field.crs) expect(frame.grid.crs?.projection, label).toBe(field.crs)
    const bytes = await readFile(field.values)
    const wanted = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
    const wrong = wanted.findIndex((value, at) => !(Object.is(value, frame.values[at]) || Math.abs(value - frame.values[at]) <= 2e-7 * Math.abs(value)))
    expect({ label, wrong, received: frame.values[wrong] }).toEqual({ label, wrong: -1, received: undefined })
  }
}

describe.skipIf(noPython)(`files that Python wrote${noPython ? ` (${noPython})` : ''}`, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'phd-readers-'))
    expected = JSON.parse(runPython(await oracleScript('synthetic.py'), folder))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  for (const [format, ending, count] of [
    ['geotiff', '.tif', 56],
    ['odim-hdf5', '.h5', 2],
    ['netcdf', '.nc', 9],
  ] as const)
    test(`${format}: ${count} files`, async () => {
      const paths = Object.keys(expected).filter((path) => path.endsWith(ending))
      expect(paths).toHaveLength(count)
      for (const path of paths) await expectFields(format, path, expected[path])
    })
})
