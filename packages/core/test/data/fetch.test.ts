import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type FetchOptions, fetchDataset } from '../../lib/data/index.js'
import { datasetFile } from '../../lib/registry/dataset.js'
import { type Answer, cutAfter, described, type Origin, origin, redirects, sends, silent, status, well, withoutRanges } from './origin.js'

const content = Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * i + (i >> 8)) & 255))
let home: string
let server: Origin
const log: string[] = []

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'phd-data-'))
  vi.stubEnv('PHD_DATA', join(home, 'data'))
  for (const name of ['https_proxy', 'HTTPS_PROXY', 'NODE_USE_ENV_PROXY']) vi.stubEnv(name, '')
  log.length = 0
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await server?.close()
})

const defaults: FetchOptions = { parallel: 3, retries: 2, timeoutMs: 2000, firstWaitMs: 1, log: (line) => log.push(line) }

/** Serves one file with these answers and fetches it into `out`. */
async function fetchOne(answers: Answer[], options: Partial<FetchOptions> = {}, file = content) {
  server = await origin({ 'rain.bin': file }, { 'rain.bin': answers })
  const out = join(home, 'out')
  const it = described(`${server.url}/rain.bin`, content)
  const done = fetchDataset('test/rain', { files: { 'rain.bin': it } }, { ...defaults, out, ...options })
  return { done, path: join(out, 'rain.bin'), it }
}

test('a file is fetched, checked, and not fetched again', async () => {
  const { done, path, it } = await fetchOne([])
  expect(await done).toEqual([{ name: 'rain.bin', path, bytes: content.length, sha256: it.sha256, fetched: true }])
  expect(readFileSync(path).equals(content)).toBe(true)
  expect(existsSync(`${path}.part`)).toBe(false)
  expect((await fetchDataset('test/rain', { files: { 'rain.bin': it } }, { ...defaults, out: join(home, 'out') }))[0].fetched).toBe(false)
  expect(server.requests).toEqual(['rain.bin'])
})

test('without out it goes where experiments look, and from there into a folder without the network', async () => {
  const { done, it, path } = await fetchOne([], { out: undefined })
  await done
  expect(readFileSync(datasetFile('rain.bin', it.sha256)).equals(content)).toBe(true)
  expect(datasetFile('rain.bin', it.sha256)).toBe(join(home, 'data', it.sha256, 'rain.bin'))
  await fetchDataset('test/rain', { files: { 'rain.bin': it } }, { ...defaults, out: join(home, 'out') })
  expect(readFileSync(path).equals(content)).toBe(true)
  expect(server.requests).toHaveLength(1)
})

test('cut connections: each try goes on at the byte where the last one stopped', async () => {
  const { done, path } = await fetchOne([cutAfter(20_000), cutAfter(5000), cutAfter(1), cutAfter(10), cutAfter(10), cutAfter(10)])
  await done
  expect(readFileSync(path).equals(content)).toBe(true)
  expect(server.requests).toEqual(['rain.bin', ...[20_000, 25_000, 25_001, 25_011, 25_021, 25_031].map((at) => `rain.bin bytes=${at}-`)])
  expect(log[0]).toMatch(/^rain.bin: .*; again in \d+ s$/)
})

test('a half file of an earlier process is gone on with', async () => {
  mkdirSync(join(home, 'out'))
  writeFileSync(join(home, 'out', 'rain.bin.part'), content.subarray(0, 30_000))
  const seen: number[] = []
  const { done, path } = await fetchOne([], { progress: (bytes) => seen.push(bytes) })
  await done
  expect(server.requests).toEqual(['rain.bin bytes=30000-'])
  expect(readFileSync(path).equals(content)).toBe(true)
  expect(seen[0]).toBe(30_000)
  expect(seen.at(-1)).toBe(content.length)
})

test('a half that does not fit is thrown away once, and the file fetched anew', async () => {
  mkdirSync(join(home, 'out'))
  writeFileSync(join(home, 'out', 'rain.bin.part'), Buffer.alloc(30_000))
  const { done, path } = await fetchOne([])
  await done
  expect(server.requests).toEqual(['rain.bin bytes=30000-', 'rain.bin'])
  expect(readFileSync(path).equals(content)).toBe(true)
  expect(log).toEqual(['rain.bin: the half from an earlier attempt does not fit, begun anew'])
})

test('a half longer than the file is thrown away', async () => {
  mkdirSync(join(home, 'out'))
  writeFileSync(join(home, 'out', 'rain.bin.part'), Buffer.alloc(60_000))
  const { done, path } = await fetchOne([])
  await done
  expect(readFileSync(path).equals(content)).toBe(true)
})

test('a server without ranges sends all again', async () => {
  const { done, path } = await fetchOne([cutAfter(20_000), withoutRanges])
  await done
  expect(server.requests).toEqual(['rain.bin', 'rain.bin bytes=20000-'])
  expect(readFileSync(path).equals(content)).toBe(true)
})

test('a server that answers another range, or refuses it, is asked for all', async () => {
  const otherRange: Answer = (_, response, all) => {
    response.writeHead(206, { 'content-range': `bytes 7-${all.length - 1}/${all.length}` }).end(all.subarray(7))
  }
  const { done, path } = await fetchOne([cutAfter(20_000), otherRange, cutAfter(100), status(416)], { retries: 9 })
  await done
  expect(server.requests).toEqual(['rain.bin', 'rain.bin bytes=20000-', 'rain.bin', 'rain.bin bytes=100-', 'rain.bin'])
  expect(readFileSync(path).equals(content)).toBe(true)
})

test('503 and 429 are waited for, as long as the server asks', async () => {
  const { done, path } = await fetchOne([status(503), status(429, { 'retry-after': '1' })])
  await done
  expect(readFileSync(path).equals(content)).toBe(true)
  expect(log[0]).toBe('rain.bin: the server answered HTTP 503 Service Unavailable; again in 0 s')
  expect(log[1]).toBe('rain.bin: the server answered HTTP 429 Too Many Requests; again in 1 s')
})

test('DATASET_NETWORK where it stays so, with the way on', async () => {
  const { done, path } = await fetchOne([cutAfter(100), cutAfter(0), cutAfter(0), cutAfter(0)])
  await expect(done).rejects.toMatchObject({
    code: 'DATASET_NETWORK',
    message: `rain.bin could not be fetched from ${new URL(server.url).host}.`,
    received: 'the connection was cut, after 100 bytes',
    remedy: 'check network and proxy; the same command again goes on where it stopped',
  })
  expect(existsSync(path)).toBe(false)
  expect(readFileSync(`${path}.part`)).toHaveLength(100)
})

test('a proxy that is passed by is named', async () => {
  vi.stubEnv('HTTPS_PROXY', 'http://proxy:3128')
  const { done } = await fetchOne([cutAfter(0)], { retries: 0 })
  await expect(done).rejects.toMatchObject({
    remedy: 'check the network: https_proxy is used only with NODE_USE_ENV_PROXY=1, from Node 24 on; the same command again goes on where it stopped',
  })
})

test('DATASET_NETWORK where nobody answers', async () => {
  const { done } = await fetchOne([])
  await done
  const url = `${server.url}/other.bin`
  await server.close()
  const gone = fetchDataset('test/rain', { files: { 'other.bin': described(url, content) } }, { ...defaults, out: join(home, 'out') })
  await expect(gone).rejects.toMatchObject({ code: 'DATASET_NETWORK', received: expect.stringMatching(/ECONNREFUSED.*, after 0 bytes/) })
})

test('a connection that falls silent is given up', async () => {
  const { done, path } = await fetchOne([silent], { timeoutMs: 200 })
  await done
  expect(log).toEqual([expect.stringMatching(/^rain.bin: no byte for 0.2 s; again/)])
  expect(server.requests).toEqual(['rain.bin', 'rain.bin bytes=10-'])
  expect(readFileSync(path).equals(content)).toBe(true)
})

test('DATASET_HTTP at 404, at once', async () => {
  const { done, it } = await fetchOne([status(404)])
  await expect(done).rejects.toMatchObject({
    code: 'DATASET_HTTP',
    message: 'The origin does not give rain.bin.',
    expected: `50000 bytes of ${it.url}`,
    received: 'HTTP 404 Not Found',
  })
  expect(server.requests).toHaveLength(1)
})

test('redirects are followed; in a circle they are an error', async () => {
  const { done, path } = await fetchOne([redirects('/rain.bin')])
  await done
  expect(readFileSync(path).equals(content)).toBe(true)
  await server.close()
  const circle = await fetchOne(
    Array.from({ length: 30 }, () => redirects('/rain.bin')),
    { out: join(home, 'other') },
  )
  await expect(circle.done).rejects.toMatchObject({ code: 'DATASET_HTTP', received: 'redirects that lead in a circle' })
})

test('DATASET_CHECKSUM: a wrong file is kept aside, and never under its name', async () => {
  const wrong = Buffer.from(content)
  wrong[17]++
  const { done, path, it } = await fetchOne([], {}, wrong)
  await expect(done).rejects.toMatchObject({
    code: 'DATASET_CHECKSUM',
    message: 'rain.bin came whole, but is not the file it should be.',
    expected: `sha256 ${it.sha256}`,
    received: expect.stringMatching(/^[0-9a-f]{64}, kept as .*rain\.bin\.rejected$/),
  })
  expect(existsSync(path)).toBe(false)
  expect(existsSync(`${path}.part`)).toBe(false)
  expect(readFileSync(`${path}.rejected`).equals(wrong)).toBe(true)
})

test('DATASET_CHECKSUM: a page of another length is refused before it is stored', async () => {
  const { done, path, it } = await fetchOne([sends('<html>please log in</html>')])
  await expect(done).rejects.toMatchObject({
    code: 'DATASET_CHECKSUM',
    message: "The origin's rain.bin is not the file it should be.",
    received: `26 bytes of ${it.url}`,
  })
  expect(existsSync(path)).toBe(false)
})

test('a server that never stops sending is stopped', async () => {
  const endless: Answer = (_, response) => {
    response.writeHead(200)
    const more = () => {
      while (response.writable && response.write(Buffer.alloc(10_000)));
    }
    response.on('drain', more)
    more()
  }
  const { done, path } = await fetchOne([endless])
  await expect(done).rejects.toMatchObject({ code: 'DATASET_CHECKSUM', received: expect.stringContaining('more bytes than that') })
  expect(readFileSync(`${path}.part`).length).toBeLessThanOrEqual(content.length)
})

test("a file of the user's under that name is put aside, not lost", async () => {
  mkdirSync(join(home, 'out'))
  writeFileSync(join(home, 'out', 'rain.bin'), 'mine')
  const { done, path } = await fetchOne([])
  await done
  expect(readFileSync(`${path}.changed`, 'utf8')).toBe('mine')
  expect(readFileSync(path).equals(content)).toBe(true)
  expect(log).toEqual([`${path} was not the file it should be; it is now rain.bin.changed`])
})

test('DATASET_OUT where a file lies in the way', async () => {
  writeFileSync(join(home, 'out'), 'a file')
  const { done } = await fetchOne([])
  await expect(done).rejects.toMatchObject({ code: 'DATASET_OUT', message: `${join(home, 'out')} cannot be a folder.`, usage: true })
})

test('many files, never more than `parallel` at a time; one that fails keeps no other back', async () => {
  const names = Array.from({ length: 12 }, (_, i) => `${i}.bin`)
  const slowly: Answer = (request, response, all) => setTimeout(() => well(request, response, all), 30)
  const missing = { '4.bin': [status(404)], '7.bin': [status(404)] }
  server = await origin(Object.fromEntries(names.map((name) => [name, content])), {
    ...Object.fromEntries(names.map((name) => [name, [slowly]])),
    ...missing,
  })
  const files = Object.fromEntries(names.map((name) => [name, described(`${server.url}/${name}`, content)]))
  const out = join(home, 'many')
  await expect(fetchDataset('test/many', { files }, { ...defaults, out })).rejects.toMatchObject({
    code: 'DATASET_INCOMPLETE',
    message: '2 of 12 files of test/many could not be fetched.',
    received: '4.bin, 7.bin; of the first: HTTP 404 Not Found',
  })
  expect(names.filter((name) => existsSync(join(out, name)))).toHaveLength(10)
  expect(server.most()).toBe(3)
})

test('a stop keeps halves and whole files', async () => {
  const stop = new AbortController()
  const stopHere: Answer = (_, response, all) => {
    response.writeHead(200, { 'content-length': all.length })
    response.write(all.subarray(0, 1000))
    setTimeout(() => stop.abort(), 100)
  }
  const { done, path } = await fetchOne([stopHere], { signal: stop.signal })
  await expect(done).rejects.toMatchObject({ code: 'DATASET_STOPPED', remedy: 'the same command again goes on where it stopped' })
  expect(readFileSync(`${path}.part`)).toHaveLength(1000)
  expect(existsSync(join(home, 'out', '.lock'))).toBe(false)
})

test.each([
  ['../rain.bin', {}, 'the file name "../rain.bin"'],
  ['.lock', {}, 'the file name ".lock"'],
  ['rain.bin', { url: 'file:///etc/hostname' }, 'the address "file:///etc/hostname"'],
  ['rain.bin', { sha256: 'abc' }, 'the sha256 "abc" of rain.bin'],
  ['rain.bin', { bytes: -1 }, 'the length -1 of rain.bin'],
])('DATASET_INVALID: %s %o is not fetched', async (name, change, received) => {
  server = await origin({})
  const files = { [name]: { ...described(`${server.url}/rain.bin`, content), ...change } }
  await expect(fetchDataset('test/odd', { files }, defaults)).rejects.toMatchObject({ code: 'DATASET_INVALID', received })
  expect(server.requests).toEqual([])
})
