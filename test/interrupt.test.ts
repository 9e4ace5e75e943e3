/** Killed, stopped and raced through the real command line: nothing is lost, and the end is that of a quiet run. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { random } from '../packages/core/lib/index.js'
import { type Linked, linkedExample } from './cli/example.js'
import { phd, start } from './cli/phd.js'

let days: number
let snow: Linked
let quiet: { metrics: string; result: unknown }

beforeAll(async () => {
  snow = await linkedExample('plugin-snow')
  days = await daysOfSeconds(4)
  const { stdout } = await phd(['run', 'snow/melt', '--days', `${days}`, '--runs', 'quiet', '--json'], snow)
  const { id, dir, ...result } = JSON.parse(stdout)
  quiet = { metrics: readFileSync(join(dir, 'metrics.jsonl'), 'utf8'), result }
})

interface Listed {
  id: string
  status: string
  resumed?: number
}

async function listed(runs: string): Promise<Listed[]> {
  return JSON.parse((await phd(['runs', 'list', '--runs', runs, '--json'], snow)).stdout).runs
}

const metrics = (runs: string, id: string) => readFileSync(join(snow.cwd, runs, id, 'metrics.jsonl'), 'utf8')

/** As many days as take this long here, so that a kill finds the run at work on a fast disk and on a slow one. */
async function daysOfSeconds(seconds: number): Promise<number> {
  const { stdout } = await phd(['run', 'snow/melt', '--days', '200', '--runs', 'pace', '--json'], snow)
  const { started, ended } = JSON.parse((await phd(['runs', 'show', JSON.parse(stdout).id, '--runs', 'pace', '--json'], snow)).stdout)
  return Math.ceil((200 * seconds * 1000) / (Date.parse(ended) - Date.parse(started)))
}

/** Waits until the run of this store has written some metrics; answers its id. */
async function underWay(runs: string, lines = 3): Promise<string> {
  const store = join(snow.cwd, runs)
  for (;;) {
    const id = existsSync(store) ? readdirSync(store)[0] : undefined
    const file = id && join(store, id, 'metrics.jsonl')
    if (id && file && existsSync(file) && readFileSync(file, 'utf8').split('\n').length > lines) return id
    await sleep(20)
  }
}

test('kill -9 at random moments: listed as stopped, and resumed to the end of a quiet run', { timeout: 240_000 }, async () => {
  const draw = random(7, 'moments')
  const { child, answer } = start(['run', 'snow/melt', '--days', `${days}`, '--runs', 'killed'], snow)
  const id = await underWay('killed', 1)
  child.kill('SIGKILL')
  expect((await answer).signal).toBe('SIGKILL')

  let kills = 1
  for (;;) {
    const [{ status }] = await listed('killed')
    if (status === 'done') break
    expect(status).toBe('stopped')
    const again = start(['resume', id, '--runs', 'killed'], snow)
    const timer = setTimeout(() => again.child.kill('SIGKILL'), kills < 8 ? 300 + 700 * draw() : 120_000)
    const ended = await again.answer
    clearTimeout(timer)
    if (ended.signal) kills++
    else expect(ended.code, ended.stderr).toBe(0)
  }
  expect(kills).toBeGreaterThanOrEqual(3)
  expect(metrics('killed', id)).toBe(quiet.metrics)
  const shown = JSON.parse((await phd(['runs', 'show', id, '--runs', 'killed', '--json'], snow)).stdout)
  expect([shown.result, shown.files]).toEqual([quiet.result, []])
})

describe.each(['SIGTERM', 'SIGINT', 'SIGUSR2'] as const)('%s', (signal) => {
  test('saves, stops with exit 1 and the line that resumes', async () => {
    const runs = `stopped-${signal}`
    const { child, answer } = start(['run', 'snow/melt', '--days', '1000000', '--runs', runs], snow)
    const id = await underWay(runs)
    child.kill(signal)
    const { code, stderr } = await answer
    expect(code).toBe(1)
    expect(stderr).toContain(`${signal}: saving, then stopping. Once more to stop at once.\n`)
    expect(stderr).toContain(`Error RUN_STOPPED: Run ${id} was stopped before its end.\n  try:      phd resume ${id} --runs ${join(snow.cwd, runs)}\n`)
    expect(await listed(runs)).toMatchObject([{ id, status: 'stopped' }])
  })
})

test('stopped and resumed, --json answers as the quiet run did', async () => {
  const { child, answer } = start(['run', 'snow/melt', '--days', `${days}`, '--runs', 'json', '--json'], snow)
  const id = await underWay('json')
  child.kill('SIGTERM')
  const stopped = await answer
  expect([stopped.code, JSON.parse(stopped.stdout)]).toMatchObject([1, { error: { code: 'RUN_STOPPED' } }])
  const resumed = await phd(['resume', 'latest', '--runs', 'json', '--json'], snow)
  expect(resumed.code, resumed.stderr).toBe(0)
  expect(JSON.parse(resumed.stdout)).toEqual({ id, dir: join(snow.cwd, 'json', id), ...(quiet.result as object) })
  expect(metrics('json', id)).toBe(quiet.metrics)
})

test('while it runs it is running, cannot be resumed or removed; two that resume it: one does', async () => {
  const { child, answer } = start(['run', 'snow/melt', '--days', '1000000', '--runs', 'raced'], snow)
  const id = await underWay('raced')
  expect(await listed('raced')).toMatchObject([{ id, status: 'running' }])
  expect(await phd(['resume', id, '--runs', 'raced'], snow)).toMatchObject({ code: 1, stderr: expect.stringContaining('Error RUN_NOT_RESUMABLE') })
  expect(await phd(['runs', 'rm', id, '--runs', 'raced'], snow)).toMatchObject({ code: 1, stderr: expect.stringContaining('Error RUN_RUNNING') })
  child.kill('SIGKILL')
  await answer
  const pair = [1, 2].map(() => start(['resume', id, '--runs', 'raced'], snow))
  const first = await Promise.race(pair.map(async ({ answer }, i) => ({ i, ended: await answer })))
  expect(first.ended.stderr).toContain('Error RUN_NOT_RESUMABLE')
  const winner = pair[1 - first.i]
  winner.child.kill('SIGTERM')
  expect((await winner.answer).stderr).toContain('Error RUN_STOPPED')
  expect(await listed('raced')).toMatchObject([{ id, status: 'stopped', resumed: 1 }])
})

test('several processes write runs into one store at once', async () => {
  const answers = await Promise.all(
    [1, 2, 3, 4].map((seed) => phd(['run', 'snow/melt', '--days', '20', '--seed', `${seed}`, '--runs', 'shared', '--json'], snow)),
  )
  expect(answers.map(({ code }) => code)).toEqual([0, 0, 0, 0])
  const runs = await listed('shared')
  expect(runs.map(({ status }) => status)).toEqual(['done', 'done', 'done', 'done'])
  expect(new Set(runs.map(({ id }) => id)).size).toBe(4)
  for (const { id } of runs) expect(metrics('shared', id).trimEnd().split('\n')).toHaveLength(20)
})

test('a run that cannot be read is listed as that, and the others all the same', async () => {
  await phd(['run', 'snow/melt', '--days', '3', '--runs', 'damaged'], snow)
  const { stdout } = await phd(['run', 'snow/melt', '--days', '3', '--runs', 'damaged', '--json'], snow)
  const { id, dir } = JSON.parse(stdout)
  writeFileSync(join(dir, 'run.json'), '{"id": "cut')
  const list = await phd(['runs', 'list', '--runs', 'damaged'], snow)
  expect([list.code, list.stderr]).toEqual([0, ''])
  expect(list.stdout).toMatch(new RegExp(`${id} +– +unreadable`))
  expect(list.stdout).toMatch(/snow\/melt +done/)
  expect(await phd(['runs', 'show', id, '--runs', 'damaged'], snow)).toMatchObject({ code: 1, stderr: expect.stringContaining('Error RUN_UNREADABLE') })
  expect(await phd(['runs', 'rm', id, '--force', '--runs', 'damaged'], snow)).toMatchObject({ code: 0, stdout: `Removed ${id}\n` })
})

test('a corrupt checkpoint is said, with the way out', async () => {
  const { child, answer } = start(['run', 'snow/melt', '--days', '1000000', '--runs', 'corrupt'], snow)
  const id = await underWay('corrupt')
  child.kill('SIGKILL')
  await answer
  writeFileSync(join(snow.cwd, 'corrupt', id, 'checkpoint', 'state.safetensors'), 'half')
  const { code, stderr } = await phd(['resume', id, '--runs', 'corrupt'], snow)
  expect([code, stderr]).toEqual([1, expect.stringContaining('received: 4 bytes\n  try:      start the run anew, or put back a copy of the file')])
  expect(stderr).toContain('Error CHECKPOINT_CORRUPT')
})
