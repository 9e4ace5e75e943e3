import { existsSync, mkdtempSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { checkpointFile, checkResumable, execute, experiment, PhdError, type Run, Store } from '../../lib/index.js'
import { processStart } from '../../lib/run/liveness.js'

let store: Store
beforeEach(() => {
  store = new Store(mkdtempSync(join(tmpdir(), 'phd-test-')))
})

/** A walk that saves after each step, and fails or is killed after `dieAt` steps of this process. */
let dieAt = Number.POSITIVE_INFINITY
const walk = experiment({
  about: 'A random walk.',
  params: z.object({ steps: z.int().default(6), saveEvery: z.int().default(1) }),
  async run(phd, { steps, saveEvery }) {
    const saved = phd.load<{ step: number }>()
    const position = saved ? (saved.tensors.position.data as Float32Array) : Float32Array.of(0)
    for (let step = saved?.state.step ?? 0; step < steps && !phd.signal.aborted; step++) {
      if (step === dieAt) throw new PhdError('TEST_DIED', 'Died.')
      position[0] += phd.random(`step/${step}`)() - 0.5
      phd.metric({ step, position: position[0] })
      if ((step + 1) % saveEvery === 0) phd.save({ tensors: { position: { shape: [1], data: position } }, state: { step: step + 1 } })
    }
    return { position: position[0] }
  },
})

const metricsText = (run: Run) => readFileSync(join(store.dir(run.id), 'metrics.jsonl'), 'utf8')
const whole = async (params = {}) => {
  dieAt = Number.POSITIVE_INFINITY
  return (await execute(store, 'walk', walk, params)).run
}

test('a run is recorded with what it takes to repeat it', async () => {
  const run = await whole()
  const { pid } = process
  expect(store.open(run.id)).toEqual(run)
  expect(run).toMatchObject({ experiment: 'walk', status: 'done', params: { steps: 6, saveEvery: 1 }, seed: 1, device: 'cpu', argv: [], cwd: process.cwd() })
  expect(run).toMatchObject({
    process: { pid, started: processStart(pid) },
    versions: { phd: '0.1.0', node: process.versions.node },
    result: expect.anything(),
  })
  expect(store.metrics(run.id).map((line) => line.step)).toEqual([0, 1, 2, 3, 4, 5])
})

test('a heartbeat is there from the start', async () => {
  let there = false
  const it = experiment({
    about: '',
    params: z.object({}),
    async run(phd) {
      there = existsSync(join(phd.dir, 'heartbeat'))
    },
  })
  await execute(store, 'it', it, {})
  expect(there).toBe(true)
})

test('parameters that are wrong leave no run behind', async () => {
  await expect(execute(store, 'walk', walk, { steps: 'many' })).rejects.toMatchObject({ code: 'PARAMS_INVALID' })
  expect(store.list()).toEqual([])
})

test.each([1, 2, 4])('saved every %i steps and failed at any step, a resumed run ends as one that never failed', async (saveEvery) => {
  const expected = await whole({ saveEvery })
  for (let step = 0; step < 6; step++) {
    dieAt = step
    const { run, error } = await execute(store, 'walk', walk, { saveEvery })
    expect([run.status, run.error, error]).toMatchObject(['failed', { code: 'TEST_DIED', message: 'Died.' }, { code: 'TEST_DIED' }])
    dieAt = Number.POSITIVE_INFINITY
    const { run: resumed } = await execute(store, 'walk', walk, {}, { resume: store.open(run.id) })
    expect(resumed).toMatchObject({ id: run.id, status: 'done', resumed: 1, result: expected.result })
    expect(resumed.error).toBeUndefined()
    expect(metricsText(resumed)).toBe(metricsText(expected))
  }
})

test('a line of metrics that a crash cut is cut off on resuming', async () => {
  const expected = await whole()
  dieAt = 3
  const { run } = await execute(store, 'walk', walk, {})
  writeFileSync(join(store.dir(run.id), 'metrics.jsonl'), '{"step":3,"posi', { flag: 'a' })
  dieAt = Number.POSITIVE_INFINITY
  const { run: resumed } = await execute(store, 'walk', walk, {}, { resume: store.open(run.id) })
  expect(metricsText(resumed)).toBe(metricsText(expected))
})

test('temporary files of the killed process go on resuming', async () => {
  dieAt = 3
  const { run } = await execute(store, 'walk', walk, {})
  const left = [join(store.dir(run.id), 'run.json.77.tmp'), `${checkpointFile(store.dir(run.id))}.77.tmp`]
  for (const file of left) writeFileSync(file, 'half')
  dieAt = Number.POSITIVE_INFINITY
  await execute(store, 'walk', walk, {}, { resume: store.open(run.id) })
  expect(left.map((file) => existsSync(file))).toEqual([false, false])
})

test('metrics shorter than the checkpoint counts on are an error, not filled with zeros', async () => {
  dieAt = 3
  const { run } = await execute(store, 'walk', walk, {})
  truncateSync(join(store.dir(run.id), 'metrics.jsonl'), 5)
  await expect(execute(store, 'walk', walk, {}, { resume: store.open(run.id) })).rejects.toMatchObject({ code: 'RUN_DAMAGED', received: '5 bytes' })
})

test('a corrupt checkpoint is an error, and the run stays as it was', async () => {
  dieAt = 3
  const { run } = await execute(store, 'walk', walk, {})
  truncateSync(checkpointFile(store.dir(run.id)), 40)
  const before = readFileSync(join(store.dir(run.id), 'run.json'), 'utf8')
  await expect(execute(store, 'walk', walk, {}, { resume: store.open(run.id) })).rejects.toMatchObject({ code: 'CHECKPOINT_CORRUPT' })
  expect(readFileSync(join(store.dir(run.id), 'run.json'), 'utf8')).toBe(before)
})

test('running and done runs are not resumed', async () => {
  const run = await whole()
  const resume = (status: Run['status']) => execute(store, 'walk', walk, {}, { resume: { ...run, status } })
  await expect(resume('done')).rejects.toMatchObject({ code: 'RUN_NOT_RESUMABLE', message: `Run ${run.id} is done.`, remedy: `phd runs show ${run.id}` })
  await expect(resume('running')).rejects.toMatchObject({ code: 'RUN_NOT_RESUMABLE', message: `Run ${run.id} is running.` })
})

test('only one of many that resume a run at once does', async () => {
  dieAt = 3
  const { run } = await execute(store, 'walk', walk, {})
  dieAt = Number.POSITIVE_INFINITY
  const stopped = store.open(run.id)
  const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => execute(store, 'walk', walk, {}, { resume: stopped })))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'RUN_NOT_RESUMABLE' })
  expect(store.metrics(run.id)).toHaveLength(6)
})

test('a claim of a process that died before it wrote anything does not block the next', async () => {
  dieAt = 3
  const { run } = await execute(store, 'walk', walk, {})
  writeFileSync(join(store.dir(run.id), 'resume-1.json'), JSON.stringify({ host: run.host, process: { pid: 2 ** 22 + 1, started: 5 } }))
  dieAt = Number.POSITIVE_INFINITY
  const { run: resumed } = await execute(store, 'walk', walk, {}, { resume: store.open(run.id) })
  expect(resumed).toMatchObject({ status: 'done', resumed: 2 })
})

test('other code is refused unless forced', async () => {
  const run = { ...(await whole()), status: 'stopped' as const, code: { commit: 'a'.repeat(40), dirty: false } }
  const elsewhere = mkdtempSync(join(tmpdir(), 'phd-test-'))
  expect(() => checkResumable(run, { cwd: elsewhere })).toThrow(
    expect.objectContaining({ code: 'RUN_OTHER_CODE', expected: `git commit ${'a'.repeat(40)}`, received: '(no git checkout)' }),
  )
  checkResumable(run, { cwd: elsewhere, force: true })
  checkResumable({ ...run, code: { dirty: false } }, { cwd: elsewhere })
})

test('stopped by a signal: saved and returned, or thrown, is no failure', async () => {
  for (const ends of ['returns', 'throws'] as const) {
    const controller = new AbortController()
    const it = experiment({
      about: '',
      params: z.object({}),
      async run(phd) {
        controller.abort('SIGTERM')
        if (ends === 'throws') phd.signal.throwIfAborted()
      },
    })
    const { run, error } = await execute(store, 'it', it, {}, { signal: controller.signal })
    expect([ends, run.status, error, run.error]).toEqual([ends, 'stopped', undefined, undefined])
  }
})

test('what goes wrong while stopping is a failure all the same', async () => {
  const controller = new AbortController()
  const it = experiment({
    about: '',
    params: z.object({}),
    async run() {
      controller.abort('SIGTERM')
      throw new Error('no space left')
    },
  })
  const { run } = await execute(store, 'it', it, {}, { signal: controller.signal })
  expect(run).toMatchObject({ status: 'failed', error: { code: 'UNEXPECTED', message: 'Error: no space left' } })
  expect(readFileSync(join(store.dir(run.id), 'log.txt'), 'utf8')).toMatch(/^Error: no space left\n {4}at /)
})

test('the device and versions in use are recorded while it runs', async () => {
  let seen: Run | undefined
  const it = experiment({
    about: '',
    params: z.object({}),
    device: true,
    async run(phd) {
      phd.tookDevice('cuda:0', { tensorflow: '2.21.0' })
      seen = store.open(phd.id)
    },
  })
  await execute(store, 'it', it, {}, { device: 'auto' })
  expect(seen).toMatchObject({ device: 'cuda:0', versions: { tensorflow: '2.21.0' }, status: 'running' })
})
