/** Where the runs of a report lie: named, else as its report.yaml says, else as everywhere. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readSettings } from '../source/index.js'

export function runsFolderOf(dir: string | undefined, flag: string | undefined): string {
  if (flag !== undefined) return resolve(flag)
  const yaml = dir === undefined ? undefined : join(dir, 'report.yaml')
  if (dir !== undefined && yaml !== undefined && existsSync(yaml)) return resolve(dir, readSettings(readFileSync(yaml, 'utf8'), yaml).settings.runsFolder)
  return resolve(process.env.PHD_RUNS || 'runs')
}
