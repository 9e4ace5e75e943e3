/** What a person reads of runs. */
import { hostname } from 'node:os'
import { beforeAll, expect, test } from 'vitest'
import { type Linked, linkedExample } from './cli/example.js'
import { phd } from './cli/phd.js'

let snow: Linked
const ids: string[] = []
beforeAll(async () => {
  snow = await linkedExample('plugin-snow')
  for (const flags of [[], ['--degree-day-mm', '6', '--seed', '2']]) {
    const { stdout } = await phd(['run', 'snow/melt', '--days', '30', ...flags, '--json'], snow)
    ids.push(JSON.parse(stdout).id)
  }
})

/** The output with what changes from run to run replaced: ids, times, folders, versions. */
async function read(...args: string[]): Promise<string> {
  const { stdout, stderr, code } = await phd(args, snow)
  expect([code, stderr]).toEqual([0, ''])
  const plain = ids.reduce((text, id, i) => text.replaceAll(id, `20261124T221831-run${i + 1}`), stdout)
  return plain
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, '2026-11-24 22:18')
    .replaceAll(/ \d+s( |$)/gm, ' 0s$1')
    .replaceAll(snow.cwd, '/here')
    .replaceAll(hostname(), 'host')
    .replaceAll(/node \d+\.\d+\.\d+/g, 'node 20.20.2')
}

test('list', async () => {
  expect(await read('runs', 'list')).toMatchInlineSnapshot(`
    "id                    experiment  status  device  seed  started (UTC)     took  last metrics
    ────────────────────  ──────────  ──────  ──────  ────  ────────────────  ────  ──────────────────────────────────
    20261124T221831-run1  snow/melt   done    cpu        1  2026-11-24 22:18  0s    day 30  snowMm 358  meltMm 2.075
    20261124T221831-run2  snow/melt   done    cpu        2  2026-11-24 22:18  0s    day 30  snowMm 268.3  meltMm 10.33
    "
  `)
})

test('show', async () => {
  expect(await read('runs', 'show', ids[1])).toMatchInlineSnapshot(`
    "run         20261124T221831-run2
    folder      /here/runs/20261124T221831-run2
    experiment  snow/melt
    status      done
    started     2026-11-24 22:18 UTC on host
    took        0s
    seed        2
    device      cpu
    versions    phd 0.1.0, node 20.20.2
    command     phd run snow/melt --days 30 --degree-day-mm 6 --seed 2 --json

    parameter         value
    ────────────────  ─────
    days              30
    snowMm            400
    degreeDayMm       6
    thresholdCelsius  0

    day  snowMm  meltMm
    ───  ──────  ──────
      1     400       0
      2     400       0
      3     400       0
      4     400       0
      5     400       0
      …       …       …
     26   311.3       0
     27   311.3       0
     28   311.3       0
     29   278.7    32.6
     30   268.3   10.33

    Results
      season  table: Snow at the end of the season
    "
  `)
})

test('compare', async () => {
  expect(await read('runs', 'compare', ids[0], ids[1].slice(-4))).toMatchInlineSnapshot(`
    "differs      20261124T221831-run1  20261124T221831-run2
    ───────────  ────────────────────  ────────────────────
    seed         1                     2
    degreeDayMm  4                     6

    last metrics  20261124T221831-run1  20261124T221831-run2
    ────────────  ────────────────────  ────────────────────
    day                             30                    30
    snowMm                         358                 268.3
    meltMm                       2.075                 10.33
    "
  `)
})

test('compare a run with itself', async () => {
  expect(await read('runs', 'compare', ids[0], ids[0])).toContain('Nothing differs but the run itself.\n')
})

test('list by status and experiment', async () => {
  expect(await read('runs', 'list', '--status', 'failed')).toBe('No runs in /here/runs.\n')
  expect((await read('runs', 'list', '--experiment', 'snow/melt')).split('\n')).toHaveLength(5)
})

test('what run prints', async () => {
  const { stdout, stderr, code } = await phd(['run', 'snow/melt', '--days', '2', '--runs', 'others'], snow)
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toMatch(/^Run \d{8}T\d{6}-\w{4} done in \d+s\.\n\/.*\/others\/\d{8}T\d{6}-\w{4}\n$/)
})
