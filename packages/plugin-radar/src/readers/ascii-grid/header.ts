/** Header of one grid: keys and numbers into a Grid. */
import type { Grid } from '../../raster/index.js'
import { checkedCells } from '../cells.js'
import { damaged } from '../damaged.js'

export const headerKeys = ['ncols', 'nrows', 'xllcorner', 'xllcenter', 'yllcorner', 'yllcenter', 'cellsize', 'dx', 'dy', 'nodata_value'] as const
export type HeaderKey = (typeof headerKeys)[number]
export type Header = Map<HeaderKey, number>

export interface GridHeader {
  grid: Grid
  /** None where the header has no such line. */
  noData?: number
}

/** `nodata` and the British spelling are met too. */
export function headerKeyOf(token: string): HeaderKey | undefined {
  const lower = token.toLowerCase().replace('centre', 'center')
  const key = lower === 'nodata' ? 'nodata_value' : lower
  return headerKeys.find((known) => known === key)
}

/** RADAR_FILE_DAMAGED where a line is absent or says what cannot be. */
export function gridHeader(file: string, where: string, header: Header): GridHeader {
  const need = (...keys: HeaderKey[]): number => {
    const key = keys.find((candidate) => header.has(candidate))
    if (!key)
      throw damaged(file, `the header of ${where} has no ${keys.join(' or ')}`, {
        expected: 'ncols, nrows, xllcorner, yllcorner, cellsize',
        received: [...header.keys()].join(', ') || 'no line',
      })
    return header.get(key)!
  }
  const columns = need('ncols')
  const rows = need('nrows')
  checkedCells(file, rows, columns)
  const cellX = need('cellsize', 'dx')
  const cellY = need('cellsize', 'dy')
  if (!(cellX > 0 && cellY > 0)) throw damaged(file, `the cells of ${where} have no size`, { expected: 'cellsize above 0', received: `${cellX} by ${cellY}` })
  const x = need('xllcorner', 'xllcenter')
  const y = need('yllcorner', 'yllcenter')
  const west = header.has('xllcorner') ? x : x - cellX / 2
  const south = header.has('yllcorner') ? y : y - cellY / 2
  const north = south + rows * cellY
  if (!Number.isFinite(west + columns * cellX) || !Number.isFinite(west) || !Number.isFinite(north))
    throw damaged(file, `${where} has no place`, {
      expected: 'corners and a cell size that are numbers',
      received: `${x}, ${y}, cells of ${cellX} by ${cellY}`,
    })
  const noData = header.get('nodata_value')
  return { grid: { rows, columns, west, north, cellX, cellY }, ...(noData === undefined ? {} : { noData }) }
}
