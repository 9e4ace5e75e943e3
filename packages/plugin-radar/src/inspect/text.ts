/** A survey as lines and as JSON. */
import { damageLine, gapLines, gridLine, utc } from '../import/index.js'
import type { FieldSurvey, Survey } from './survey.js'

export function surveyLines({ paths, bytes, readers, fields, damaged, ignored }: Survey): string[] {
  const what = paths.length === 1 ? paths[0] : `${paths.length} files`
  const lines = [`${what}: ${readers.join(', ')}, ${(bytes / 1e6).toFixed(2)} MB`]
  for (const field of fields) lines.push('', ...fieldLines(field))
  for (const one of damaged) lines.push('', damageLine(one))
  if (ignored.length > 0) lines.push('', `not rasters: ${ignored.join(', ')}`)
  return lines
}

function fieldLines(field: FieldSurvey): string[] {
  const { name, quantity, units, grid, latLon, extent, frames, timesMs, stepMinutes, gaps, min, mean, max, wetShare, missingShare } = field
  const lines = [`${name}: ${quantity}, ${units}`, `  ${gridLine(grid)}`]
  lines.push(`  x ${plain(extent.west)} to ${plain(extent.east)}, y ${plain(extent.south)} to ${plain(extent.north)}`)
  if (latLon)
    lines.push(`  latitude ${latLon.south.toFixed(4)} to ${latLon.north.toFixed(4)}, longitude ${latLon.west.toFixed(4)} to ${latLon.east.toFixed(4)}`)
  const step = stepMinutes ? `, every ${plain(stepMinutes)} min, ${gaps.length === 0 ? 'no gaps' : `${gaps.length} gap${gaps.length === 1 ? '' : 's'}`}` : ''
  const span = timesMs.length > 1 ? `${utc(timesMs[0])} to ${utc(timesMs[timesMs.length - 1])}${step}` : timesMs.length === 1 ? utc(timesMs[0]) : 'no time'
  lines.push(`  ${frames} frame${frames === 1 ? '' : 's'}, ${span}`, ...gapLines(gaps).map((line) => `  ${line}`))
  lines.push(`  least ${number(min)}, mean ${number(mean)}, greatest ${number(max)} ${units}`)
  const wet = wetShare === undefined ? '' : `wet ${(100 * wetShare).toFixed(1)} % (${quantity === 'rain_rate' ? 'over 0.1 mm/h' : 'from 0.1 m'}), `
  lines.push(`  ${wet}missing ${(100 * missingShare).toFixed(1)} %`)
  return lines
}

/** Without the arrays; times as ISO 8601. */
export function surveyJson({ fields, ...rest }: Survey): Record<string, unknown> {
  return {
    ...rest,
    fields: fields.map(({ totalMm: _, wettest, timesMs, gaps, ...field }) => ({
      ...field,
      times: timesMs.length,
      first: timesMs.length > 0 ? utc(timesMs[0]) : null,
      last: timesMs.length > 0 ? utc(timesMs[timesMs.length - 1]) : null,
      wettest: wettest.timeMs === undefined ? null : utc(wettest.timeMs),
      gaps: gaps.map(({ fromMs, toMs, missing }) => ({ from: utc(fromMs), to: utc(toMs), missing })),
    })),
  }
}

function plain(value: number): string {
  return String(Number(value.toFixed(6)))
}

function number(value: number): string {
  return Number.isNaN(value) ? 'none' : String(Number(value.toPrecision(4)))
}
