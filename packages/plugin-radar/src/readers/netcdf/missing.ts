/** Stored numbers into values: fill values, valid range, scale and offset. CF 1.11, sections 2.5 and 8.1. */
import { type Attributes, numberAttribute, textAttribute } from './file.js'

/** What the library writes where nothing was written (netcdf.h); bytes have none. */
function defaultFill(stored: ArrayLike<number>): number | undefined {
  if (stored instanceof Float32Array || stored instanceof Float64Array) return 9.969_209_968_386_869e36
  if (stored instanceof Int16Array) return -32_767
  if (stored instanceof Uint16Array) return 65_535
  if (stored instanceof Int32Array) return -2_147_483_647
  return stored instanceof Uint32Array ? 4_294_967_295 : undefined
}

export type Unpack = (stored: number) => number

/** NaN where missing. The range is that of stored numbers. */
export function unpackOf(attributes: Attributes, numbers: ArrayLike<number>): Unpack {
  const missing = new Set<number>()
  for (const name of ['_FillValue', 'missing_value']) {
    const value = attributes[name]
    if (Array.isArray(value)) for (const item of value) missing.add(item)
  }
  const fill = attributes._FillValue === undefined ? defaultFill(numbers) : undefined
  if (fill !== undefined) missing.add(fill)
  const range = attributes.valid_range
  const low = Array.isArray(range) ? range[0] : numberAttribute(attributes, 'valid_min')
  const high = Array.isArray(range) ? range[1] : numberAttribute(attributes, 'valid_max')
  const scale = numberAttribute(attributes, 'scale_factor') ?? 1
  const offset = numberAttribute(attributes, 'add_offset') ?? 0
  const unsigned = textAttribute(attributes, '_Unsigned') === 'true'
  return (raw) => {
    const stored = unsigned && raw < 0 ? raw + 256 ** (numbers instanceof Int8Array ? 1 : numbers instanceof Int16Array ? 2 : 4) : raw
    if (missing.has(raw) || missing.has(stored) || (low !== undefined && stored < low) || (high !== undefined && stored > high)) return Number.NaN
    return stored * scale + offset
  }
}
