/** Section 4: what a field is and when it holds. */
import type { Quantity } from '../../raster/index.js'
import { damaged, unsupported } from '../damaged.js'
import { conversion, type Octets } from './sections.js'

export interface Meaning {
  name: string
  quantity: Quantity
  /** Of the numbers as stored, for `other`. */
  units: string
  /** Into mm/h or m. */
  factor: number
  /** mm in the interval, to be divided by it. */
  amount?: boolean
}

/** By discipline, category and number: WMO code table 4.2, and NOAA's own discipline 209 of MRMS (UserTable_MRMS). */
const meanings: Record<string, Meaning> = {
  '0.1.7': { name: 'PRATE', quantity: 'rain_rate', units: 'kg m-2 s-1', factor: 3600 },
  '0.1.8': { name: 'APCP', quantity: 'rain_rate', units: 'kg m-2', factor: 1, amount: true },
  '0.1.52': { name: 'TPRATE', quantity: 'rain_rate', units: 'kg m-2 s-1', factor: 3600 },
  '0.1.65': { name: 'RPRATE', quantity: 'rain_rate', units: 'kg m-2 s-1', factor: 3600 },
  '0.3.5': { name: 'HGT', quantity: 'other', units: 'gpm', factor: 1 },
  '2.0.7': { name: 'MTERH', quantity: 'elevation', units: 'm', factor: 1 },
  '209.6.1': { name: 'PrecipRate', quantity: 'rain_rate', units: 'mm/h', factor: 1 },
}
/** Code table 4.4, in minutes. */
const unitMinutes: Record<number, number> = { 0: 1, 1: 60, 2: 1440, 10: 180, 11: 360, 12: 720, 13: 1 / 60 }

export interface Product {
  meaning: Meaning
  timeMs: number
  minutes?: number
}

/** Templates 4.0 (at a time) and 4.8 (over an interval). RADAR_FILE_UNSUPPORTED for others. */
export function productOf(file: string, label: string, discipline: number, identification: Octets, section: Octets): Product {
  const template = section.u16(8)
  if (template !== 0 && template !== 8)
    throw unsupported(file, `the product of ${label} is not read`, {
      expected: 'product definition template 4.0 or 4.8',
      received: `template 4.${template}`,
      remedy: conversion(file),
    })
  const code = `${discipline}.${section.u8(10)}.${section.u8(11)}`
  const meaning = Object.hasOwn(meanings, code) ? meanings[code] : { name: `parameter ${code}`, quantity: 'other' as const, units: 'unknown', factor: 1 }
  const minutesOf = (unit: number, count: number): number => {
    if (unitMinutes[unit] === undefined)
      throw unsupported(file, `the time unit of ${label} is not read`, {
        expected: 'a fixed length: seconds to days',
        received: `code ${unit}`,
        remedy: conversion(file),
      })
    return unitMinutes[unit] * count
  }
  const startMs = identification.time(13) + minutesOf(section.u8(18), section.s32(19)) * 60_000
  const timeMs = template === 8 ? section.time(35) : startMs
  const minutes = template === 8 ? (timeMs - startMs) / 60_000 : undefined
  if (!Number.isFinite(timeMs)) throw damaged(file, `${label} has no time`, { expected: 'a date', received: 'numbers that are none' })
  if (meaning.amount && !(minutes !== undefined && minutes > 0))
    throw damaged(file, `the interval of ${label} is not known`, {
      expected: 'an end after the start',
      received: minutes === undefined ? 'no interval' : `${minutes} minutes`,
    })
  return { meaning, timeMs, ...(minutes !== undefined && minutes > 0 ? { minutes } : {}) }
}
