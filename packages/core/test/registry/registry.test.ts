import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { registry } from '../../lib/index.js'

function plugin(name: string, source: string) {
  const root = mkdtempSync(join(tmpdir(), 'phd-test-'))
  writeFileSync(join(root, 'phd.mjs'), source)
  return { name, root, provides: './phd.mjs' }
}

const schema = `{ '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }), jsonSchema: { input: () => ({}), output: () => ({}) } } }`
const ice = plugin(
  'ice',
  `globalThis.loaded ??= []
export default {
  experiment: { 'ice/melt': async () => { globalThis.loaded.push('melt'); return { default: { about: 'm', params: ${schema}, run: async () => 1 } } } },
  glacier: { aletsch: async () => ({ default: { lengthKm: 22.6 } }) },
}`,
)
const other = plugin('other', `export default { experiment: { 'a/first': async () => ({ default: { about: 'f', params: ${schema}, run() {} } }) } }`)

test('lists names and owners, sorted, of one kind or of all, and loads nothing', async () => {
  const all = registry([ice, other])
  expect(await all.list()).toEqual([
    { kind: 'experiment', name: 'a/first', plugin: 'other' },
    { kind: 'experiment', name: 'ice/melt', plugin: 'ice' },
    { kind: 'glacier', name: 'aletsch', plugin: 'ice' },
  ])
  expect(await all.list('glacier')).toHaveLength(1)
  expect(await all.list('figure')).toEqual([])
  expect(globalThis).toMatchObject({ loaded: [] })
})

test('gives the item that was asked for', async () => {
  expect(await registry([ice, other]).get('experiment', 'ice/melt')).toMatchObject({ about: 'm' })
})

test('an unknown name lists the known ones', async () => {
  await expect(registry([ice, other]).get('experiment', 'ice/mlet')).rejects.toMatchObject({
    code: 'UNKNOWN_NAME',
    message: 'There is no experiment "ice/mlet".',
    expected: 'one of: a/first, ice/melt',
    usage: true,
  })
  await expect(registry([]).get('experiment', 'x')).rejects.toMatchObject({ expected: 'one of: (no plugin provides an experiment)' })
})

test('a name that two plugins provide is no choice of ours', async () => {
  const twin = { ...plugin('twin', `export { default } from '${join(ice.root, 'phd.mjs')}'`) }
  await expect(registry([ice, twin]).get('experiment', 'ice/melt')).rejects.toMatchObject({
    code: 'NAME_TAKEN_TWICE',
    received: 'ice, twin',
    remedy: 'take one out: phd plugins uninstall twin',
  })
})

test.each([
  ['that throws', `throw new Error('no lib')`, 'Error: no lib'],
  ['without a default export', `export const a = 1`, 'a default export that is no object of kinds and thunks'],
  ['whose items are no thunks', `export default { experiment: { x: 1 } }`, 'a default export that is no object of kinds and thunks'],
])('a plugin %s is named as broken and hides no other', async (_, source, received) => {
  const bad = plugin('bad', source)
  const all = registry([bad, other])
  expect(await all.list()).toHaveLength(1)
  expect(await all.broken()).toMatchObject([{ plugin: 'bad', error: { code: 'PLUGIN_BROKEN', message: 'Plugin bad cannot be loaded.', received } }])
  expect(await all.get('experiment', 'a/first')).toBeDefined()
  await expect(all.get('experiment', 'x')).rejects.toMatchObject({ remedy: 'phd list; these plugins cannot be loaded: bad' })
})

test.each([
  ['async () => { throw new Error("typo") }', 'Error: typo'],
  ['async () => ({})', 'no default export'],
  ['async () => ({ default: {} })', 'an experiment without a run function'],
  ['async () => ({ default: { run() {} } })', 'parameters that are no Standard Schema'],
])('an experiment that is none, %s, names its plugin', async (thunk, received) => {
  const bad = plugin('bad', `export default { experiment: { x: ${thunk} } }`)
  await expect(registry([bad]).get('experiment', 'x')).rejects.toMatchObject({
    code: 'PLUGIN_BROKEN',
    message: 'The experiment x of plugin bad cannot be loaded.',
    received,
  })
})
