/** The data sets that are offered are described rightly: checked against copies of their files, where those are here. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { datasets } from '../../lib/datasets/index.js'
import { checkout } from '../oracle.js'

const copies = join(checkout, '..', 'shared', 'data')
const noCopies = existsSync(copies) ? false : `needs ${copies}`

const all = await Promise.all(Object.entries(datasets).map(async ([name, load]) => ({ name, it: (await load()).default })))

test('each set has a licence, one line on what it is, and addresses that cannot change', () => {
  for (const { name, it } of all) {
    expect(name).toMatch(/^(radar|terrain|water)\/[a-z0-9-]+$/)
    expect(it.about, name).toMatch(/^[A-Z][^\n]+\.$/)
    expect(it.licence, name).toMatch(/\S/)
    for (const [file, { url, sha256 }] of Object.entries(it.files)) {
      expect(url, file).toMatch(
        /^https:\/\/(raw\.githubusercontent\.com\/[^/]+\/[^/]+\/([0-9a-f]{40}|v\d+\.\d+\.\d+)\/|unpkg\.com\/[a-z-]+@\d+\.\d+\.\d+\/)[^ ]+$/,
      )
      expect(sha256, file).toMatch(/^[0-9a-f]{64}$/)
    }
  }
})

test('a licence that asks for a name has it', () => {
  for (const { name, it } of all) if (/CC BY|Government Licence/.test(it.licence)) expect(it.attribution, name).toMatch(/\S/)
})

test('`open` gives the paths of the files', async () => {
  expect(await all[0].it.open({ 'a.h5': '/x/a.h5' })).toEqual({ 'a.h5': '/x/a.h5' })
})

test.skipIf(noCopies)('every length and sha256 is that of a copy', () => {
  const found = new Map<string, number>()
  const note = (content: Buffer) => found.set(createHash('sha256').update(content).digest('hex'), content.length)
  for (const set of readdirSync(copies).filter((name) => /^(dem|radar|hydro|nimrod)-/.test(name)))
    for (const name of readdirSync(join(copies, set))) {
      const path = join(copies, set, name)
      if (!statSync(path).isFile()) continue
      const content = readFileSync(path)
      note(content)
      if (name.endsWith('.gz')) note(gunzipSync(content))
    }
  for (const { it } of all) for (const [file, { sha256, bytes }] of Object.entries(it.files)) expect(found.get(sha256), file).toBe(bytes)
})
