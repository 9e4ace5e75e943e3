import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fetchNimrod, type NimrodFetchOptions, readBlacklist, serverOf } from '../../lib/fetch/index.js'
import { noPython } from '../oracle.js'
import { type Archive, archiveFolder, login, type Settings, serve, tarName } from './archive.js'

const week = ['2007-06-20', '2007-06-21', '2007-06-22', '2007-06-23', '2007-06-24', '2007-06-25', '2007-06-26']
const [first] = week
let out: string
let archive: Archive | undefined
const log: string[] = []

beforeEach(() => {
  out = join(mkdtempSync(join(tmpdir(), 'phd-fetch-')), 'nimrod')
  log.length = 0
})
afterEach(() => archive?.close())

async function begin(days: string[], settings: Settings = {}, bytes?: number) {
  const { root, tars } = await archiveFolder(days, bytes)
  archive = await serve(root, settings)
  return { root, tars }
}

function fetchDays(change: Partial<NimrodFetchOptions> = {}) {
  const defaults = { from: first, to: week[6], out, login, parallel: 3, retries: 2, timeoutMs: 2000, firstWaitMs: 1, blacklist: readBlacklist([]) }
  return fetchNimrod({ ...defaults, server: serverOf(archive!.url), log: (line) => log.push(line), ...change })
}

const fetched = (day: string) => readFileSync(join(out, tarName(day)))
const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex')

describe.skipIf(noPython)(`a week of tars${noPython ? ` (${noPython})` : ''}`, () => {
  test('comes byte for byte, over at most three connections, and stands in the manifest', async () => {
    const { tars } = await begin(week, { slow: 0.1 })
    const seen: [number, number][] = []
    const found = await fetchDays({ progress: (done, total) => seen.push([done, total]) })
    for (const day of week) expect(fetched(day).equals(tars.get(day)!), day).toBe(true)
    expect(found).toMatchObject({ missing: [], blacklisted: [] })
    expect(found.files).toEqual(week.map((day) => ({ file: tarName(day), day, bytes: tars.get(day)!.length, state: 'fetched' })))
    const open = archive!.events.map((event) => event.open ?? 0)
    expect(Math.max(...open)).toBe(3)
    expect(open.filter((n) => n > 0)).toHaveLength(3)
    const total = [...tars.values()].reduce((sum, tar) => sum + tar.length, 0)
    expect(seen.at(-1)).toEqual([total, total])
    expect(readdirSync(out).sort()).toEqual(['manifest.json', ...week.map(tarName)])
    const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'))
    expect(manifest.files).toEqual(
      week.map((day) => ({
        file: tarName(day),
        day,
        bytes: tars.get(day)!.length,
        sha256: sha256(tars.get(day)!),
        fetchedAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/),
        from: `${archive!.url}/2007/${tarName(day)}`,
      })),
    )
    expect(log).toEqual([])
  })

  test('is not fetched again; over one connection where that is asked', async () => {
    await begin(week)
    await fetchDays({ parallel: 1 })
    expect(archive!.events.filter(({ event }) => event === 'connect')).toHaveLength(1)
    archive!.events.length = 0
    const again = await fetchDays()
    expect(again.files.map(({ state }) => state)).toEqual(week.map(() => 'here'))
    expect(archive!.asked()).toEqual([])
  })

  test('a dry run writes nothing and says what is here, half and absent', async () => {
    const { tars } = await begin(week)
    expect((await fetchDays({ dryRun: true })).files.map(({ state }) => state)).toEqual(week.map(() => 'absent'))
    expect(existsSync(out)).toBe(false)
    mkdirSync(out)
    writeFileSync(join(out, tarName(first)), tars.get(first)!)
    writeFileSync(join(out, `${tarName(week[1])}.part`), tars.get(week[1])!.subarray(0, 9))
    expect((await fetchDays({ dryRun: true })).files.map(({ state }) => state)).toEqual(['here', 'half', ...week.slice(2).map(() => 'absent')])
    expect(archive!.asked()).toEqual([])
  })

  test('days that the server has not are named; those of the blacklist are left out', async () => {
    await begin([first, week[2], '2011-03-06', '2011-03-07', '2011-03-08', '2011-03-09'])
    const june = await fetchDays({ to: week[3] })
    expect(june.files.map(({ day }) => day)).toEqual([first, week[2]])
    expect(june.missing).toEqual([week[1], week[3]])
    const march = await fetchDays({ from: '2011-03-06', to: '2011-03-10' })
    expect(march.files.map(({ day }) => day)).toEqual(['2011-03-06', '2011-03-08'])
    expect(march).toMatchObject({ missing: ['2011-03-10'], blacklisted: ['2011-03-07', '2011-03-09'] })
    expect(JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'))).toMatchObject({
      missing: [week[1], week[3], '2011-03-10'],
      blacklisted: ['2011-03-07', '2011-03-09'],
    })
  })

  test('a span over the turn of a year, from a server without MLSD', async () => {
    await begin(['2007-12-31', '2008-01-01'], { noMlsd: true })
    expect((await fetchDays({ from: '2007-12-30', to: '2008-01-01' })).files.map(({ day }) => day)).toEqual(['2007-12-31', '2008-01-01'])
  })
})

describe.skipIf(noPython)(`a connection that breaks${noPython ? ` (${noPython})` : ''}`, () => {
  test.each(['data', 'all'] as const)('in the middle of a file (%s) goes on at its byte', async (how) => {
    const { tars } = await begin([first], { how, cuts: { [tarName(first)]: [10_000, 5000, 1] } }, 300_000)
    await fetchDays({ to: first })
    expect(fetched(first).equals(tars.get(first)!)).toBe(true)
    expect(archive!.asked()).toEqual([0, 10_000, 15_000, 15_001].map((at) => `${tarName(first)}@${at}`))
    expect(log[0]).toMatch(/dat\.gz\.tar: .+; again in \d+ s$/)
  })

  test('goes on with the half of an earlier process', async () => {
    const { tars } = await begin([first])
    mkdirSync(out)
    writeFileSync(join(out, `${tarName(first)}.part`), tars.get(first)!.subarray(0, 12_345))
    await fetchDays({ to: first })
    expect(archive!.asked()).toEqual([`${tarName(first)}@12345`])
    expect(fetched(first).equals(tars.get(first)!)).toBe(true)
  })

  test('a half older than the file on the server is begun anew', async () => {
    const { tars } = await begin([first])
    mkdirSync(out)
    const part = join(out, `${tarName(first)}.part`)
    writeFileSync(part, Buffer.alloc(12_345))
    utimesSync(part, 1e9, 1e9)
    await fetchDays({ to: first })
    expect(log).toEqual([`${tarName(first)}: changed on the server since its half was fetched, begun anew`])
    expect(fetched(first).equals(tars.get(first)!)).toBe(true)
  })

  test('a server that cannot resume sends all again', async () => {
    const { tars } = await begin([first], { noRest: true, cuts: { [tarName(first)]: [10_000] } })
    await fetchDays({ to: first })
    expect(fetched(first).equals(tars.get(first)!)).toBe(true)
  })

  test('a file that is here with another length is fetched anew', async () => {
    const { tars } = await begin([first])
    mkdirSync(out)
    writeFileSync(join(out, tarName(first)), 'half a tar')
    await fetchDays({ to: first })
    expect(log).toEqual([`${tarName(first)}: 10 bytes here, ${tars.get(first)!.length} on the server; fetched anew`])
    expect(fetched(first).equals(tars.get(first)!)).toBe(true)
  })

  test('a server that falls silent is left, and asked again', async () => {
    const { tars } = await begin([first], { how: 'silent', silence: 3, cuts: { [tarName(first)]: [10_000] } })
    await fetchDays({ to: first, timeoutMs: 400 })
    expect(log).toEqual([expect.stringMatching(/Timeout \(data socket\); again in/)])
    expect(fetched(first).equals(tars.get(first)!)).toBe(true)
  })

  test('RADAR_FETCH_CONNECT where it breaks again and again; the other days come', async () => {
    await begin(week.slice(0, 3), { cuts: { [tarName(week[1])]: [100, 0, 0, 0, 0] } })
    await expect(fetchDays({ to: week[2] })).rejects.toMatchObject({
      code: 'RADAR_FETCH_CONNECT',
      message: `${tarName(week[1])} could not be fetched.`,
      received: expect.stringMatching(/; 100 bytes are here$/),
      remedy: 'check the network; the same command again goes on where it stopped',
    })
    expect(readdirSync(out).sort()).toEqual(['manifest.json', tarName(first), `${tarName(week[1])}.part`, tarName(week[2])])
    const { files } = await fetchDays({ to: week[2] })
    expect(files.map(({ state }) => state)).toEqual(['here', 'fetched', 'here'])
  })

  test('RADAR_FETCH_INCOMPLETE where several days fail', async () => {
    const never = [0, 0, 0, 0, 0]
    await begin(week, { cuts: { [tarName(week[1])]: never, [tarName(week[4])]: never } })
    await expect(fetchDays()).rejects.toMatchObject({
      code: 'RADAR_FETCH_INCOMPLETE',
      message: '2 of 7 tars could not be fetched.',
      remedy: 'the same command again goes on where it stopped',
    })
    expect(JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')).files).toHaveLength(5)
  })

  test('a stop keeps whole tars and halves, and a later call goes on', async () => {
    await begin(week, { how: 'silent', silence: 3, cuts: { [tarName(week[3])]: [10_000] } })
    const stop = new AbortController()
    const ended = fetchDays({ signal: stop.signal, timeoutMs: 10_000 })
    while (archive!.asked().length < 7) await new Promise((resolve) => setTimeout(resolve, 20))
    await new Promise((resolve) => setTimeout(resolve, 300))
    stop.abort()
    await expect(ended).rejects.toMatchObject({ code: 'RADAR_FETCH_STOPPED', remedy: 'the same command again goes on where it stopped' })
    expect(existsSync(join(out, '.lock'))).toBe(false)
    expect(readdirSync(out).filter((name) => name.endsWith('.tar'))).toHaveLength(6)
    archive!.events.length = 0
    await fetchDays()
    expect(archive!.asked()).toEqual([`${tarName(week[3])}@10000`])
  })
})

describe.skipIf(noPython)(`what the server says${noPython ? ` (${noPython})` : ''}`, () => {
  test('RADAR_FETCH_LOGIN: a refused password is not tried again, and printed nowhere', async () => {
    await begin([first])
    const secret = { user: 'mallory', password: 'wrong-secret' }
    const error = await fetchDays({ login: secret }).catch((error) => error)
    expect(error).toMatchObject({ code: 'RADAR_FETCH_LOGIN', message: '127.0.0.1 refused the user or the password.', received: '530 Authentication failed.' })
    expect(JSON.stringify([error, log, String(error.stack)])).not.toMatch(/mallory|wrong-secret/)
    expect(archive!.events.filter(({ event }) => event === 'connect')).toHaveLength(1)
  })

  test('RADAR_FETCH_SIZE: a file shorter than the server says', async () => {
    const { tars } = await begin([first], { sizes: { [tarName(first)]: 1_000_000 } })
    const { length } = tars.get(first)!
    await expect(fetchDays({ to: first })).rejects.toMatchObject({
      code: 'RADAR_FETCH_SIZE',
      message: `${tarName(first)} is shorter than the server says.`,
      expected: '1000000 bytes',
      received: `the server ended the file after ${length} of 1000000 bytes; ${length} bytes are here`,
    })
    expect(existsSync(join(out, tarName(first)))).toBe(false)
  })

  test('RADAR_FETCH_TAR: what is no whole tar is kept aside', async () => {
    const { root, tars } = await begin([first])
    const cut = tars.get(first)!.subarray(0, 20_000)
    writeFileSync(join(root, 'uk-1km', '2007', tarName(first)), cut)
    await expect(fetchDays({ to: first })).rejects.toMatchObject({
      code: 'RADAR_FETCH_TAR',
      message: `${tarName(first)} came whole, but is no whole tar.`,
      received: `its last member ends 8672 bytes after the file, kept as ${join(out, `${tarName(first)}.rejected`)}`,
    })
    expect(readdirSync(out).sort()).toEqual(['manifest.json', `${tarName(first)}.rejected`])
  })

  test('RADAR_FETCH_REFUSED: no permission to read', async () => {
    await begin([first], { noRead: true })
    await expect(fetchDays({ to: first })).rejects.toMatchObject({
      code: 'RADAR_FETCH_REFUSED',
      message: `The server does not give ${tarName(first)}.`,
      remedy: 'the composite needs its own permission: apply for it at CEDA with the account of PHD_CEDA_USER',
    })
  })

  test('RADAR_FETCH_NOTHING: no tar of these days', async () => {
    await begin([first])
    await expect(fetchDays({ from: '1999-01-01', to: '1999-01-03' })).rejects.toMatchObject({
      code: 'RADAR_FETCH_NOTHING',
      received: '3 days from 1999-01-01 to 1999-01-03',
    })
  })

  test('RADAR_FETCH_CONNECT: nobody there', async () => {
    await begin([first])
    archive!.close()
    await new Promise((resolve) => setTimeout(resolve, 300))
    await expect(fetchDays()).rejects.toMatchObject({
      code: 'RADAR_FETCH_CONNECT',
      message: `${archive!.url} could not be listed.`,
      received: expect.stringContaining('ECONNREFUSED'),
    })
    expect(log).toHaveLength(2)
  })

  test('a server that takes two connections is fetched from over two', async () => {
    const { tars } = await begin(week, { max: 2, slow: 0.05 })
    await fetchDays({ parallel: 3 })
    for (const day of week) expect(fetched(day).equals(tars.get(day)!), day).toBe(true)
    expect(log).toEqual([expect.stringMatching(/^the server takes no more connections \(421 .*\); going on with one less$/)])
  })
})
