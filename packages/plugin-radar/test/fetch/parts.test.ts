import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { cedaServer, damagedDays, daysBetween, readBlacklist, serverOf, serverUrl } from '../../lib/fetch/index.js'
import { extendManifest, readManifest } from '../../lib/fetch/manifest.js'
import { faultOfTar } from '../../lib/fetch/tar-check.js'
import { dailyTar } from './archive.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'phd-fetch-'))
})

describe('days', () => {
  test('both ends, over months and leap days', () => {
    expect(daysBetween('2008-02-28', '2008-03-01')).toEqual(['2008-02-28', '2008-02-29', '2008-03-01'])
    expect(daysBetween('2007-06-25', '2007-06-25')).toEqual(['2007-06-25'])
    expect(daysBetween('2007-01-01', '2007-12-31')).toHaveLength(365)
  })
  test.each(['2007-6-25', '2007-02-30', '20070625', 'yesterday', ''])('RADAR_FETCH_DAYS: %j', (day) => {
    expect(() => daysBetween(day, '2007-06-25')).toThrow(expect.objectContaining({ code: 'RADAR_FETCH_DAYS', message: '--from is not a day.', usage: true }))
  })
  test('RADAR_FETCH_DAYS: backwards', () => {
    expect(() => daysBetween('2007-06-26', '2007-06-20')).toThrow(
      expect.objectContaining({ message: 'The last day lies before the first.', remedy: '--from 2007-06-20 --to 2007-06-26', usage: true }),
    )
  })
})

describe('blacklist', () => {
  test('the four damaged days, and what files add', () => {
    expect([...readBlacklist([]).days]).toEqual(['2011-03-07', '2011-03-09', '2016-12-16', '2016-12-18'])
    const path = join(folder, 'bad.txt')
    writeFileSync(path, '# mine\n2007-06-25\r\n20070626  # torn\n\nradar_20070627_x.tar\n')
    const { days, files } = readBlacklist([path])
    expect([...days]).toEqual([...damagedDays, '2007-06-25', '2007-06-26'])
    expect([...files]).toEqual(['radar_20070627_x.tar'])
  })
  test('RADAR_FETCH_BLACKLIST names file and line', () => {
    const path = join(folder, 'bad.txt')
    writeFileSync(path, '2007-06-25\n2007-06-31\n')
    expect(() => readBlacklist([path])).toThrow(
      expect.objectContaining({
        code: 'RADAR_FETCH_BLACKLIST',
        message: `A line of the blacklist is neither a day nor the name of a tar: ${path}, line 2.`,
        received: '2007-06-31',
      }),
    )
    expect(() => readBlacklist([join(folder, 'none.txt')])).toThrow(
      expect.objectContaining({ code: 'RADAR_FETCH_BLACKLIST', message: `The blacklist ${join(folder, 'none.txt')} cannot be read.` }),
    )
  })
})

describe('server', () => {
  test('the archive, and others', () => {
    expect(serverOf(cedaServer)).toEqual({ host: 'ftp.ceda.ac.uk', port: 21, path: '/badc/ukmo-nimrod/data/composite/uk-1km' })
    expect(serverOf('ftp://localhost:2121/a%20b/')).toEqual({ host: 'localhost', port: 2121, path: '/a b' })
    expect(serverUrl(serverOf('ftp://[::1]:2121/x'))).toBe('ftp://[::1]:2121/x')
  })
  test.each(['ftp.ceda.ac.uk', 'http://x/y', 'ftp://', 'ftp://h/a%0d%0aDELE%20b'])('RADAR_FETCH_SERVER: %s', (text) => {
    expect(() => serverOf(text)).toThrow(expect.objectContaining({ code: 'RADAR_FETCH_SERVER', received: text, usage: true }))
  })
  test('a password in the address is refused and not repeated', () => {
    for (const text of ['ftp://me:hush@host/x', 'ftp://me@host/x', 'ftp://me:hush@host:nonsense/x']) {
      try {
        serverOf(text)
        expect.unreachable()
      } catch (error) {
        expect(error).toMatchObject({ code: 'RADAR_FETCH_SERVER', received: 'an address with user or password' })
        expect(JSON.stringify(error)).not.toMatch(/hush|me@|me:/)
      }
    }
  })
  test('ftps is explicit TLS', () => {
    expect(() => serverOf('ftps://h/x')).toThrow(expect.objectContaining({ remedy: '--server ftp://h/x --secure' }))
  })
})

describe('tar', () => {
  const fault = (content: Buffer) => {
    const path = join(folder, 'x.tar')
    writeFileSync(path, content)
    return faultOfTar(path)
  }
  test('a whole one has no fault; with its end blocks cut away neither', async () => {
    const tar = await dailyTar('2007-06-25')
    expect(await fault(tar)).toBeUndefined()
    expect(await fault(tar.subarray(0, tar.length - 1024))).toBeUndefined()
  })
  test('cut at any other place, or with a byte of a header changed, it has one', async () => {
    const tar = await dailyTar('2007-06-25', 3000)
    for (let at = 0; at < tar.length - 1024; at += 100) {
      const members = [1536, 3072].includes(at) // between two members nothing shows
      if (!members) expect(await fault(tar.subarray(0, at)), `cut at ${at}`).toBeDefined()
    }
    for (const at of [0, 50, 130, 150, 1536, 1600]) {
      const changed = Buffer.from(tar)
      changed[at] ^= 1
      expect(await fault(changed), `byte ${at}`).toMatch(/^no header at byte (0|1536)$/)
    }
  })
  test('what is none', async () => {
    expect(await fault(Buffer.alloc(0))).toBe('no member')
    expect(await fault(Buffer.alloc(1024))).toBe('no member')
    expect(await fault(Buffer.from('<html>'))).toBe('half a header at byte 0')
    expect(await fault(Buffer.alloc(2048, 'x'))).toBe('no header at byte 0')
  })
})

describe('manifest', () => {
  const entry = (day: string, bytes = 1) => ({ file: `${day}.tar`, day, bytes, sha256: 'x', fetchedAt: '2026-01-01T00:00:00.000Z', from: 'ftp://h/x' })
  test('later calls add to it; a day that came is no longer missing', () => {
    extendManifest(folder, { files: [entry('2007-06-26')], missing: ['2007-06-20', '2007-06-25'], blacklisted: ['2011-03-07'] })
    extendManifest(folder, { files: [entry('2007-06-25'), entry('2007-06-26', 2)], missing: ['2007-06-19'] })
    expect(readManifest(folder)).toMatchObject({
      files: [entry('2007-06-25'), entry('2007-06-26', 2)],
      missing: ['2007-06-19', '2007-06-20'],
      blacklisted: ['2011-03-07'],
    })
  })
  test.each(['not json', '{"files": 1}', '{"files": [{}]}'])('RADAR_FETCH_MANIFEST: %s is not overwritten', (text) => {
    const path = join(folder, 'manifest.json')
    writeFileSync(path, text)
    expect(() => extendManifest(folder, {})).toThrow(
      expect.objectContaining({ code: 'RADAR_FETCH_MANIFEST', message: `${path} is not a manifest that phd radar fetch wrote.` }),
    )
    expect(readFileSync(path, 'utf8')).toBe(text)
  })
})
