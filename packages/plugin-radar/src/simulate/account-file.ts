/** mass_balance.csv: the water's account at every output, appended as the simulation goes. */
import { closeSync, fsyncSync, openSync, statSync, truncateSync, writeSync } from 'node:fs'
import { errorOf, type WaterAccount } from './model.js'
import { iso } from './timeline.js'

const columns = [
  ['rain_m3', 'rainCubicMetres'],
  ['initial_m3', 'initialCubicMetres'],
  ['store_m3', 'storeCubicMetres'],
  ['infiltration_m3', 'infiltrationCubicMetres'],
  ['evaporation_m3', 'evaporationCubicMetres'],
  ['outflow_m3', 'outflowCubicMetres'],
  ['unplaced_m3', 'unplacedCubicMetres'],
  ['stored_m3', 'storedCubicMetres'],
] as const

export const accountFile = 'mass_balance.csv'

/** A new file, with its header. */
export function startAccount(path: string): void {
  write(path, 'w', `time,minute,${columns.map(([name]) => name).join(',')},error_m3,error_share,deepest_m,steps\n`)
}

export interface AccountRow {
  timeMs: number
  minute: number
  account: WaterAccount
  deepestMetres: number
  steps: number
}

export function appendAccount(path: string, { timeMs, minute, account, deepestMetres, steps }: AccountRow): void {
  const error = errorOf(account)
  const numbers = [minute, ...columns.map(([, key]) => account[key]), error.cubicMetres, error.share, deepestMetres, steps]
  write(path, 'a', `${iso(timeMs)},${numbers.join(',')}\n`)
}

/** Its length, on disk, for a checkpoint. */
export function accountLength(path: string): number {
  const file = openSync(path, 'r')
  fsyncSync(file)
  closeSync(file)
  return statSync(path).size
}

/** Back to what it was at a checkpoint. */
export function cutAccount(path: string, length: number): void {
  truncateSync(path, length)
}

function write(path: string, how: 'a' | 'w', text: string): void {
  const file = openSync(path, how)
  try {
    writeSync(file, text)
  } finally {
    closeSync(file)
  }
}
