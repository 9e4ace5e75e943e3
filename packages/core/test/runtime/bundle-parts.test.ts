/** The stream and its parts against the tar and gzip of this machine. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { random } from '../../lib/random.js'
import { type Entry, entriesUnder, fileEntry } from '../../lib/runtime/bundle/entry.js'
import { openFolder, type Part } from '../../lib/runtime/bundle/manifest.js'
import { parsePartSize } from '../../lib/runtime/bundle/part-size.js'
import { writeParts } from '../../lib/runtime/bundle/parts.js'
import { intactParts, sameParts } from '../../lib/runtime/bundle/resume.js'
import { blockBytes, layOutTar, tarBytes } from '../../lib/runtime/bundle/tar.js'
import { newFolder } from './phd.js'

function noise(bytes: number, stream: string): Buffer {
  const draw = random(1, stream)
  return Buffer.from(Uint8Array.from({ length: bytes }, () => Math.floor(draw() * 256)))
}

const source = newFolder()
const names = {
  empty: 'empty',
  program: 'program',
  umlaut: 'größe.txt',
  splits: `${'folder/'.repeat(20)}${'a'.repeat(60)}`,
  long: `${'b'.repeat(180)}/${'c'.repeat(140)}`,
}
for (const name of Object.values(names)) {
  mkdirSync(join(source, name, '..'), { recursive: true })
  writeFileSync(join(source, name), name === names.empty ? '' : name)
}
chmodSync(join(source, names.program), 0o755)
writeFileSync(join(source, 'noise'), noise(9 << 20, 'noise'))
symlinkSync('program', join(source, 'elsewhere'))
const entries: Entry[] = [
  ...entriesUnder(source, 'all'),
  { path: 'all/link', content: { link: '../all/program' } },
  { path: 'text', executable: true, content: { text: 'ä\n' } },
]
const layout = layOutTar(entries, 'folder')
const whole = tarBytes(layout, 0, layout.bytes)

it('tar takes the stream out as it was put in', () => {
  const there = newFolder()
  execFileSync('tar', ['-xf', '-', '-C', there], { input: whole, maxBuffer: 1 << 26, stdio: ['pipe', 'pipe', 'inherit'] })
  const at = join(there, 'folder', 'all')
  for (const name of [...Object.values(names), 'noise']) expect(readFileSync(join(at, name)).equals(readFileSync(join(source, name))), name).toBe(true)
  expect(readFileSync(join(at, 'elsewhere'), 'utf8')).toBe('program') // what a link of the source leads to is packed
  expect(readlinkSync(join(at, 'link'))).toBe('../all/program')
  expect(readFileSync(join(there, 'folder', 'text'), 'utf8')).toBe('ä\n')
  const executable = (path: string) => (statSync(path).mode & 0o100) !== 0
  expect([executable(join(at, 'program')), executable(join(there, 'folder', 'text')), executable(join(at, 'empty'))]).toEqual([true, true, false])
  expect(statSync(join(at, 'empty')).mtimeMs).toBe(Date.UTC(2000, 0, 1))
})

it('any stretch of the stream is that stretch of the whole', () => {
  const draw = random(2, 'stretches')
  for (let i = 0; i < 50; i++) {
    const [from, to] = [draw(), draw()].map((x) => Math.floor(x * layout.bytes)).sort((a, b) => a - b)
    expect(tarBytes(layout, from, to).equals(whole.subarray(from, to)), `${from} to ${to}`).toBe(true)
  }
})

const write = async (out: string, known: Part[] = []) =>
  writeParts({ layout, out, partBytes: 5e6, level: 1, known, intact: await intactParts(out, known), written: () => {}, progress: () => {} })
const contents = (out: string) =>
  Object.fromEntries(
    readdirSync(out).map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(out, name)))
        .digest('hex'),
    ]),
  )

it('parts are one gzip stream, none too large, the same each time, with true checksums', async () => {
  const [first, second] = [newFolder(), newFolder()]
  const parts = await write(first)
  expect(await write(second)).toEqual(parts)
  expect(contents(first)).toEqual(Object.fromEntries(parts.map(({ file, sha256 }) => [file, sha256])))
  expect(parts.map(({ file }) => file)).toEqual(['phd-bundle.000', 'phd-bundle.001', 'phd-bundle.002'])
  for (const { file, bytes } of parts) expect([statSync(join(first, file)).size, bytes <= 5e6]).toEqual([bytes, true])
  const gzipped = Buffer.concat(parts.map(({ file }) => readFileSync(join(first, file))))
  expect(execFileSync('gzip', ['-dc'], { input: gzipped, maxBuffer: 1 << 26 }).equals(whole)).toBe(true)
})

it('a part that is damaged or gone is made again, the others are not touched, the end is added', async () => {
  const out = newFolder()
  const parts = await write(out)
  const before = contents(out)
  const touched = statSync(join(out, parts[2].file)).mtimeMs
  writeFileSync(join(out, parts[0].file), 'damaged')
  expect([...(await intactParts(out, parts))].map(({ file }) => file)).toEqual([parts[1].file, parts[2].file])
  expect(await write(out, parts)).toEqual(parts)
  expect([contents(out), statSync(join(out, parts[2].file)).mtimeMs]).toEqual([before, touched])
  expect(await write(out, parts.slice(0, 1))).toEqual(parts)
})

it('what an earlier run made counts up to the first change', async () => {
  const dir = newFolder()
  for (const name of ['a', 'b', 'c']) writeFileSync(join(dir, name), noise(6 << 20, name))
  const packed = () =>
    layOutTar(
      ['a', 'b', 'c'].map((name) => fileEntry(name, join(dir, name))),
      'folder',
    )
  const how = { partBytes: 5e6, level: 1 }
  const parts = await writeParts({ layout: packed(), ...how, out: newFolder(), known: [], intact: new Set(), written: () => {}, progress: () => {} })
  expect(parts).toHaveLength(5) // of 4 MiB: a, a and b, b, c, c and the end
  const count = (options: object = {}) => sameParts({ layout: packed(), ...how, ...options }, parts).length
  expect([count(), count({ level: 2 }), count({ partBytes: 6e6 })]).toEqual([5, 0, 0])
  utimesSync(join(dir, 'c'), 1, 1)
  expect(count()).toBe(3)
  utimesSync(join(dir, 'b'), 1, 1)
  expect(count()).toBe(1)
  writeFileSync(join(dir, 'a'), '')
  expect(count()).toBe(0)
})

it('a file that changed since the stream was laid out is an error, and leaves no part', async () => {
  const [dir, out] = [newFolder(), newFolder()]
  writeFileSync(join(dir, 'file'), 'one')
  const changing = layOutTar([fileEntry('file', join(dir, 'file'))], 'folder')
  writeFileSync(join(dir, 'file'), 'longer')
  const failure = writeParts({ layout: changing, out, partBytes: 5e6, level: 1, known: [], intact: new Set(), written: () => {}, progress: () => {} })
  await expect(failure).rejects.toMatchObject({ code: 'BUNDLE_CHANGED', message: expect.stringContaining('/file changed while it was packed') })
  expect(readdirSync(out)).toEqual([])
})

it('a stop keeps whole parts and no other', async () => {
  const out = newFolder()
  const controller = new AbortController()
  const written = () => controller.abort()
  const failure = writeParts({ layout, out, partBytes: 5e6, level: 1, known: [], intact: new Set(), written, progress: () => {}, signal: controller.signal })
  await expect(failure).rejects.toMatchObject({ code: 'BUNDLE_STOPPED' })
  expect(readdirSync(out)).toEqual(['phd-bundle.000'])
})

it('sizes of parts', () => {
  expect(['60MB', '60 mb', '64MiB', '1.5GB', '5000000'].map(parsePartSize)).toEqual([60e6, 60e6, 64 << 20, 1.5e9, 5e6])
  for (const text of ['', 'MB', '-60MB', '60TB', '1MB', '0', '6e7', '60MB!'])
    expect(() => parsePartSize(text), text).toThrow(expect.objectContaining({ code: 'BUNDLE_PART_SIZE', usage: true }))
  expect(parsePartSize('5MB')).toBeGreaterThan(blockBytes * 1.001) // what does not compress fits
})

it('a folder with something else is refused, files of a killed run go', () => {
  const out = join(newFolder(), 'new')
  openFolder(out)
  for (const name of ['phd-bundle.000', 'SHA256SUMS', 'phd-bundle.001.77.tmp']) writeFileSync(join(out, name), '')
  openFolder(out)
  expect(readdirSync(out).sort()).toEqual(['SHA256SUMS', 'phd-bundle.000'])
  writeFileSync(join(out, 'thesis.tmp'), '')
  expect(() => openFolder(out)).toThrow(expect.objectContaining({ code: 'BUNDLE_OUT', received: 'thesis.tmp' }))
  expect(existsSync(join(out, 'thesis.tmp'))).toBe(true)
  const another = newFolder()
  writeFileSync(join(another, 'manifest.json'), '{"name": "a web app"}')
  expect(() => openFolder(another)).toThrow(expect.objectContaining({ code: 'BUNDLE_OUT', received: 'manifest.json' }))
})
