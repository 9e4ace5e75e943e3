/** Names of places and events, from those of files. */
import { expect, test } from 'vitest'
import { nameOf } from '../../lib/dataset/source/name.js'

test.each([
  ['/data/Gütersloh.zarr', 'Gütersloh'],
  ['Gu\u0308tersloh.asc.gz', 'Gütersloh'],
  ['hull & humber.asc', 'hull-humber'],
  ['../洪水 2007.zarr', '洪水-2007'],
  ['SE_59.v2', 'SE_59.v2'],
  ['12.tfrecord.gz', '12'],
])('%s is %s', (path, name) => {
  expect(nameOf(path)).toBe(name)
})
