/** NetCDF classic: CDF-1, CDF-2 (64-bit offsets) and CDF-5 (64-bit sizes). NetCDF User's Guide, appendix B. */
import { damaged } from '../damaged.js'
import type { Attributes, AttributeValue, NetcdfFile, Numbers } from './file.js'

const types = { byte: 1, char: 2, short: 3, int: 4, float: 5, double: 6, ubyte: 7, ushort: 8, uint: 9, int64: 10, uint64: 11 } as const
const bytesOf: Record<number, number> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 4, 6: 8, 7: 1, 8: 2, 9: 4, 10: 8, 11: 8 }

/** Text and 64-bit integers have no array of their own here. */
const arrays: Record<
  number,
  | Int8ArrayConstructor
  | Uint8ArrayConstructor
  | Int16ArrayConstructor
  | Uint16ArrayConstructor
  | Int32ArrayConstructor
  | Uint32ArrayConstructor
  | Float32ArrayConstructor
> = { 1: Int8Array, 3: Int16Array, 4: Int32Array, 5: Float32Array, 7: Uint8Array, 8: Uint16Array, 9: Uint32Array }

interface Variable {
  name: string
  axes: { name: string; size: number }[]
  attributes: Attributes
  type: number
  begin: number
  /** Its first axis is the one that grows: records of all such variables lie between each other. */
  record: boolean
}

/** RADAR_FILE_DAMAGED with the byte where the header breaks. */
export function openClassic(file: string, bytes: Uint8Array): NetcdfFile {
  const header = readHeader(file, bytes)
  const recordBytes = recordSize(header.variables)
  const find = (name: string): Variable => {
    const variable = header.variables.find((candidate) => candidate.name === name)
    if (!variable) throw damaged(file, `it has no variable ${name}`, { expected: name, received: header.variables.map((known) => known.name).join(', ') })
    return variable
  }
  return {
    variables: header.variables.filter(({ type }) => type !== types.char).map(({ name }) => name),
    attributes: (name) => (name === undefined ? header.attributes : (header.variables.find((variable) => variable.name === name)?.attributes ?? {})),
    axes: (name) => find(name).axes,
    read(name, at) {
      const { axes, type, begin, record } = find(name)
      const inner = axes.slice(1).reduce((product, { size }) => product * size, 1)
      const first = axes[0]?.size ?? 1
      const count = at === undefined ? inner * first : inner
      const step = record ? recordBytes : inner * bytesOf[type]
      const slabs = at === undefined ? first : 1
      const start = begin + (at ?? 0) * step
      const end = start + (slabs - 1) * step + inner * bytesOf[type]
      if (!(end <= bytes.length) || count > bytes.length)
        throw damaged(file, `the numbers of ${name} lie outside of the file`, { expected: `an end up to byte ${bytes.length}`, received: String(end) })
      return numbers(bytes, type, count, start, record && at === undefined ? { inner, step } : undefined)
    },
  }
}

/** A lone record variable is not padded. */
function recordSize(variables: Variable[]): number {
  const records = variables.filter(({ record }) => record)
  const sizes = records.map(({ axes, type }) => axes.slice(1).reduce((product, { size }) => product * size, bytesOf[type]))
  return records.length === 1 ? sizes[0] : sizes.reduce((sum, size) => sum + Math.ceil(size / 4) * 4, 0)
}

function numbers(bytes: Uint8Array, type: number, count: number, start: number, records?: { inner: number; step: number }): Numbers {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const out = new (arrays[type] ?? Float64Array)(count)
  const size = bytesOf[type]
  const get = getter(view, type)
  for (let index = 0; index < count; index++) {
    const at = records ? start + Math.floor(index / records.inner) * records.step + (index % records.inner) * size : start + index * size
    out[index] = get(at)
  }
  return out
}

function getter(view: DataView, type: number): (at: number) => number {
  switch (type) {
    case types.byte:
      return (at) => view.getInt8(at)
    case types.short:
      return (at) => view.getInt16(at)
    case types.int:
      return (at) => view.getInt32(at)
    case types.float:
      return (at) => view.getFloat32(at)
    case types.double:
      return (at) => view.getFloat64(at)
    case types.ushort:
      return (at) => view.getUint16(at)
    case types.uint:
      return (at) => view.getUint32(at)
    case types.int64:
      return (at) => Number(view.getBigInt64(at))
    case types.uint64:
      return (at) => Number(view.getBigUint64(at))
    default:
      return (at) => view.getUint8(at)
  }
}

interface Header {
  attributes: Attributes
  variables: Variable[]
}

function readHeader(file: string, bytes: Uint8Array): Header {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const version = bytes[3]
  let p = 4
  const broken = (expected: string, received: string) => damaged(file, `its header breaks at byte ${p}`, { expected, received })
  const room = (size: number) => {
    if (!(p + size <= bytes.length)) throw broken(`${size} bytes more`, `the end of the file at ${bytes.length}`)
  }
  const int = () => {
    room(4)
    p += 4
    return view.getUint32(p - 4)
  }
  const long = () => {
    room(8)
    p += 8
    return Number(view.getBigUint64(p - 8))
  }
  const size = version === 5 ? long : int
  const padded = (length: number) => {
    room(length)
    const start = p
    p = Math.min(bytes.length, p + Math.ceil(length / 4) * 4)
    return start
  }
  const name = () => {
    const length = size()
    const start = padded(length)
    return Buffer.from(bytes.subarray(start, start + length)).toString('utf8')
  }
  /** A list is its tag and its length, or two zeros. Each item takes 8 bytes at least. */
  const list = <Item>(tag: number, item: () => Item): Item[] => {
    const found = int()
    const length = size()
    if (found !== tag && !(found === 0 && length === 0)) throw broken(`the tag ${tag}, or 0`, `${found} with ${length} items`)
    if (length * 8 > bytes.length - p) throw broken(`a list that fits into the file`, `${length} items`)
    return Array.from({ length }, item)
  }
  const type = () => {
    const found = int()
    if (!bytesOf[found]) throw broken('a type from 1 to 11', String(found))
    return found
  }
  const value = (): AttributeValue => {
    const kind = type()
    const length = size()
    const start = padded(length * bytesOf[kind])
    if (kind === types.char)
      return Buffer.from(bytes.subarray(start, start + length))
        .toString('utf8')
        .replace(/\0+$/, '')
    return Array.from(numbers(bytes, kind, length, start))
  }
  const attributeList = (): Attributes => Object.fromEntries(list(12, () => [name(), value()]))

  const growing = size()
  const dimensions = list(10, () => ({ name: name(), size: size() }))
  const attributes = attributeList()
  const variables = list(11, (): Variable => {
    const own = name()
    const rank = size()
    if (rank > 1024) throw broken('at most 1024 dimensions', String(rank))
    const ids = Array.from({ length: rank }, size)
    const unknown = ids.find((id) => id >= dimensions.length)
    if (unknown !== undefined) throw broken(`a dimension below ${dimensions.length}`, String(unknown))
    const ownAttributes = attributeList()
    const kind = type()
    size()
    const begin = version === 1 ? int() : long()
    const record = rank > 0 && dimensions[ids[0]].size === 0
    const axes = ids.map((id, index) => ({ name: dimensions[id].name, size: index === 0 && record ? growing : dimensions[id].size }))
    return { name: own, axes, attributes: ownAttributes, type: kind, begin, record }
  })
  return { attributes, variables }
}
