/** What the store says of where it comes from. */
import { readFileSync } from 'node:fs'
import { coreVersion } from '@phd/core'
import type { Grid } from '../raster/index.js'
import type { Scanned } from './scan.js'
import type { Selected } from './select.js'
import { utc } from './time.js'

export const pluginVersion: string = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version

/** The part that a series and a mosaic share. */
export function manifestOf(scanned: Scanned[], { quantity, units, name, frames }: Selected, target: Grid, parameters: Record<string, unknown>) {
  const used = new Map<number, number>()
  for (const { input } of frames) used.set(input, (used.get(input) ?? 0) + 1)
  return {
    stage: 'import',
    versions: { '@phd/plugin-radar': pluginVersion, '@phd/core': coreVersion },
    quantity,
    units,
    field: name,
    crs: target.crs ?? null,
    grid: { rows: target.rows, columns: target.columns, west: target.west, north: target.north, cellX: target.cellX, cellY: target.cellY },
    parameters: Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined)),
    inputs: scanned.map(({ path, sha256, bytes, reader, frames: all }, input) => {
      const times = all.flatMap(({ timeMs }) => timeMs ?? []).sort((a, b) => a - b)
      const span = times.length > 0 ? { first: utc(times[0]), last: utc(times[times.length - 1]) } : {}
      return { path, sha256, bytes, reader, frames: all.length, used: used.get(input) ?? 0, ...span }
    }),
    damaged: scanned.flatMap(({ damaged }) => damaged),
    ignored: scanned.flatMap(({ ignored }) => ignored),
  }
}
