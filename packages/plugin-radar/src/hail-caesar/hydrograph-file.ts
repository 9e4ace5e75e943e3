/** The time series on disk: 14 columns parted by spaces; index, m3/s out, m3/s of runoff, sediment, its nine fractions, and a zero. */
import { readFile } from 'node:fs/promises'
import { PhdError } from '@phd/core'
import type { HydrographRow } from './model.js'

const columns = 14

/** A line as the published program prints it; there is no sediment. */
export function hydrographLine({ index, dischargeCubicMetresPerSecond, runoffCubicMetresPerSecond }: HydrographRow): string {
  const water = `${index} ${dischargeCubicMetresPerSecond.toFixed(6)} ${runoffCubicMetresPerSecond.toFixed(6)} ${(0).toFixed(6)}`
  return `${water}${` ${(0).toFixed(10)}`.repeat(columns - 4)}\n`
}

/** RADAR_HYDROGRAPH with the line where it is not such a file. */
export async function readHydrograph(path: string): Promise<HydrographRow[]> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    throw new PhdError('RADAR_HYDROGRAPH', `The time series ${path} cannot be read.`, { expected: 'a .dat of HAIL-CAESAR', received: String(cause), cause })
  }
  const rows: HydrographRow[] = []
  for (const [line, words] of text.split('\n').entries()) {
    const parts = words.trim().split(/\s+/)
    if (parts[0] === '') continue
    const numbers = parts.map(Number)
    if (numbers.length !== columns || numbers.some((value) => !Number.isFinite(value))) {
      throw new PhdError('RADAR_HYDROGRAPH', `Line ${line + 1} of ${path} is no row of a time series.`, {
        expected: `${columns} numbers`,
        received: words.slice(0, 80),
      })
    }
    rows.push({ index: numbers[0], dischargeCubicMetresPerSecond: numbers[1], runoffCubicMetresPerSecond: numbers[2] })
  }
  return rows
}
