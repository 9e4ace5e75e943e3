/**
 * Figures without a run: training logs and tables of other programs as typed results.
 *
 * In: paths of CSV or TSV (also Keras CSVLogger), metrics.jsonl, Keras History as JSON, TensorBoard event files or their folder.
 * Out: results by name; what is a log becomes one set of curves for each metric, `loss` and `val_loss` together.
 * Errors: REPORT_FIGURE_DATA (not there, empty, not readable as what it looks like).
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, extname } from 'node:path'
import type { Result } from '@phd/core'
import { readDelimited } from './delimited.js'
import { readJsonLines, readJsonLog } from './json-log.js'
import { curvesOfLog } from './log.js'
import { keptName } from './names.js'
import { resultOfTable } from './table.js'
import { eventFiles, readEventFiles } from './tensorboard.js'
import { unreadable } from './unreadable.js'

export { metricsResults } from './log.js'

export function readDataFile(path: string): Map<string, Result> {
  if (!existsSync(path)) throw unreadable(path, 'there is no such file')
  if (statSync(path).isDirectory() || /(^|\.)tfevents\./.test(basename(path))) return readEventFiles(eventFiles(path), path)
  const text = readFileSync(path, 'utf8')
  const title = keptName(basename(path, extname(path)))
  const extension = extname(path).toLowerCase()
  if (extension === '.jsonl' || extension === '.ndjson') return curvesOfLog(readJsonLines(text, path), path)
  if (extension === '.json') return curvesOfLog(readJsonLog(text, path), path)
  const table = readDelimited(text, path)
  const curves = table.isLog ? curvesOfLog(table.log, path) : undefined
  return curves ?? new Map([[title, resultOfTable(table, title, path)]])
}

/** SHA-256 of a file, or of all event files of a folder. */
export function fileHash(path: string): string {
  if (!existsSync(path)) throw unreadable(path, 'there is no such file')
  const hash = createHash('sha256')
  for (const file of statSync(path).isDirectory() ? eventFiles(path) : [path]) hash.update(readFileSync(file))
  return hash.digest('hex')
}
