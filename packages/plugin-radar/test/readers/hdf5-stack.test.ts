/** The stack of the HDF5 library is after each file where it was before: damaged files do not use it up. */
import { expect, test } from 'vitest'
import { withHdf5 } from '../../lib/readers/hdf5/index.js'
import { forgetLibrary, loadLibrary } from '../../lib/readers/hdf5/library.js'
import { inputOf } from '../fuzz/input.js'
import { knmi } from '../fuzz/seeds/hdf5.js'
import { seedsOf } from '../fuzz/seeds/index.js'
import { framesOf } from './read.js'

const { h5wasm: library, stack } = await loadLibrary()
const before = stack.top()

test('after sound and damaged files', async () => {
  const seeds = await seedsOf('odim-hdf5')
  let failed = 0
  for (let input = 0; input < 400; input++) {
    await framesOf('odim-hdf5', 'a.h5', inputOf('odim-hdf5', seeds, 1, input).bytes).catch(() => failed++)
    expect(stack.top(), `input ${input}`).toBe(before)
  }
  expect(failed).toBeGreaterThan(200)
})

test('what the library keeps of it at an error is given back with the next file', async () => {
  const { get_dataset_metadata } = library.Module as unknown as { get_dataset_metadata(file: bigint, path: string): object }
  expect(() => get_dataset_metadata(-1n, 'nothing')).toThrow()
  expect(stack.top()).toBeLessThan(before)
  const bytes = await knmi()
  for await (const _ of withHdf5('a.h5', bytes, (file) => [file.names('/')]));
  expect(stack.top()).toBe(before)
})

test('a file goes on while another fails', async () => {
  const bytes = await knmi()
  const open = withHdf5('a.h5', bytes, function* (file) {
    yield file.names('/').length
    yield file.dataset('/image1/image_data').shape
  })
  expect((await open.next()).value).toBeGreaterThan(0)
  const damaged = withHdf5('b.h5', bytes.subarray(0, bytes.length - 100), (file) => [file.names('/')])
  await expect(damaged.next()).rejects.toMatchObject({ code: 'RADAR_FILE_DAMAGED' })
  expect(await open.next()).toEqual({ done: false, value: [12, 10] })
  await open.return(undefined)
})

test('one library at a time is loaded, also where two are forgotten while files are open', async () => {
  const { instantiate } = WebAssembly as unknown as { instantiate: unknown }
  const first = await loadLibrary()
  forgetLibrary(first.h5wasm)
  const [second, same] = await Promise.all([loadLibrary(), loadLibrary()])
  expect(second.h5wasm).not.toBe(first.h5wasm)
  expect(same.h5wasm).toBe(second.h5wasm)
  forgetLibrary(second.h5wasm)
  const third = loadLibrary()
  // A file that was still open in the first fails late: the third is sound.
  forgetLibrary(first.h5wasm)
  expect((await loadLibrary()).h5wasm).toBe((await third).h5wasm)
  expect((WebAssembly as unknown as { instantiate: unknown }).instantiate).toBe(instantiate)
})
