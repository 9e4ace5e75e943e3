/** From a path to frames, with the readers of installed plugins: what `phd radar import` does. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { registry } from '@phd/core'
import { framesIn, openRasterFiles, readerFor, readFrames, registeredReaders } from '@phd/plugin-radar'
import tar from 'tar-stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkout } from '../oracle.js'
import { failureOf, fileOf, framesOf } from './memory-file.js'
import { nimrodField } from './nimrod-writer.js'
import { readers } from './readers.js'
import { storedZip } from './zip-writer.js'

const data = join(checkout, '..', 'shared', 'data')
let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'phd-recognise-'))
})
afterAll(() => rmSync(dir, { recursive: true }))

describe('a day of NIMROD as it is archived: a tar of gzip', () => {
  it('gives its frames in order; a broken file is named, and the others are read', async () => {
    const pack = tar.pack()
    const good = (minute: number) => gzipSync(nimrodField({ valid: [2019, 7, 3, 12, minute, 0], stored: [32 * minute] }))
    pack.entry({ name: 'composite_201907031200.dat.gz' }, good(0))
    pack.entry({ name: 'composite_201907031205.dat.gz' }, good(5).subarray(0, 60))
    pack.entry({ name: 'composite_201907031210.dat.gz' }, gzipSync(nimrodField().subarray(0, 540)))
    pack.entry({ name: 'composite_201907031215.dat.gz' }, good(15))
    pack.finalize()
    const path = join(dir, 'metoffice-c-band-rain-radar_uk_20190703_1km-composite.dat.gz.tar')
    const pieces: Buffer[] = []
    for await (const piece of pack) pieces.push(piece as Buffer)
    writeFileSync(path, Buffer.concat(pieces))

    const named = await readers()
    const rain: [number, number][] = []
    const damage: (string | undefined)[] = []
    for await (const file of openRasterFiles(path)) {
      const got = await failureOf(
        (async () => {
          for await (const { timeMs, values } of readFrames(file, named)) rain.push([timeMs as number, values[0]])
        })(),
      )
      if (got.code) damage.push(`${got.code} ${got.message}`)
    }
    expect(rain).toEqual([
      [Date.UTC(2019, 6, 3, 12, 0), 0],
      [Date.UTC(2019, 6, 3, 12, 15), 15],
    ])
    expect(damage).toEqual([
      `RADAR_FILE_DAMAGED ${path}!/composite_201907031205.dat.gz cannot be read: its gzip is broken.`,
      `RADAR_FILE_DAMAGED ${path}!/composite_201907031210.dat cannot be read: field 1 is broken.`,
    ])
  })
})

describe('a reader of somebody else', () => {
  it('is found by its content beside ours, without a line of this package', async () => {
    writeFileSync(
      join(dir, 'phd.mjs'),
      `export default { rasterReader: { snowfall: async () => ({ default: {
        about: 'Snow', extensions: ['snow'],
        recognises: ({ head }) => String.fromCharCode(...head.subarray(0, 4)) === 'SNOW',
        async *read(file) {
          const [, , depth] = await file.bytes()
          yield { quantity: 'other', units: 'cm', name: 'depth', grid: { rows: 1, columns: 1, west: 0, north: 1, cellX: 1, cellY: 1 }, values: Float32Array.of(depth) }
        },
      } }) } }`,
    )
    const ours = { name: '@phd/plugin-radar', root: join(checkout, 'packages/plugin-radar'), provides: './lib/phd.js' }
    const found = await registeredReaders(registry([ours, { name: 'snow', root: dir, provides: './phd.mjs' }]))
    expect(found.map(({ name }) => name)).toEqual(expect.arrayContaining(['ceda-jsonl', 'fmi-pgm', 'mch-gif', 'mrms-crop', 'nimrod', 'radolan', 'snowfall']))
    const file = fileOf('x.snow', 'SNOW!')
    expect(readerFor(file, found).name).toBe('snowfall')
    for await (const frame of readFrames(file, found)) expect(frame.values[0]).toBe('O'.charCodeAt(0))
    expect(await failureOf(framesOf(file))).toMatchObject({ code: 'RADAR_FORMAT_UNKNOWN', received: '53 4e 4f 57 21  "SNOW!"' })
  })
})

describe('readers of somebody else that are broken', () => {
  const found = async () => {
    writeFileSync(
      join(dir, 'broken.mjs'),
      `const silent = { about: 'Nothing', extensions: [], recognises: ({ head }) => head[0] === 83, async *read() {} }
      export default { rasterReader: {
        unbuilt: () => import('./not-there.mjs'),
        halfway: async () => ({ default: { about: 'No read' } }),
        nimrod: async () => ({ default: silent }),
        silent: async () => ({ default: silent }),
      } }`,
    )
    const ours = { name: '@phd/plugin-radar', root: join(checkout, 'packages/plugin-radar'), provides: './lib/phd.js' }
    const lines: string[] = []
    const all = await registeredReaders(registry([ours, { name: 'theirs', root: dir, provides: './broken.mjs' }]), (line) => lines.push(line))
    return { all, lines }
  }

  it('are passed over with a line that names them, and the others read', async () => {
    const { all, lines } = await found()
    expect(lines.sort()).toEqual([
      'the reader halfway is passed over: The rasterReader halfway cannot be used. one with about',
      'the reader nimrod is passed over: 2 plugins provide the rasterReader "nimrod". @phd/plugin-radar, theirs',
      expect.stringMatching(/^the reader unbuilt is passed over: The rasterReader unbuilt of plugin theirs cannot be loaded\. .*not-there\.mjs/),
    ])
    expect(readerFor(fileOf('a.asc', 'ncols 1\nnrows 1\nxllcorner 0\nyllcorner 0\ncellsize 1\n1\n'), all).name).toBe('ascii-grid')
  })

  it('are an error where --format names them', async () => {
    const { all } = await found()
    const read = async (format: string) => {
      for await (const _ of readFrames(fileOf('a.asc', 'ncols 2\n'), all, { format }));
    }
    expect(await failureOf(read('unbuilt'))).toMatchObject({ code: 'PLUGIN_BROKEN', message: 'The rasterReader unbuilt of plugin theirs cannot be loaded.' })
    expect(await failureOf(read('halfway'))).toMatchObject({ code: 'PLUGIN_BROKEN', message: 'The rasterReader halfway cannot be used.' })
    expect(await failureOf(read('nimrod'))).toMatchObject({ code: 'NAME_TAKEN_TWICE' })
  })

  it('a reader that gives neither frame nor error has found nothing, which is one', async () => {
    const { all } = await found()
    const read = async () => {
      for await (const _ of readFrames(fileOf('a.x', 'S'), all));
    }
    expect(await failureOf(read())).toMatchObject({
      code: 'RADAR_FILE_DAMAGED',
      message: 'a.x cannot be read: it holds no field.',
      expected: 'a file of the format silent with one field or more',
    })
  })
})

describe('framesIn', () => {
  const zip = (name: string, members: Record<string, string | Buffer>) => {
    const path = join(dir, name)
    writeFileSync(path, storedZip(Object.entries(members).map(([member, bytes]) => ({ name: member, bytes: Buffer.from(bytes) }))))
    return path
  }
  const all = async (path: string, log?: (line: string) => void) => {
    const names: string[] = []
    for await (const { name } of framesIn(path, await readers(), { log })) names.push(name)
    return names
  }

  it('passes over what lies in an archive beside the rasters, and says so', async () => {
    const path = zip('tile.zip', {
      'a.xml': '<xml/>',
      'a.dat': nimrodField({ title: 'one' }),
      'a.prj': 'PROJCS',
      'b.dat': Buffer.concat([nimrodField({ title: 'two' }), nimrodField({ title: 'three' })]),
    })
    const lines: string[] = []
    expect(await all(path, (line) => lines.push(line))).toEqual(['one', 'two', 'three'])
    expect(lines).toEqual([`${path}!/a.xml is passed over: no reader knows it`, `${path}!/a.prj is passed over: no reader knows it`])
  })

  it('does not pass over everything, nor a file of its own, nor a broken one', async () => {
    const none = zip('none.zip', { 'a.xml': '<xml/>', 'b.xml': '<xml/>' })
    expect(await failureOf(all(none))).toMatchObject({ code: 'RADAR_FORMAT_UNKNOWN', message: `The format of ${none}!/a.xml is not known.` })
    const plain = join(dir, 'plain.xml')
    writeFileSync(plain, '<xml/>')
    expect(await failureOf(all(plain))).toMatchObject({ code: 'RADAR_FORMAT_UNKNOWN' })
    const broken = zip('broken.zip', { 'a.dat': nimrodField(), 'b.dat': nimrodField().subarray(0, 500) })
    expect(await failureOf(all(broken))).toMatchObject({ code: 'RADAR_FILE_DAMAGED', message: `${broken}!/b.dat cannot be read: field 1 is broken.` })
  })
})

describe.skipIf(!existsSync(data))(`MRMS: needs ${data}`, () => {
  it('puts a crop where the GRIB of the whole country has the same rain', async () => {
    const named = await readers()
    const first = async (path: string) => {
      for await (const file of openRasterFiles(join(data, 'radar-mrms-20190610', path))) for await (const frame of readFrames(file, named)) return frame
      throw new Error(path)
    }
    const country = await first('PrecipRate_00.00_20190610-000000.grib2')
    for (const place of ['austin.json', 'jacksboro.json']) {
      const crop = await first(place)
      expect(crop.timeMs).toBe(country.timeMs)
      const row = Math.round((country.grid.north - crop.grid.north) / crop.grid.cellY)
      const column = Math.round((crop.grid.west - country.grid.west) / crop.grid.cellX)
      let rain = 0
      for (let y = 0; y < crop.grid.rows; y++)
        for (let x = 0; x < crop.grid.columns; x++) {
          const whole = country.values[(row + y) * country.grid.columns + column + x]
          const part = crop.values[y * crop.grid.columns + x]
          if (Math.abs(whole - part) > 0.0501) expect.fail(`${place} row ${y} column ${x}: ${part}, in the GRIB ${whole}`)
          rain += part
        }
      expect(rain).toBeGreaterThan(100)
    }
  })
})
