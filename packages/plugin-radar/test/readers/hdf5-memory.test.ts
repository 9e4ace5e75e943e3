/** The memory of the HDF5 library is after each file what it was before: a damaged file harms no later one. */
import { expect, test } from 'vitest'
import { withHdf5 } from '../../lib/readers/hdf5/index.js'
import { borrowLibrary, returnLibrary } from '../../lib/readers/hdf5/library.js'
import { inputOf } from '../fuzz/input.js'
import { knmi } from '../fuzz/seeds/hdf5.js'
import { seedsOf } from '../fuzz/seeds/index.js'
import { framesOf } from './read.js'

const lent = await borrowLibrary()
await returnLibrary(lent, true)
const memory = () => Buffer.from((lent.library.Module as unknown as { HEAPU8: Uint8Array }).HEAPU8)
const before = memory()
const same = () => {
  const now = memory()
  return before.equals(now.subarray(0, before.length)) && now.subarray(before.length).every((byte) => byte === 0)
}
const streams = () => (lent.library.FS as unknown as { streams: unknown[] }).streams.filter(Boolean).length

test('after sound and damaged files, also where they could not be closed', async () => {
  const seeds = await seedsOf('odim-hdf5')
  let read = 0
  let failed = 0
  for (let input = 0; input < 200; input++) {
    const { bytes } = inputOf('odim-hdf5', seeds, 1, input)
    await framesOf('odim-hdf5', 'a.h5', bytes).then(
      () => read++,
      () => failed++,
    )
    expect(same(), `input ${input}`).toBe(true)
  }
  expect([read > 10, failed > 100, streams()]).toEqual([true, true, 3])
})

test('not while another file is open', async () => {
  const bytes = await knmi()
  const names = async (damage: number) => {
    const found: string[][] = []
    for await (const some of withHdf5('b.h5', bytes.subarray(0, bytes.length - damage), (file) => [file.names('/')])) found.push(some)
    return found
  }
  const open = withHdf5('a.h5', bytes, function* (file) {
    yield file.names('/')
    yield file.dataset('/image1/image_data').shape
  })
  const first = await open.next()
  await expect(names(100)).rejects.toMatchObject({ code: 'RADAR_FILE_DAMAGED' })
  expect(await names(0)).toEqual([first.value])
  expect(same()).toBe(false)
  expect(await open.next()).toEqual({ done: false, value: [12, 10] })
  await open.next()
  expect(same()).toBe(true)
})
