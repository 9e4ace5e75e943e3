/** What a person reads after an import. */
import { type Grid, isGeographic } from '../raster/index.js'
import type { Gap } from './gaps.js'
import type { ImportSummary } from './run.js'
import type { Damage } from './scan.js'
import { utc } from './time.js'

const mostGaps = 10

export function summaryLines(summary: ImportSummary): string[] {
  const { quantity, field, units, readers, inputs, frames, first, last, stepMinutes, gaps, masked, interpolated, duplicates, damaged, ignored, missingShare } =
    summary
  const span = first ? `${counted(frames, 'frame')}, ${first} to ${last}${stepMinutes ? `, every ${stepMinutes} min` : ''}` : counted(frames, 'field')
  const missing = `${(100 * missingShare).toFixed(1)} % missing`
  const lines = [
    `${quantity} (${field}, ${units}) from ${counted(inputs, 'file')} by ${readers.join(', ')}`,
    `${span}, ${missing}`,
    gridLine(summary.grid),
    ...gapLines(gaps),
  ]
  if (masked > 0) lines.push(`${counted(masked, 'frame')} of missing values written into gaps`)
  if (interpolated > 0) lines.push(`${counted(interpolated, 'frame')} interpolated, listed in the store`)
  if (duplicates > 0) lines.push(`${counted(duplicates, 'frame')} there twice and the same: dropped`)
  for (const one of damaged) lines.push(`left out: ${damageLine(one)}`)
  if (ignored.length > 0) lines.push(`not a raster: ${ignored.slice(0, 3).join(', ')}${ignored.length > 3 ? ` and ${ignored.length - 3} more` : ''}`)
  return lines
}

export function damageLine({ file, message, expected, received }: Damage): string {
  const what = message.replace(/\.$/, '')
  const where = what.includes(file) ? '' : `${file}: `
  return `${where}${[what, expected && `expected ${expected}`, received && `received ${received}`].filter(Boolean).join('; ')}`
}

export function gridLine({ rows, columns, cellX, cellY, west, north, crs }: Grid): string {
  const unit = crs && isGeographic(crs) ? '°' : ' m'
  const cell = cellX === cellY ? `${short(cellX)}${unit}` : `${short(cellX)} x ${short(cellY)}${unit}`
  const corner = `north-west corner ${short(west)}, ${short(north)}`
  return `${rows} rows of ${columns}, cells of ${cell}, ${corner}, ${crs ? (crs.name ?? crs.projection) : 'projection not known'}`
}

export function gapLines(gaps: Gap[]): string[] {
  const lines = gaps.slice(0, mostGaps).map(({ fromMs, toMs, missing }) => `gap: ${counted(missing, 'frame')} between ${utc(fromMs)} and ${utc(toMs)}`)
  return gaps.length > mostGaps ? [...lines, `and ${gaps.length - mostGaps} gaps more`] : lines
}

/** The summary as `--json` has it. */
export function summaryJson(summary: ImportSummary): Record<string, unknown> {
  return { ...summary, gaps: summary.gaps.map(({ fromMs, toMs, missing }) => ({ from: utc(fromMs), to: utc(toMs), missing })) }
}

function short(value: number): string {
  return String(Number(value.toFixed(6)))
}

export function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`
}
