/** Sections 5 to 7 into numbers: templates 5.0 (simple packing) and 5.41 (PNG), with or without a bitmap. */
import { checkedCells, mostExpansion } from '../cells.js'
import { damaged, unsupported } from '../damaged.js'
import { greyPng } from './png.js'
import { conversion, type Octets } from './sections.js'

const names: Record<number, string> = {
  2: 'complex packing',
  3: 'complex packing and spatial differencing',
  4: 'IEEE floats',
  40: 'JPEG 2000',
  42: 'CCSDS',
  50: 'spectral',
  200: 'run lengths',
}

/** A field without data is one number everywhere; its size is told by nothing but its header. 2^25 is a dry CONUS field with room. */
const mostConstant = 2 ** 25

/** Gives the values in the order of the file, from the first to the last; NaN where the bitmap has none. Value = (R + X 2^E) / 10^D. */
export function gribValues(file: string, label: string, representation: Octets, bitmap: Octets, data: Octets, rows: number, columns: number): () => number {
  const template = representation.u16(10)
  if (template !== 0 && template !== 41)
    throw unsupported(file, `the packing of ${label} is not read`, {
      expected: 'data representation template 5.0 (simple) or 5.41 (PNG)',
      received: `template 5.${template}${names[template] ? ` (${names[template]})` : ''}`,
      remedy: conversion(file),
    })
  const cells = rows * columns
  const present = presentCells(file, label, bitmap, cells)
  const points = present ? present.count : cells
  const stated = representation.u32(6)
  if (stated !== points) throw damaged(file, `${label} is not whole`, { expected: `${points} values`, received: String(stated) })
  const reference = representation.f32(12)
  const binary = 2 ** representation.s16(16)
  const decimal = 10 ** representation.s16(18)
  const bits = representation.u8(20)
  if (bits === 0 && cells > mostConstant)
    throw damaged(file, `${label} is one number for a size that cannot be`, { expected: `at most ${mostConstant} cells`, received: String(cells) })
  const packed = packedValues(file, label, template, data.bytes.subarray(5), bits, points, present ? { rows: 1, columns: points } : { rows, columns })
  let cell = 0
  let next = 0
  return () => (present && !present.has(cell++) ? Number.NaN : (reference + packed(next++) * binary) / decimal)
}

interface Present {
  count: number
  has(index: number): boolean
}

function presentCells(file: string, label: string, bitmap: Octets, cells: number): Present | undefined {
  const indicator = bitmap.u8(6)
  if (indicator === 255) return undefined
  if (indicator !== 0)
    throw unsupported(file, `the bitmap of ${label} is not read`, {
      expected: 'a bitmap of its own, or none',
      received: `indicator ${indicator}`,
      remedy: conversion(file),
    })
  const bits = bitmap.bytes.subarray(6)
  if (bits.length * 8 < cells)
    throw damaged(file, `the bitmap of ${label} is too short`, { expected: `${Math.ceil(cells / 8)} bytes`, received: `${bits.length} bytes` })
  const has = (index: number) => (bits[index >> 3] & (0x80 >> (index & 7))) !== 0
  let count = 0
  for (let index = 0; index < cells; index++) if (has(index)) count++
  return { count, has }
}

/** PNG of a field with a bitmap is one row of the cells that are there. */
function packedValues(
  file: string,
  label: string,
  template: number,
  bytes: Uint8Array,
  bits: number,
  points: number,
  shape: { rows: number; columns: number },
): (index: number) => number {
  if (bits === 0 || points === 0) return () => 0
  if (template === 41) {
    if (bits !== 8 && bits !== 16)
      throw unsupported(file, `the packing of ${label} is not read`, { expected: 'PNG of 8 or 16 bits', received: `${bits} bits`, remedy: conversion(file) })
    try {
      checkedCells(file, shape.rows, shape.columns, bytes.length * mostExpansion, bits / 8)
      const samples = greyPng(bytes, shape.rows, shape.columns, bits)
      return (index) => samples[index]
    } catch (cause) {
      throw damaged(file, `the PNG of ${label} does not unpack`, { expected: `${points} values`, received: (cause as Error).message, cause })
    }
  }
  if (bits > 32) throw damaged(file, `${label} is packed in ${bits} bits`, { expected: 'at most 32', received: String(bits) })
  if (bytes.length * 8 < points * bits)
    throw damaged(file, `the data of ${label} is too short`, { expected: `${Math.ceil((points * bits) / 8)} bytes`, received: `${bytes.length} bytes` })
  return (index) => {
    let value = 0
    let at = index * bits
    let left = bits
    while (left > 0) {
      const inByte = 8 - (at & 7)
      const take = Math.min(left, inByte)
      value = value * 2 ** take + ((bytes[at >> 3] >> (inByte - take)) & ((1 << take) - 1))
      at += take
      left -= take
    }
    return value
  }
}
