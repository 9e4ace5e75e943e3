/** Section 3: grid definition template 3.0, latitude and longitude. */
import { type Grid, knownCrs } from '../../raster/index.js'
import { checkedCells } from '../cells.js'
import { damaged, unsupported } from '../damaged.js'
import { conversion, type Octets } from './sections.js'

export interface GribGrid {
  grid: Grid
  southUp: boolean
}

/** Points are the centres of cells. RADAR_FILE_UNSUPPORTED for other templates and ways of scanning. */
export function gribGrid(file: string, label: string, section: Octets): GribGrid {
  const template = section.u16(13)
  if (template !== 0)
    throw unsupported(file, `the grid of ${label} is not read`, {
      expected: 'grid definition template 3.0 (latitude and longitude)',
      received: `template 3.${template}`,
      remedy: conversion(file),
    })
  const columns = section.u32(31)
  const rows = section.u32(35)
  checkedCells(file, rows, columns)
  const basis = section.u32(39)
  const divisions = section.u32(43)
  const unit = basis === 0 || basis === 0xffffffff ? 1e-6 : basis / (divisions === 0 || divisions === 0xffffffff ? 1e6 : divisions)
  const latitude1 = section.s32(47) * unit
  const longitude1 = section.s32(51) * unit
  const flags = section.u8(55)
  const latitude2 = section.s32(56) * unit
  const longitude2 = section.s32(60) * unit
  const scanning = section.u8(72)
  if ((scanning & 0b1011_0000) !== 0)
    throw unsupported(file, `the scanning of ${label} is not read`, {
      expected: 'rows from west to east, one behind the other',
      received: `scanning mode 0x${scanning.toString(16)}`,
      remedy: conversion(file),
    })
  const southUp = (scanning & 0b0100_0000) !== 0
  const cellX = flags & 0x20 ? section.u32(64) * unit : span(longitude1, longitude2) / (columns - 1)
  const cellY = flags & 0x10 ? section.u32(68) * unit : Math.abs(latitude2 - latitude1) / (rows - 1)
  if (!(cellX > 0 && cellX <= 360 && cellY > 0 && cellY <= 180))
    throw damaged(file, `the cells of ${label} have no size`, { expected: 'increments above 0', received: `${cellX} by ${cellY} degrees` })
  if (Math.abs(latitude1) > 90 + cellY || Math.abs(longitude1) > 360 + cellX)
    throw damaged(file, `the first point of ${label} is not on the Earth`, { expected: 'degrees', received: `${latitude1} N ${longitude1} E` })
  const firstX = longitude1 >= 180 ? longitude1 - 360 : longitude1
  const top = southUp ? latitude1 + (rows - 1) * cellY : latitude1
  const edge = (degrees: number) => Math.round(degrees * 1e9) / 1e9
  return {
    southUp,
    grid: { rows, columns, west: edge(firstX - cellX / 2), north: edge(top + cellY / 2), cellX: edge(cellX), cellY: edge(cellY), crs: knownCrs['EPSG:4326'] },
  }
}

function span(from: number, to: number): number {
  return to >= from ? to - from : to + 360 - from
}
