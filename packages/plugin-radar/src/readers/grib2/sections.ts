/** A GRIB2 file into its fields: sections 1 to 7 of each message. WMO Manual on Codes, FM 92. */
import { damaged, unsupported } from '../damaged.js'

/** The way out for all that is not read here. */
export function conversion(file: string): string {
  return `cdo -f nc copy ${file} out.nc, or wgrib2 ${file} -netcdf out.nc, and read that`
}

export interface Field {
  /** For messages: `message 1, field 1`. */
  label: string
  discipline: number
  /** Sections by number: 1 identification, 3 grid, 4 product, 5 representation, 6 bitmap, 7 data; from their first byte. */
  sections: Record<1 | 3 | 4 | 5 | 6 | 7, Uint8Array>
}

/** Fields of one message may share the sections before 7. RADAR_FILE_DAMAGED where a length does not fit. */
export function* fieldsOf(file: string, bytes: Uint8Array): Generator<Field> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let start = 0
  let message = 0
  while (start < bytes.length) {
    message++
    const broken = (what: string, expected: string, received: string) => damaged(file, `${what} of message ${message} at byte ${start}`, { expected, received })
    const mark = ascii(bytes, start, 4)
    if (mark !== 'GRIB' || start + 16 > bytes.length) throw broken('there is no beginning', '"GRIB" and 12 bytes more', JSON.stringify(mark))
    if (bytes[start + 7] !== 2)
      throw unsupported(file, `message ${message} is of another edition`, {
        expected: 'GRIB edition 2',
        received: `edition ${bytes[start + 7]}`,
        remedy: conversion(file),
      })
    const length = Number(view.getBigUint64(start + 8))
    const end = start + length
    if (length < 20 || end > bytes.length) throw broken('the length is wrong', `16 to ${bytes.length - start} bytes`, `${length} bytes`)
    if (ascii(bytes, end - 4, 4) !== '7777') throw broken('there is no end', '"7777"', JSON.stringify(ascii(bytes, end - 4, 4)))
    const held: Partial<Field['sections']> = {}
    let at = start + 16
    let count = 0
    while (at < end - 4) {
      const size = at + 5 <= end - 4 ? view.getUint32(at) : 0
      const number = bytes[at + 4]
      if (size < 5 || at + size > end - 4 || number < 1 || number > 7)
        throw broken(`section ${number} at byte ${at} is wrong`, 'a section from 1 to 7 inside of the message', `${size} bytes`)
      const section = bytes.subarray(at, at + size)
      if (number !== 2) held[number as 1] = section
      if (number === 7) {
        count++
        const absent = ([1, 3, 4, 5, 6] as const).find((needed) => !held[needed])
        if (absent) throw broken(`section ${absent} is absent`, 'sections 1, 3, 4, 5, 6 before the data', Object.keys(held).join(', '))
        yield { label: `message ${message}, field ${count}`, discipline: bytes[start + 6], sections: { ...held } as Field['sections'] }
      }
      at += size
    }
    start = end
  }
  if (message === 0) throw damaged(file, 'it holds no message', { expected: '"GRIB"', received: 'nothing' })
}

function ascii(bytes: Uint8Array, at: number, length: number): string {
  return Buffer.from(bytes.subarray(at, at + length)).toString('latin1')
}

/** Numbers of a section; octets are counted from 1 as the manual does. RADAR_FILE_DAMAGED beyond its end. */
export class Octets {
  private readonly view: DataView
  private readonly where: () => Error
  readonly bytes: Uint8Array

  constructor(file: string, label: string, number: number, bytes: Uint8Array) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    this.where = () => damaged(file, `section ${number} of ${label} is too short`, { expected: 'what its template needs', received: `${bytes.length} bytes` })
  }

  private at(octet: number, size: number): number {
    if (octet - 1 + size > this.bytes.length) throw this.where()
    return octet - 1
  }

  u8 = (octet: number) => this.view.getUint8(this.at(octet, 1))
  u16 = (octet: number) => this.view.getUint16(this.at(octet, 2))
  u32 = (octet: number) => this.view.getUint32(this.at(octet, 4))
  f32 = (octet: number) => this.view.getFloat32(this.at(octet, 4))

  /** Negative numbers are a sign bit and a magnitude, not a two's complement. */
  s16(octet: number): number {
    const value = this.u16(octet)
    return value & 0x8000 ? -(value & 0x7fff) : value
  }
  s32(octet: number): number {
    const value = this.u32(octet)
    return value >= 0x80000000 ? -(value - 0x80000000) : value
  }

  /** Year, month, day, hour, minute, second; UTC. */
  time(octet: number): number {
    return Date.UTC(this.u16(octet), this.u8(octet + 2) - 1, this.u8(octet + 3), this.u8(octet + 4), this.u8(octet + 5), this.u8(octet + 6))
  }
}
