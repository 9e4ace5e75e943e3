import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { verifyDataset } from '../../lib/data/index.js'
import { datasetFile } from '../../lib/registry/dataset.js'
import { described } from './origin.js'

afterEach(() => vi.unstubAllEnvs())

const abc = described('https://example.org/x', Buffer.from('abc'))
const files = { whole: abc, other: abc, longer: abc, gone: abc }

test('every file is read; what is missing, longer or of other content is told apart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'phd-data-'))
  for (const [name, text] of Object.entries({ whole: 'abc', other: 'abd', longer: 'abcd' })) writeFileSync(join(folder, name), text)
  expect(await verifyDataset({ files }, folder)).toEqual([
    { name: 'whole', path: join(folder, 'whole'), state: 'ok' },
    { name: 'other', path: join(folder, 'other'), state: 'changed' },
    { name: 'longer', path: join(folder, 'longer'), state: 'changed' },
    { name: 'gone', path: join(folder, 'gone'), state: 'missing' },
  ])
})

test('without a folder it looks where experiments look', async () => {
  vi.stubEnv('PHD_DATA', mkdtempSync(join(tmpdir(), 'phd-data-')))
  const path = datasetFile('whole', abc.sha256)
  mkdirSync(dirname(path))
  writeFileSync(path, 'abc')
  expect((await verifyDataset({ files })).map(({ state }) => state)).toEqual(['ok', 'missing', 'missing', 'missing'])
})
