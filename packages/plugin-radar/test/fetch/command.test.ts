/** `phd radar fetch nimrod` as a user types it. */
import { execFile, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Answer } from '../cli.js'
import { checkout, noPython } from '../oracle.js'
import { type Archive, archiveFolder, login, type Settings, serve, tarName } from './archive.js'
import { openssl, type SecureArchive, serveSecurely } from './ftps.js'

const bin = join(checkout, 'bin', 'phd.js')
const days = ['2007-06-20', '2007-06-21', '2007-06-22']
let cwd: string
let archive: Archive | SecureArchive | undefined

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'phd-fetch-'))
})
afterEach(() => archive?.close())

const credentials = { PHD_CEDA_USER: login.user, PHD_CEDA_PASSWORD: login.password }
const noOpenssl = (() => {
  try {
    execFileSync(openssl, ['version'], { stdio: 'ignore' })
    return false
  } catch {
    return 'needs openssl'
  }
})()

function environment(extra: NodeJS.ProcessEnv = credentials): NodeJS.ProcessEnv {
  const { PHD_CEDA_USER: _user, PHD_CEDA_PASSWORD: _password, ...env } = process.env
  return { ...env, NO_COLOR: '1', ...extra }
}

function phd(args: string[], { env, shell }: { env?: NodeJS.ProcessEnv; shell?: string } = {}): Promise<Answer> {
  const command = shell ? ['bash', '-c', `${shell}; exec "$0" "$@"`, process.execPath] : [process.execPath]
  return new Promise((resolve) => {
    execFile(command[0], [...command.slice(1), bin, 'radar', 'fetch', 'nimrod', ...args], { cwd, env: environment(env) }, (error, stdout, stderr) => {
      resolve({ exitCode: error ? Number(error.code ?? 1) : 0, stdout, stderr })
    })
  })
}

const span = (...more: string[]) => ['--from', days[0], '--to', days[2], '--out', 'nimrod', '--server', archive!.url, ...more]

async function begin(settings: Settings = {}, of = days, bytes?: number) {
  const { root, tars } = await archiveFolder(of, bytes)
  archive = await serve(root, settings)
  return tars
}

describe.skipIf(noPython)(`with a server${noPython ? ` (${noPython})` : ''}`, () => {
  test('a dry run lists, then the tars come; the answers are short', async () => {
    await begin({}, [days[0], days[2]])
    const dry = await phd(span('--dry-run'))
    expect(dry).toMatchObject({ exitCode: 0, stderr: '' })
    expect(dry.stdout).toMatch(/^2007-06-20 +0\.0 +absent +metoffice-c-band-rain-radar_uk_20070620_1km-composite\.dat\.gz\.tar$/m)
    expect(dry.stdout).toMatch(/\n2 tars, 0\.1 MB; to fetch: 2, 0\.1 MB\.\nThe server has no tar of 2007-06-21\.\n$/)
    expect(readdirSync(cwd)).toEqual([])
    const { exitCode, stdout, stderr } = await phd(span())
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toMatch(/^2 tars, 0\.1 MB; fetched: 2, 0\.1 MB in \ds\.\nThe server has no tar of 2007-06-21\.\n$/)
  })

  test('--json answers with files, missing and blacklisted days; neither it nor the manifest knows the user', async () => {
    const tars = await begin({}, days.slice(0, 2))
    writeFileSync(join(cwd, 'bad.txt'), '2007-06-21\n')
    const { exitCode, stdout, stderr } = await phd(span('--blacklist', 'bad.txt', '--json'))
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toEqual({
      server: archive!.url,
      out: 'nimrod',
      files: [{ file: tarName(days[0]), day: days[0], bytes: tars.get(days[0])!.length, state: 'fetched' }],
      missing: [days[2]],
      blacklisted: [days[1]],
      manifest: 'nimrod/manifest.json',
    })
    const manifest = readFileSync(join(cwd, 'nimrod', 'manifest.json'), 'utf8')
    for (const secret of Object.values(login)) expect(stdout + stderr + manifest).not.toContain(secret)
  })

  test('two at once: one waits, each tar is fetched once', async () => {
    const tars = await begin({ slow: 1 })
    const both = await Promise.all([phd(span()), phd(span())])
    expect(both.map(({ exitCode }) => exitCode)).toEqual([0, 0])
    expect((archive as Archive).asked().sort()).toEqual(days.map((day) => `${tarName(day)}@0`))
    expect(both.map(({ stderr }) => stderr).sort()).toEqual(['', 'another phd is fetching to nimrod; waiting for it\n'])
    for (const day of days) expect(readFileSync(join(cwd, 'nimrod', tarName(day))).equals(tars.get(day)!)).toBe(true)
  })

  test.each([
    ['SIGINT', 1],
    ['SIGKILL', null],
  ] as const)('%s in the middle of a tar: the same command goes on at its byte', async (signal, code) => {
    const tars = await begin({ how: 'silent', silence: 30, cuts: { [tarName(days[1])]: [20_000] } })
    const child = spawn(process.execPath, [bin, 'radar', 'fetch', 'nimrod', ...span()], { cwd, env: environment(), stdio: ['ignore', 'ignore', 'pipe'] })
    let stderr = ''
    child.stderr.on('data', (text) => {
      stderr += text
    })
    const half = join(cwd, 'nimrod', `${tarName(days[1])}.part`)
    const length = () => {
      try {
        return readFileSync(half).length
      } catch {
        return 0
      }
    }
    while (length() < 20_000) await new Promise((resolve) => setTimeout(resolve, 50))
    child.kill(signal)
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(code)
    if (signal === 'SIGINT') expect(stderr).toContain('Error RADAR_FETCH_STOPPED: Stopped before all days were fetched; whole tars and halves are kept.')
    ;(archive as Archive).events.length = 0
    expect(await phd(span())).toMatchObject({ exitCode: 0 })
    expect((archive as Archive).asked()).toContain(`${tarName(days[1])}@20000`)
    for (const day of days) expect(readFileSync(join(cwd, 'nimrod', tarName(day))).equals(tars.get(day)!)).toBe(true)
  })

  test('a full disk is said so, and all goes on after', async () => {
    const tars = await begin({}, days, 400_000)
    const { exitCode, stderr } = await phd(span(), { shell: 'ulimit -f 100' })
    expect(exitCode).toBe(1)
    expect(stderr).toContain('Error DISK_FULL: The disk is full, or as much is written as you are allowed.')
    expect(readdirSync(join(cwd, 'nimrod')).filter((name) => name.endsWith('.tar'))).toEqual([])
    expect(await phd(span())).toMatchObject({ exitCode: 0 })
    for (const day of days) expect(readFileSync(join(cwd, 'nimrod', tarName(day))).equals(tars.get(day)!)).toBe(true)
  })

  test('a wrong password ends with 1, at once, and is not printed', async () => {
    await begin()
    const { exitCode, stdout, stderr } = await phd(span(), { env: { PHD_CEDA_USER: 'mallory', PHD_CEDA_PASSWORD: 'hush-hush' } })
    expect(exitCode).toBe(1)
    expect(stderr).toContain('Error RADAR_FETCH_LOGIN: 127.0.0.1 refused the user or the password.\n  received: 530 Authentication failed.')
    expect(stdout + stderr).not.toMatch(/mallory|hush-hush/)
  })

  test('--secure to a server without TLS: RADAR_FETCH_TLS, and no password is sent', async () => {
    await begin()
    const { exitCode, stderr } = await phd(span('--secure'))
    expect(exitCode).toBe(1)
    expect(stderr).toContain(`Error RADAR_FETCH_TLS: No safe connection to ${archive!.url}.`)
    expect((archive as Archive).events.map(({ event }) => event)).toEqual(['connect'])
  })
})

describe.skipIf(noOpenssl)('over TLS', () => {
  test('user, password and tars cross the network unreadable', async () => {
    const { root, tars } = await archiveFolder(days)
    const secure = await serveSecurely(root)
    archive = secure
    const { exitCode, stderr } = await phd(span('--secure'), { env: { ...credentials, NODE_EXTRA_CA_CERTS: secure.certificate } })
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    for (const day of days) expect(readFileSync(join(cwd, 'nimrod', tarName(day))).equals(tars.get(day)!)).toBe(true)
    expect(new Set(secure.readable)).toEqual(new Set(['AUTH TLS']))
  })

  test('RADAR_FETCH_TLS: a certificate that nobody vouches for', async () => {
    const { root } = await archiveFolder(days)
    const secure = await serveSecurely(root)
    archive = secure
    const { exitCode, stderr } = await phd(span('--secure'))
    expect(exitCode).toBe(1)
    expect(stderr).toContain(
      `Error RADAR_FETCH_TLS: No safe connection to ${secure.url}.\n  expected: FTP over TLS, with a certificate that this machine trusts`,
    )
    expect(stderr).toContain('NODE_EXTRA_CA_CERTS=FILE')
    expect(secure.readable).toEqual(['AUTH TLS'])
  })
})

describe('wrong usage', () => {
  const to = ['--to', '2007-06-26', '--out', 'nimrod', '--server', 'ftp://127.0.0.1:9/x']
  test.each([
    [['--from', '2007-06-31', ...to], 2, 'Error RADAR_FETCH_DAYS: --from is not a day.\n  expected: year-month-day: 2007-06-25\n  received: 2007-06-31'],
    [['--from', '2007-06-27', ...to], 2, 'Error RADAR_FETCH_DAYS: The last day lies before the first.'],
    [['--from', '2007-06-20', ...to.slice(0, 4), '--server', 'ftp://me:hush@h/x'], 2, 'received: an address with user or password'],
    [['--from', '2007-06-20', ...to, '--blacklist', 'none.txt'], 2, 'Error RADAR_FETCH_BLACKLIST: The blacklist none.txt cannot be read.'],
    [['--from', '2007-06-20', ...to, '--parallel', '0'], 2, 'Error USAGE: '],
    [['--from', '2007-06-20', ...to, '--retries', '0'], 1, 'Error RADAR_FETCH_CONNECT: ftp://127.0.0.1:9/x could not be listed.'],
  ])('%j', async (args, exitCode, text) => {
    const ended = await phd(args)
    expect(ended.stderr).toContain(text)
    expect(ended.stderr).not.toContain('hush')
    expect(ended.exitCode).toBe(exitCode)
  })

  test('RADAR_FETCH_CREDENTIALS says which is lacking', async () => {
    const args = ['--from', '2007-06-20', ...to]
    const none = await phd(args, { env: {} })
    expect(none.exitCode).toBe(1)
    expect(none.stderr).toContain('Error RADAR_FETCH_CREDENTIALS: The server needs a user and a password.')
    expect(none.stderr).toContain('received: no PHD_CEDA_USER and no PHD_CEDA_PASSWORD')
    const half = await phd(args, { env: { PHD_CEDA_USER: 'alice' } })
    expect(half.stderr).toContain('received: no PHD_CEDA_PASSWORD\n')
  })
})
