/** `phd data` as a user types it, with a data set of a third party's plugin and its origin on loopback. */
import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answer, cutAfter, described, type Origin, origin, well } from './origin.js'

const bin = fileURLToPath(new URL('../../../../bin/phd.js', import.meta.url))
const rain = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7 + (i >> 9)) & 255))
const snow = Buffer.from('some snow\n')
const home = mkdtempSync(join(tmpdir(), 'phd-data-'))
let env: NodeJS.ProcessEnv
let server: Origin
const answers: Record<string, Answer[]> = {}

interface Ended {
  code: number
  stdout: string
  stderr: string
}

function phd(args: string[], options: { cwd?: string; shell?: string } = {}): Promise<Ended> {
  const command = options.shell ? ['bash', '-c', `${options.shell}; exec "$0" "$@"`, process.execPath] : [process.execPath]
  return new Promise((resolve) => {
    execFile(command[0], [...command.slice(1), bin, ...args], { cwd: options.cwd ?? home, env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr })
    })
  })
}

beforeAll(async () => {
  server = await origin({ 'rain.bin': rain, 'snow.txt': snow, 'slow.bin': rain }, answers)
  const folder = join(home, 'plugin')
  mkdirSync(folder)
  const set = (about: string, files: object) => ({
    about,
    licence: 'CC BY 4.0',
    attribution: 'Source: the Weather',
    cite: 'Weather, T. (2020). Rain.',
    files,
  })
  const sets = {
    'test/rain': set('Rain and snow.', {
      'rain.bin': described(`${server.url}/rain.bin`, rain),
      'snow.txt': described(`${server.url}/snow.txt`, snow),
    }),
    'test/slow': set('Rain that takes its time.', { 'slow.bin': described(`${server.url}/slow.bin`, rain) }),
    'test/gone': set('Rain of yesteryear.', { 'gone.bin': described(`${server.url}/gone.bin`, rain) }),
  }
  const thunks = Object.entries(sets).map(([name, it]) => `'${name}': async () => ({ default: { ...${JSON.stringify(it)}, open: async (paths) => paths } })`)
  writeFileSync(join(folder, 'phd.mjs'), `export default { dataset: { ${thunks.join(', ')} } }`)
  const manifest = { name: 'phd-plugin-weather', version: '1.0.0', type: 'module', phd: { provides: './phd.mjs' }, oclif: {} }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  env = { ...process.env, XDG_DATA_HOME: join(home, 'share'), PHD_HOME: '', PHD_DATA: join(home, 'data'), NO_COLOR: '1' }
  const linked = await phd(['plugins', 'link', folder, '--no-install'])
  expect(linked.code, linked.stderr).toBe(0)
})
afterAll(() => server.close())

test('list shows the sets of all plugins; nothing is fetched', async () => {
  const { code, stdout } = await phd(['data', 'list'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/^test\/rain +0\/2 +0\.3 +CC BY 4\.0 +Rain and snow\.$/m)
  expect(JSON.parse((await phd(['data', 'list', '--json'])).stdout).sets).toContainEqual({
    name: 'test/rain',
    plugin: 'phd-plugin-weather',
    about: 'Rain and snow.',
    licence: 'CC BY 4.0',
    files: 2,
    here: 0,
    bytes: 300_010,
  })
  expect(server.requests).toEqual([])
})

test('list with a name shows licence, citation and the origin of each file', async () => {
  const { stdout } = await phd(['data', 'list', 'test/rain'])
  expect(stdout).toBe(
    `${[
      'test/rain: Rain and snow.',
      '  size:        2 files, 0.300 MB',
      '  licence:     CC BY 4.0',
      '  attribution: Source: the Weather',
      '  cite:        Weather, T. (2020). Rain.',
      '',
      'file       bytes  origin',
      `────────  ──────  ${'─'.repeat(server.url.length + 9)}`,
      `rain.bin  300000  ${server.url}/rain.bin`,
      `snow.txt      10  ${server.url}/snow.txt`,
    ].join('\n')}\n`,
  )
})

test('fetch says the licence first, then fetches; again, it only checks', async () => {
  const first = await phd(['data', 'fetch', 'test/rain', '--out', 'rain'])
  expect(first).toMatchObject({ code: 0, stderr: '' })
  expect(first.stdout).toMatch(
    /^test\/rain: Rain and snow\.\n {2}size: .*\n {2}licence: {5}CC BY 4\.0\n.*\n.*Rain\.\nFetched 2 of 2, 0\.300 MB in \ds; all are right: rain\n$/,
  )
  expect(readFileSync(join(home, 'rain', 'rain.bin')).equals(rain)).toBe(true)
  const again = await phd(['data', 'fetch', 'test/rain', '--out', 'rain', '--json'])
  expect(JSON.parse(again.stdout)).toMatchObject({
    out: 'rain',
    sets: [
      { name: 'test/rain', licence: 'CC BY 4.0', files: [{ name: 'rain.bin', path: 'rain/rain.bin', bytes: 300_000, fetched: false }, { fetched: false }] },
    ],
  })
  expect(again.stderr).toMatch(/All 2 are here and right: rain\n$/)
})

test('verify reads the files again: 1 where one is missing or changed', async () => {
  const whole = await phd(['data', 'verify', 'test/rain', '--in', 'rain'])
  expect(whole).toMatchObject({ code: 0, stdout: expect.stringMatching(/^test\/rain +2 +2 +0 +0$/m) })
  writeFileSync(join(home, 'rain', 'snow.txt'), 'some show\n')
  const changed = await phd(['data', 'verify', '--in', 'rain'])
  expect(changed.code).toBe(1)
  expect(changed.stdout).toMatch(/^test\/rain +2 +1 +0 +1$/m)
  expect(changed.stdout).toMatch(/^changed {2}rain\/snow\.txt\nFetch what is not right: phd data fetch test\/rain --out rain\n$/m)
  const cache = await phd(['data', 'verify', 'test/rain', '--json'])
  expect(cache.code).toBe(1)
  expect(JSON.parse(cache.stdout)).toMatchObject({ right: false, sets: [{ files: [{ name: 'rain.bin', state: 'missing' }, { state: 'missing' }] }] })
  expect(await phd(['data', 'verify'])).toMatchObject({ code: 0, stdout: 'No data set is here. Fetch one: phd data fetch NAME\n' })
})

test('two at once: one waits, and every file is fetched once', async () => {
  server.requests.length = 0
  answers['slow.bin'] = [(request, response, content) => setTimeout(() => well(request, response, content), 2500)]
  const both = await Promise.all([phd(['data', 'fetch', 'test/slow', '--out', 'both']), phd(['data', 'fetch', 'test/slow', '--out', 'both'])])
  expect(both.map(({ code }) => code)).toEqual([0, 0])
  expect(server.requests).toEqual(['slow.bin'])
  expect(both.filter(({ stderr }) => stderr === 'another phd is fetching to both; waiting for it\n')).toHaveLength(1)
})

test('killed in the middle, it goes on where it stopped', async () => {
  server.requests.length = 0
  const hold: Answer = (_, response, content) => {
    response.writeHead(200, { 'content-length': content.length })
    response.write(content.subarray(0, 200_000))
  }
  answers['slow.bin'] = [hold]
  const child = spawn(process.execPath, [bin, 'data', 'fetch', 'test/slow', '--out', 'killed'], { cwd: home, env, stdio: 'ignore' })
  const part = join(home, 'killed', 'slow.bin.part')
  while (!existsSync(part) || readFileSync(part).length < 200_000) await new Promise((resolve) => setTimeout(resolve, 50))
  child.kill('SIGKILL')
  await new Promise((resolve) => child.on('close', resolve))
  expect(await phd(['data', 'fetch', 'test/slow', '--out', 'killed'])).toMatchObject({ code: 0 })
  expect(server.requests).toEqual(['slow.bin', 'slow.bin bytes=200000-'])
  expect(readFileSync(join(home, 'killed', 'slow.bin')).equals(rain)).toBe(true)
})

test('Ctrl-C ends with 1 and a state to go on from', async () => {
  const hold: Answer = (_, response) => void response.writeHead(206, { 'content-range': 'bytes 1000-299999/300000' }).write('')
  answers['slow.bin'] = [cutAfter(1000), hold]
  const child = spawn(process.execPath, [bin, 'data', 'fetch', 'test/slow', '--out', 'stopped'], { cwd: home, env, stdio: ['ignore', 'ignore', 'pipe'] })
  let stderr = ''
  child.stderr.on('data', (text) => {
    stderr += text
  })
  while (!stderr.includes('again in')) await new Promise((resolve) => setTimeout(resolve, 20))
  child.kill('SIGINT')
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(1)
  expect(stderr).toContain('Error DATASET_STOPPED: Stopped before all files were fetched; whole files and halves are kept.')
  expect(readFileSync(join(home, 'stopped', 'slow.bin.part'))).toHaveLength(1000)
})

test('a full disk is said so, and the half stays', async () => {
  answers['slow.bin'] = []
  const { code, stderr } = await phd(['data', 'fetch', 'test/slow', '--out', 'full'], { shell: 'ulimit -f 100' })
  expect(code).toBe(1)
  expect(stderr).toContain('Error DISK_FULL: The disk is full, or as much is written as you are allowed.')
  expect(stderr).toContain('try:      free some space, or choose another folder; the same command again goes on where it stopped')
  expect(existsSync(join(home, 'full', 'slow.bin'))).toBe(false)
  expect((await phd(['data', 'fetch', 'test/slow', '--out', 'full'])).code).toBe(0)
  expect(readFileSync(join(home, 'full', 'slow.bin')).equals(rain)).toBe(true)
})

test('errors: what the origin has not, a name that is none, a file in the way', async () => {
  const gone = await phd(['data', 'fetch', 'test/gone', '--json'])
  expect(gone.code).toBe(1)
  expect(JSON.parse(gone.stdout).error).toMatchObject({ code: 'DATASET_HTTP', received: 'HTTP 404 Not Found' })
  const unknown = await phd(['data', 'fetch', 'test/raim'])
  expect(unknown.code).toBe(2)
  expect(unknown.stderr).toMatch(/^Error UNKNOWN_NAME: There is no dataset "test\/raim"\./)
  writeFileSync(join(home, 'file'), '')
  const inTheWay = await phd(['data', 'fetch', 'test/rain', '--out', 'file/rain'])
  expect(inTheWay.code).toBe(2)
  expect(inTheWay.stderr).toContain('Error DATASET_OUT: file/rain cannot be a folder.')
  expect(await phd(['data', 'fetch'])).toMatchObject({ code: 2, stderr: expect.stringContaining('Missing argument: NAMES.') })
  expect(await phd(['data', 'verify', '--inn', 'x'])).toMatchObject({ code: 2, stderr: expect.stringContaining('Nonexistent flag: --inn') })
})
