import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type NamedReader, type OpenedFile, openRasterFiles, type RasterFileOptions, readerFor, readFrames } from '@phd/plugin-radar'
import tar from 'tar-stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { storedZip } from './zip-writer.js'

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'phd-open-'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString()

function file(name: string, bytes: Uint8Array | string): string {
  const path = join(dir, name)
  writeFileSync(path, bytes)
  return path
}

async function tarOf(members: Record<string, Uint8Array | string>): Promise<Buffer> {
  const pack = tar.pack()
  for (const [name, bytes] of Object.entries(members)) pack.entry({ name }, typeof bytes === 'string' ? bytes : Buffer.from(bytes))
  pack.finalize()
  const pieces: Buffer[] = []
  for await (const piece of pack) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}

async function contents(path: string, options?: RasterFileOptions): Promise<[string, string][]> {
  const found: [string, string][] = []
  for await (const opened of openRasterFiles(path, options)) found.push([opened.name.slice(dir.length + 1), text(await opened.bytes())])
  return found
}

async function failure(work: () => Promise<unknown>) {
  const error = await work().then(
    () => undefined,
    (it) => it,
  )
  return { code: error?.code, message: error?.message, expected: error?.expected, received: error?.received, remedy: error?.remedy }
}

const long = 'rain '.repeat(40_000)

describe('openRasterFiles', () => {
  it('gives a plain file, whole, in pieces, and its first 64 KiB', async () => {
    const path = file('plain.dat', long)
    for await (const opened of openRasterFiles(path)) {
      expect(opened.name).toBe(path)
      expect(text(opened.head)).toBe(long.slice(0, 65536))
      const pieces: Uint8Array[] = []
      for await (const piece of opened.stream()) pieces.push(piece)
      expect(text(Buffer.concat(pieces))).toBe(long)
      expect(text(await opened.bytes())).toBe(long)
      expect(text(await opened.bytes())).toBe(long)
    }
  })

  it('unpacks gzip by content, whatever the ending says, several members too', async () => {
    expect(await contents(file('a.dat.gz', gzipSync(long)))).toEqual([['a.dat', long]])
    expect(await contents(file('b.dat', gzipSync('two')))).toEqual([['b.dat', 'two']])
    expect(await contents(file('c.dat.gz', Buffer.concat([gzipSync('one '), gzipSync('two')])))).toEqual([['c.dat', 'one two']])
  })

  it('gives the files of a tar, of a tar.gz, and of gz, tar and zip in it, in their order', async () => {
    const inner = await tarOf({ 'deep.dat': 'deep' })
    const members = {
      'x/one.dat': long,
      'two.dat.gz': gzipSync('two'),
      'inner.tar': inner,
      'z.zip': storedZip([{ name: 'in.asc', bytes: Buffer.from('zipped') }]),
      'empty.dat': '',
    }
    const expected = (name: string) => [
      [`${name}!/x/one.dat`, long],
      [`${name}!/two.dat`, 'two'],
      [`${name}!/inner.tar!/deep.dat`, 'deep'],
      [`${name}!/z.zip!/in.asc`, 'zipped'],
      [`${name}!/empty.dat`, ''],
    ]
    expect(await contents(file('all.tar', await tarOf(members)))).toEqual(expected('all.tar'))
    expect(await contents(file('all.tgz', gzipSync(await tarOf(members))))).toEqual(expected('all.tar'))
  })

  it('passes over members of a tar that nobody reads, or reads in part', async () => {
    const path = file('skip.tar', await tarOf({ 'a.dat': long, 'b.dat.gz': gzipSync(long), 'c.dat': long, 'd.dat': 'last' }))
    const names: string[] = []
    for await (const opened of openRasterFiles(path)) {
      names.push(opened.name.slice(path.length + 2))
      if (opened.name.endsWith('c.dat')) for await (const _ of opened.stream()) break
      if (opened.name.endsWith('d.dat')) expect(text(await opened.bytes())).toBe('last')
    }
    expect(names).toEqual(['a.dat', 'b.dat', 'c.dat', 'd.dat'])
  })

  it('may be left at any file', async () => {
    const path = file('leave.tar', await tarOf({ 'a.dat': long, 'b.dat': long }))
    for await (const opened of openRasterFiles(path)) {
      expect(opened.head.length).toBe(65536)
      break
    }
  })

  it('takes the names in a zip as names only', async () => {
    const path = file(
      'hostile.zip',
      storedZip([
        { name: '../../etc/passwd', bytes: Buffer.from('1') },
        { name: 'folder/', bytes: Buffer.alloc(0) },
        { name: '/abs\\x', bytes: Buffer.from('2') },
      ]),
    )
    expect(await contents(path)).toEqual([
      ['hostile.zip!/../../etc/passwd', '1'],
      ['hostile.zip!//abs\\x', '2'],
    ])
  })

  it('says that a member of a tar is read once', async () => {
    const path = file('once.tar', await tarOf({ 'a.dat': 'x' }))
    for await (const opened of openRasterFiles(path)) {
      for await (const _ of opened.stream());
      expect(await failure(async () => opened.stream())).toMatchObject({ code: 'RADAR_FILE_ONCE', message: `${path}!/a.dat can be read once only.` })
    }
  })
})

describe('what goes wrong in an archive', () => {
  it('is a missing file, or a folder', async () => {
    expect(await failure(() => contents(join(dir, 'none')))).toEqual({
      code: 'RADAR_FILE_MISSING',
      message: `There is no file ${join(dir, 'none')}.`,
      expected: 'a raster file, or a .gz, .tar or .zip of raster files',
      received: 'nothing at this path',
      remedy: 'check the path',
    })
    expect(await failure(() => contents(dir))).toMatchObject({ code: 'RADAR_FILE_MISSING', received: 'a folder' })
  })

  it('is more than memory takes: plain, gzip bomb, in a tar and a zip', async () => {
    const big = Buffer.alloc(100_000)
    const paths = [
      file('big.dat', big),
      file('bomb.gz', gzipSync(big)),
      file('big.tar', await tarOf({ 'big.dat': big })),
      file('bomb.tar', await tarOf({ 'big.gz': gzipSync(big) })),
      file('big.zip', storedZip([{ name: 'big.dat', bytes: big }])),
      file('bomb-in.gz', gzipSync(storedZip([{ name: 'big.dat', bytes: big }]))),
    ]
    for (const path of paths)
      expect(await failure(() => contents(path, { maxBytes: 99_999 })), path).toMatchObject({
        code: 'RADAR_FILE_SIZE',
        expected: 'at most 99999 bytes, unpacked',
      })
    for (const path of paths) expect((await contents(path, { maxBytes: 110_000 }))[0][1].length).toBe(100_000)
  })

  it('is archives in archives without end', async () => {
    let nested: Buffer = Buffer.from('core')
    for (let depth = 0; depth < 4; depth++) nested = gzipSync(nested)
    expect(await contents(file('four.dat', nested))).toEqual([['four.dat', 'core']])
    expect(await failure(() => contents(file('five.dat', gzipSync(nested))))).toMatchObject({
      code: 'RADAR_FILE_NESTED',
      expected: 'at most 4 archives in one another',
      received: '5',
    })
  })

  it('is a gzip cut off at any byte, or changed', async () => {
    const whole = gzipSync('some rain')
    for (let length = 3; length < whole.length; length++) {
      const got = await failure(() => contents(file('cut.gz', whole.subarray(0, length))))
      expect(got, String(length)).toMatchObject({
        code: 'RADAR_FILE_DAMAGED',
        message: `${join(dir, 'cut.gz')} cannot be read: its gzip is broken.`,
        expected: 'a whole gzip stream',
      })
    }
    const changed = Buffer.from(whole)
    changed[changed.length - 6] ^= 1
    expect(await failure(() => contents(file('crc.gz', changed)))).toMatchObject({ code: 'RADAR_FILE_DAMAGED', received: 'zlib: incorrect data check' })
  })

  it('is a tar cut off: the members before are given, the error names the one where it broke', async () => {
    const whole = await tarOf({ 'a.dat': 'first', 'b.dat': long })
    const path = join(dir, 'cut.tar')
    for (const length of [1025, 1536, 1600, 100_000, 1024 + 512 + long.length - 1, whole.length - 1024, whole.length - 512]) {
      writeFileSync(path, whole.subarray(0, length))
      const seen: string[] = []
      const got = await failure(async () => {
        for await (const opened of openRasterFiles(path)) seen.push(text(await opened.bytes()))
      })
      expect(got, String(length)).toMatchObject({ code: 'RADAR_FILE_DAMAGED' })
      expect(got.message).toMatch(
        /cut\.tar(!\/[ab]\.dat)? cannot be read: (its tar is cut off|its tar is broken|its tar breaks in it or after it|it is broken in its tar)\.$/,
      )
      expect(seen[0]).toBe('first')
    }
    writeFileSync(path, whole.subarray(0, 100_000))
    expect(await failure(() => contents(path))).toMatchObject({ message: `${path}!/b.dat cannot be read: it is broken in its tar.` })
  })

  it('is a tar.gz cut off: the error names the member where it broke', async () => {
    const noise = (seed: number) => Buffer.from(Uint32Array.from({ length: 75_000 }, (_, at) => Math.imul(at + seed, 2654435761) ^ (at << 7)).buffer)
    const whole = gzipSync(await tarOf({ 'a.dat': noise(1), 'b.dat': noise(2), 'c.dat': noise(3) }), { level: 0 })
    const path = file('cut.tgz', whole.subarray(0, 450_000))
    const seen: Record<string, string> = {}
    const got = await failure(async () => {
      for await (const opened of openRasterFiles(path))
        seen[opened.name.slice(dir.length)] = await opened.bytes().then(
          () => 'whole',
          (error) => error.message,
        )
    })
    const member = `${join(dir, 'cut.tar')}!/b.dat`
    expect(seen).toEqual({ '/cut.tar!/a.dat': 'whole', '/cut.tar!/b.dat': `${member} cannot be read: it is broken in its tar.` })
    expect(got).toMatchObject({
      code: 'RADAR_FILE_DAMAGED',
      message: `${member} cannot be read: its tar breaks in it or after it.`,
      received: 'zlib: unexpected end of file',
    })
  })

  it('is one bad gzip or checksum in a good archive: the rest can be read', async () => {
    const bad = Buffer.concat([gzipSync('whole').subarray(0, 12), Buffer.from('garbage')])
    const late = gzipSync(Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7919) >> 5)))
    late[late.length - 8] ^= 255
    for (const path of [
      file('bad.tar', await tarOf({ 'a.dat': '1', 'bad.gz': bad, 'late.gz': late, 'c.dat': '3' })),
      file(
        'bad.zip',
        storedZip([
          { name: 'a.dat', bytes: Buffer.from('1') },
          { name: 'bad.gz', bytes: bad },
          { name: 'late.gz', bytes: late },
          { name: 'crc.dat', bytes: Buffer.from('2'), crc: 7 },
          { name: 'c.dat', bytes: Buffer.from('3') },
        ]),
      ),
    ]) {
      const got: Record<string, string> = {}
      for await (const opened of openRasterFiles(path)) {
        const name = opened.name.slice(path.length + 2)
        got[name] = await opened.bytes().then(text, (error) => `${error.code} ${error.message}`)
      }
      expect(got).toMatchObject({ 'a.dat': '1', 'c.dat': '3', late: `RADAR_FILE_DAMAGED ${path}!/late.gz cannot be read: its gzip is broken.` })
      expect(got['bad.gz'] ?? got.bad).toBe(`RADAR_FILE_DAMAGED ${path}!/bad.gz cannot be read: its gzip is broken.`)
      if (path.endsWith('zip')) expect(got['crc.dat']).toMatch(/^RADAR_FILE_DAMAGED .*crc\.dat cannot be read: its checksum is wrong\.$/)
    }
  })

  it('is a zip cut off or empty of a directory', async () => {
    const whole = storedZip([{ name: 'a.asc', bytes: Buffer.from('ncols') }])
    for (let length = 4; length < whole.length; length++)
      expect(await failure(() => contents(file('cut.zip', whole.subarray(0, length)))), String(length)).toMatchObject({
        code: 'RADAR_FILE_DAMAGED',
        expected: 'a whole zip archive',
      })
  })
})

describe('readerFor', () => {
  const reader = (name: string, magic: string): NamedReader => ({
    name,
    reader: {
      about: name,
      extensions: [],
      recognises: ({ head }) => text(head).startsWith(magic),
      async *read(it) {
        yield await it.bytes().then(() => {
          throw new RangeError('bad offset')
        })
      },
    },
  })
  const readers = [reader('beta', 'AB'), reader('alpha', 'A'), reader('gamma', 'G')]
  const fileOf = (content: string): OpenedFile => ({
    name: 'f.dat',
    head: Buffer.from(content),
    bytes: async () => Buffer.from(content),
    async *stream() {
      yield Buffer.from(content)
    },
  })

  it('finds the one that knows the content; --format wins', () => {
    expect(readerFor(fileOf('Gx'), readers).name).toBe('gamma')
    expect(readerFor(fileOf('Gx'), readers, 'alpha').name).toBe('alpha')
  })

  it('refuses what two claim, what none knows, and formats that are not', async () => {
    expect(await failure(async () => readerFor(fileOf('ABC'), readers))).toEqual({
      code: 'RADAR_FORMAT_AMBIGUOUS',
      message: 'f.dat may be of more than one format.',
      expected: 'one format that knows the file by its content',
      received: 'alpha, beta',
      remedy: '--format alpha',
    })
    expect(await failure(async () => readerFor(fileOf('\x01x?'), readers))).toMatchObject({
      code: 'RADAR_FORMAT_UNKNOWN',
      message: 'The format of f.dat is not known.',
      expected: 'one of alpha, beta, gamma',
      received: '01 78 3f  ".x?"',
    })
    expect(await failure(async () => readerFor(fileOf(''), readers))).toMatchObject({ received: 'an empty file' })
    expect(await failure(async () => readerFor(fileOf('A'), readers, 'delta'))).toMatchObject({
      code: 'RADAR_FORMAT_NAME',
      expected: 'one of alpha, beta, gamma',
    })
  })

  it('lets nothing but PhdErrors out', async () => {
    const got = await failure(async () => {
      for await (const _ of readFrames(fileOf('G'), readers));
    })
    expect(got).toMatchObject({
      code: 'RADAR_FILE_DAMAGED',
      message: 'f.dat cannot be read: the reader gamma fails on it.',
      expected: 'a file of the format gamma',
      received: 'bad offset',
    })
  })
})

describe('real archives', () => {
  const tiles = new URL('../../../../../shared/data/dem-os-terrain50/', import.meta.url).pathname
  let there = true
  try {
    readFileSync(join(tiles, 'ta02.zip'))
  } catch {
    there = false
  }
  it.skipIf(!there)('an OS Terrain 50 tile: needs ../shared/data', async () => {
    const names: string[] = []
    for await (const opened of openRasterFiles(join(tiles, 'ta02.zip'))) {
      names.push(opened.name.split('!/')[1])
      if (opened.name.endsWith('.asc')) expect(text(await opened.bytes()).split('\n')[0]).toMatch(/^ncols 200/)
    }
    expect(names).toEqual(['TA02.asc', 'TA02.gml', 'TA02.prj', 'Metadata_TA02.xml', 'TA02.asc.aux.xml'])
  })
})
