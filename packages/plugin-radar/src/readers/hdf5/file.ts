/**
 * An HDF5 file while it is read: attributes and datasets by path.
 *
 * It is written into the library's own memory, read and taken away. What a header claims is compared with its room before it
 * is asked for.
 */
import type { Dataset, File } from 'h5wasm'
import { mostExpansion } from '../cells.js'
import { damaged } from '../damaged.js'
import { attributeValue, type Memory } from './attribute.js'
import { checkGlobalHeaps } from './heaps.js'
import { forgetLibrary, forgetWhatItSaid, type Library, loadLibrary, reasonOf } from './library.js'

export type Hdf5Value = string | number | string[] | number[]
export type Hdf5Numbers = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array

export interface Hdf5Dataset {
  shape: number[]
  bytesPerValue: number
  /** All of it, or of its first axis the one slab `at`. */
  read(at?: number): Hdf5Numbers
}

export interface Hdf5File {
  /** Names in a group, empty where there is no such group. */
  names(path: string): string[]
  isDataset(path: string): boolean
  attribute(path: string, name: string): Hdf5Value | undefined
  attributes(path: string): Record<string, Hdf5Value>
  dataset(path: string): Hdf5Dataset
  /** Path of the dimension scale of an axis of a dataset, where one is attached. */
  scaleOf(path: string, axis: number): string | undefined
}

/** Attributes are words and a few numbers. */
const mostAttributeBytes = 65_536

/** Files so far: each has a path of its own, as several may be open. */
let opened = 0

/**
 * What `use` gives while the file is open. It is taken away when the last is taken, when the taker stops, and at an error.
 * RADAR_FILE_DAMAGED for whatever the library says.
 */
export async function* withHdf5<Item>(name: string, bytes: Uint8Array, use: (file: Hdf5File) => Iterable<Item>): AsyncGenerator<Item> {
  checkGlobalHeaps(name, bytes)
  const { h5wasm: library, stack } = await loadLibrary()
  const path = `/${++opened}.h5`
  let open: File | undefined
  try {
    forgetWhatItSaid()
    library.FS!.writeFile(path, bytes)
    open = new library.File(path, 'r')
    yield* use(view(name, open, bytes.length, library))
  } catch (cause) {
    const error = cause as Error
    if (error.name === 'PhdError') throw error
    if (error.name === 'RuntimeError' || /abort|unreachable|memory/i.test(error.message ?? '')) forgetLibrary(library)
    throw damaged(name, 'its HDF5 structure is broken', {
      expected: 'an HDF5 file',
      received: reasonOf(error),
      cause,
    })
  } finally {
    tidy(library, path, open)
    stack.setBack()
  }
}

/** A library that is down can also fail at this; the error of the file is the one to tell. */
function tidy(library: Library, path: string, open: File | undefined): void {
  try {
    open?.close()
    if (library.FS!.analyzePath(path, false).exists) library.FS!.unlink(path)
  } catch {
    forgetLibrary(library)
  }
}

function view(name: string, file: File, size: number, { Dataset: DatasetClass, Group: GroupClass, Module }: Library): Hdf5File {
  const at = (path: string) => (path === '/' ? file : file.get(path))
  const attribute = (path: string, key: string): Hdf5Value | undefined => {
    const object = at(path)
    if (!object || !('attrs' in object) || !Object.hasOwn(object.attrs, key)) return undefined
    const { metadata } = object.attrs[key]
    if (metadata.size * metadata.total_size > mostAttributeBytes)
      throw damaged(name, `its attribute ${path}/${key} is too long`, {
        expected: `at most ${mostAttributeBytes} bytes`,
        received: `${metadata.size * metadata.total_size} bytes`,
      })
    return attributeValue(Module as unknown as Memory, file.file_id, path, key, metadata)
  }
  return {
    names: (path) => {
      const group = at(path)
      return group instanceof GroupClass ? group.keys() : []
    },
    isDataset: (path) => at(path) instanceof DatasetClass,
    attribute,
    attributes: (path) => {
      const object = at(path)
      const found: Record<string, Hdf5Value> = {}
      if (object && 'attrs' in object)
        for (const key of Object.keys(object.attrs)) {
          const value = attribute(path, key)
          if (value !== undefined) found[key] = value
        }
      return found
    },
    dataset: (path) => {
      const dataset = at(path)
      if (!(dataset instanceof DatasetClass))
        throw damaged(name, `it has no dataset ${path}`, { expected: path, received: file.keys().join(', ') || 'nothing' })
      return numbersOf(name, path, dataset, size)
    },
    scaleOf: (path, axis) => {
      const dataset = at(path)
      return dataset instanceof DatasetClass ? dataset.get_attached_scales(axis)[0] : undefined
    },
  }
}

function numbersOf(name: string, path: string, dataset: Dataset, size: number): Hdf5Dataset {
  const { shape, size: bytesPerValue } = dataset.metadata
  if (!shape) throw damaged(name, `its dataset ${path} is empty`, { expected: 'numbers', received: 'none' })
  const rest = shape.slice(1).reduce((product, length) => product * length, bytesPerValue)
  const most = size * mostExpansion
  return {
    shape,
    bytesPerValue,
    read(at) {
      const bytes = at === undefined ? rest * (shape[0] ?? 1) : rest
      if (!(bytes <= most && bytes <= 2 ** 30))
        throw damaged(name, `its dataset ${path} gives a size that cannot be`, {
          expected: `at most ${Math.min(most, 2 ** 30)} bytes from a file of ${size}`,
          received: shape.join(' x '),
        })
      const chunk = (dataset.metadata.chunks ?? []).reduce((product, length) => product * length, bytesPerValue)
      if (!(chunk <= 2 ** 28))
        throw damaged(name, `its dataset ${path} gives chunks that cannot be`, { expected: 'at most 2^28 bytes', received: String(chunk) })
      const value = at === undefined ? dataset.value : dataset.slice([[at, at + 1]])
      if (ArrayBuffer.isView(value) && !(value instanceof BigInt64Array) && !(value instanceof BigUint64Array)) return value as Hdf5Numbers
      if (value instanceof BigInt64Array || value instanceof BigUint64Array) return Float64Array.from(value, Number)
      if (typeof value === 'number') return Float64Array.of(value)
      throw damaged(name, `its dataset ${path} holds no numbers`, { expected: 'integers or floats', received: typeof value })
    },
  }
}
