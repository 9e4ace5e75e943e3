/** Small GRIB2 messages, written by the manual: simple packing with and without a bitmap, PNG. */
import { crc32, deflateSync } from 'node:zlib'

/** @param {{ png?: boolean, bitmap?: boolean, interval?: boolean, scanning?: number, bits?: number, rows?: number, columns?: number, parameter?: [number, number, number] }} options */
export function grib2({ png = false, bitmap = false, interval = false, scanning = 0, bits = 16, rows = 6, columns = 8, parameter = [209, 6, 1] } = {}) {
  const cells = rows * columns
  const missing = (index) => bitmap && index % 5 === 0
  const numbers = [...Array(cells).keys()].filter((index) => !missing(index)).map((index) => (index * 13) % 200)
  const identification = section(1, 21, (at) => {
    at.writeUInt16BE(161, 5)
    at.set([255, 1, 3], 9)
    time(at, 12)
    at.set([0, 7], 19)
  })
  const grid = section(3, 72, (at) => {
    at.writeUInt32BE(cells, 6)
    at[14] = 1
    at.writeUInt32BE(columns, 30)
    at.writeUInt32BE(rows, 34)
    at.writeUInt32BE(0xffffffff, 42)
    const south = scanning & 0x40
    at.writeUInt32BE(south ? 20005000 : 54995000, 46)
    at.writeUInt32BE(230005000, 50)
    at[54] = 48
    at.writeUInt32BE(54995000 - (rows - 1) * 10000, 55)
    at.writeUInt32BE(230005000 + (columns - 1) * 10000, 59)
    at.writeUInt32BE(10000, 63)
    at.writeUInt32BE(10000, 67)
    at[71] = scanning
  })
  const product = section(4, interval ? 58 : 34, (at) => {
    at.writeUInt16BE(interval ? 8 : 0, 7)
    at.set([parameter[1], parameter[2]], 9)
    at[17] = 0
    if (interval) time(at, 34, 10)
  })
  const representation = section(5, 21, (at) => {
    at.writeUInt32BE(numbers.length, 5)
    at.writeUInt16BE(png ? 41 : 0, 9)
    at.writeFloatBE(-30, 11)
    at.writeUInt16BE(1, 17)
    at[19] = bits
  })
  const gaps = Buffer.alloc(Math.ceil(cells / 8))
  for (let index = 0; index < cells; index++) if (!missing(index)) gaps[index >> 3] |= 0x80 >> (index & 7)
  const map = section(6, bitmap ? 6 + gaps.length : 6, (at) => {
    at[5] = bitmap ? 0 : 255
    if (bitmap) gaps.copy(at, 6)
  })
  const raw = Buffer.alloc((numbers.length * bits) / 8)
  for (const [index, value] of numbers.entries()) raw.writeUIntBE(value, (index * bits) / 8, bits / 8)
  const packed = png ? pngOf(raw, bitmap ? 1 : rows, bitmap ? numbers.length : columns, bits) : raw
  const data = section(7, 5 + packed.length, (at) => packed.copy(at, 5))
  const body = Buffer.concat([identification, grid, product, representation, map, data, Buffer.from('7777')])
  const head = Buffer.alloc(16)
  head.write('GRIB', 'latin1')
  head[6] = parameter[0]
  head[7] = 2
  head.writeBigUInt64BE(BigInt(16 + body.length), 8)
  return Buffer.concat([head, body])
}

function section(number, length, fill) {
  const bytes = Buffer.alloc(length)
  bytes.writeUInt32BE(length, 0)
  bytes[4] = number
  fill(bytes)
  return bytes
}

function time(bytes, at, minute = 0) {
  bytes.writeUInt16BE(2019, at)
  bytes.set([6, 10, 0, minute, 0], at + 2)
}

export function pngOf(raw, rows, columns, bits) {
  const rowBytes = (columns * bits) / 8
  const lines = Buffer.concat([...Array(rows).keys()].map((row) => Buffer.concat([Buffer.from([0]), raw.subarray(row * rowBytes, (row + 1) * rowBytes)])))
  const header = Buffer.alloc(13)
  header.writeUInt32BE(columns, 0)
  header.writeUInt32BE(rows, 4)
  header[8] = bits
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(kind, bytes) {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), bytes])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(bytes.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc32 ? crc32(body) : 0, body.length + 4)
  return out
}
