import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Run, Store } from '../../lib/index.js'
import { processStart } from '../../lib/run/liveness.js'

let store: Store
beforeEach(() => {
  store = new Store(mkdtempSync(join(tmpdir(), 'phd-test-')))
})
afterEach(() => vi.restoreAllMocks())

function add(change: Partial<Run> = {}): Run {
  const id = store.create()
  const own = { pid: process.pid, started: processStart(process.pid) }
  const started = '2026-11-24T22:18:31.000Z'
  const run: Run = {
    id,
    experiment: 'test/it',
    status: 'done',
    params: {},
    seed: 1,
    device: 'cpu',
    started,
    code: { dirty: false },
    versions: {},
    host: 'elsewhere',
    process: own,
    argv: [],
    ...change,
  }
  store.write(run)
  return run
}

const plain = { status: 'done', started: '2026-11-24T22:18:31.000Z', host: 'x', process: { pid: 1, started: 1 }, code: {}, versions: {}, argv: [] }

const error = (code: string, message: string) => expect.objectContaining({ code, message })

test('an id is the UTC time and four letters, and can be ordered', () => {
  expect(store.create()).toMatch(/^\d{8}T\d{6}-[a-km-z2-9]{4}$/)
})

test('when two runs draw the same letters, the second draws again', () => {
  vi.useFakeTimers({ now: new Date('2026-11-24T22:18:31Z'), toFake: ['Date'] })
  const draws = [0, 0, 0, 0, 0, 0, 0, 0, 0.5, 0.5, 0.5, 0.5]
  vi.spyOn(Math, 'random').mockImplementation(() => draws.shift() ?? 0.9)
  expect([store.create(), store.create()]).toEqual(['20261124T221831-aaaa', '20261124T221831-ssss'])
  vi.useRealTimers()
})

test('no folder of runs is no runs', () => {
  expect(new Store(join(store.root, 'none')).list()).toEqual([])
  expect(() => new Store(join(store.root, 'none')).open('latest')).toThrow(error('RUN_NOT_FOUND', `There is no run "latest" in ${store.root}/none.`))
})

test('a folder of runs that is a file, or that cannot be made, says so', () => {
  const file = join(store.root, 'file')
  writeFileSync(file, '')
  const refused = (path: string, received: string) => expect.objectContaining({ code: 'RUNS_FOLDER', message: `${path} cannot hold runs.`, received })
  expect(() => new Store(file).list()).toThrow(refused(file, 'a file of that name'))
  expect(() => new Store(file).create()).toThrow(refused(file, 'a file where the folder should be'))
  expect(() => new Store(join(file, 'runs')).create()).toThrow(refused(join(file, 'runs'), 'a file where the folder should be'))
  expect(() => new Store('/proc/phd/runs').create()).toThrow(refused('/proc/phd', 'a place where no folder can be made'))
})

test('a folder of runs is made with the folders above it', () => {
  expect(existsSync(new Store(join(store.root, 'a b', 'läufe')).dir(new Store(join(store.root, 'a b', 'läufe')).create()))).toBe(true)
})

test('a run is opened by its id, its beginning or end, its path, or as the latest', () => {
  const [a, b] = [add(), add()].sort((x, y) => x.id.localeCompare(y.id))
  expect(store.open(a.id).id).toBe(a.id)
  expect(store.open(a.id.slice(-4)).id).toBe(a.id)
  expect(store.open(store.dir(a.id)).id).toBe(a.id)
  expect(store.open('latest').id).toBe(b.id)
  expect(() => store.open(a.id.slice(0, 8))).toThrow(error('RUN_NOT_FOUND', `"${a.id.slice(0, 8)}" fits 2 runs.`))
  expect(() => store.open('nope')).toThrow(error('RUN_NOT_FOUND', `There is no run "nope" in ${store.root}.`))
  expect(() => store.open('')).toThrow(error('RUN_NOT_FOUND', `There is no run "" in ${store.root}.`))
})

test('runs of one second are in the order in which they started', () => {
  const [a, b, c] = ['2026-11-24T22:18:31.300Z', '2026-11-24T22:18:31.100Z', '2026-11-24T22:18:31.200Z'].map((started) => add({ started }))
  expect(store.list().map((run) => run.id)).toEqual([b.id, c.id, a.id])
  expect(store.open('latest').id).toBe(a.id)
})

test('the latest run of an experiment is not that of another', () => {
  const [train] = ['radar/train', 'radar/predict'].map((experiment, i) => add({ experiment, started: `2026-11-24T22:18:3${i}.000Z` }))
  expect(store.open('latest', { experiment: 'radar/train' }).id).toBe(train.id)
  expect(() => store.open('latest', { experiment: 'x' })).toThrow(error('RUN_NOT_FOUND', `There is no run of x in ${store.root}.`))
})

test('nothing outside the folder of runs is opened or removed', () => {
  const inner = new Store(join(store.root, 'inner'))
  const { id } = add()
  expect(() => inner.remove(`../${id}`)).toThrow(error('RUN_NOT_FOUND', `There is no run "../${id}" in ${inner.root}.`))
  expect(existsSync(store.dir(id))).toBe(true)
  expect(() => inner.open(store.dir(id))).toThrow(expect.objectContaining({ remedy: `name the folder of that run's runs: --runs ${store.root}` }))
})

test('a folder that was renamed is a run by its new name', () => {
  const { id } = add()
  renameSync(store.dir(id), store.dir('best-model'))
  expect(store.open('best-model').id).toBe('best-model')
})

test.each([
  ['not JSON', 'half a rec'],
  ['empty', ''],
  ['no run', '{"id": "x"}'],
  ['null', 'null'],
  ['of wrong types', JSON.stringify({ ...plain, id: 'x', experiment: 'x', code: null })],
  ['without its command line', JSON.stringify({ ...plain, id: 'x', experiment: 'x', argv: undefined })],
])('a run.json that is %s shows as unreadable and hides nothing else', (_, text) => {
  const good = add()
  mkdirSync(store.dir('broken'))
  writeFileSync(join(store.dir('broken'), 'run.json'), text)
  const message = `${store.root}/broken/run.json is not the record of a run.`
  expect(store.list().map((run) => run.id)).toEqual([good.id])
  expect(store.scan()).toContainEqual({ id: 'broken', status: 'unreadable', error: { code: 'RUN_UNREADABLE', message } })
  expect(() => store.open('broken')).toThrow(error('RUN_UNREADABLE', message))
  expect(() => store.remove('broken')).toThrow(error('RUN_UNREADABLE', message))
  expect(store.remove('broken', true)).toBe('broken')
  expect(readdirSync(store.root)).toEqual([good.id])
})

test('folders that are no runs are passed over', () => {
  mkdirSync(store.dir('notes'))
  writeFileSync(store.dir('readme.txt'), 'mine')
  expect(store.scan()).toEqual([])
})

test('running is running only while its process lives', async () => {
  const { hostname } = await import('node:os')
  const here = { host: hostname(), status: 'running' as const }
  const alive = add(here)
  const dead = add({ ...here, process: { pid: 2 ** 22 + 1, started: 5 } })
  const reused = add({ ...here, process: { pid: process.pid, started: 5 } })
  expect([alive, dead, reused].map((run) => store.open(run.id).status)).toEqual(['running', 'stopped', 'stopped'])
})

test('on another host the heartbeat tells', async () => {
  const { utimesSync } = await import('node:fs')
  const [fresh, stale, none] = [1, 2, 3].map(() => add({ status: 'running' }))
  writeFileSync(join(store.dir(fresh.id), 'heartbeat'), '')
  writeFileSync(join(store.dir(stale.id), 'heartbeat'), '')
  utimesSync(join(store.dir(stale.id), 'heartbeat'), 0, Date.now() / 1000 - 121)
  expect([fresh, stale, none].map((run) => store.open(run.id).status)).toEqual(['running', 'stopped', 'stopped'])
})

test('a running run is removed only by force', async () => {
  const { hostname } = await import('node:os')
  const run = add({ host: hostname(), status: 'running' })
  expect(() => store.remove(run.id)).toThrow(error('RUN_RUNNING', `Run ${run.id} is still running.`))
  store.remove(run.id, true)
  expect(readdirSync(store.root)).toEqual([])
})

test('metrics come back in order, NaN as NaN, without the line that a crash cut', () => {
  const { id } = add()
  expect([store.metrics(id), store.lastMetrics(id)]).toEqual([[], undefined])
  store.appendMetric(id, { epoch: 1, loss: 0.5 })
  store.appendMetric(id, { epoch: 2, loss: Number.NaN })
  appendFileSync(join(store.dir(id), 'metrics.jsonl'), '{"epoch": 3, "lo')
  expect(store.metrics(id)).toEqual([
    { epoch: 1, loss: 0.5 },
    { epoch: 2, loss: Number.NaN },
  ])
  expect(store.lastMetrics(id)).toEqual({ epoch: 2, loss: Number.NaN })
})

test('the last metrics of a long file are found from its end', () => {
  const { id } = add()
  const lines = Array.from({ length: 20_000 }, (_, step) => JSON.stringify({ step, loss: 1 / (step + 1) }))
  writeFileSync(join(store.dir(id), 'metrics.jsonl'), `${lines.join('\n')}\n`)
  expect(store.lastMetrics(id)).toEqual({ step: 19_999, loss: 1 / 20_000 })
})

test.each(['what', 'null', '[1]', '3', '{"loss": "low"}'])('a damaged line in the middle is named: %s', (line) => {
  const { id } = add()
  writeFileSync(join(store.dir(id), 'metrics.jsonl'), `{"a": 1}\n${line}\n`)
  const file = `${store.dir(id)}/metrics.jsonl`
  expect(() => store.metrics(id)).toThrow(error('METRICS_UNREADABLE', `Line 2 of ${file} is no line of metrics.`))
  expect(() => store.lastMetrics(id)).toThrow(error('METRICS_UNREADABLE', `The last line of ${file} is no line of metrics.`))
})
