/** What both kinds of import start from. */
import type { InputOptions } from './frames.js'
import type { Input } from './inputs.js'
import type { ImportOptions, ImportSummary } from './run.js'
import type { Scanned } from './scan.js'
import type { Selected } from './select.js'

export interface ImportJob {
  options: ImportOptions
  inputs: Input[]
  scanned: Scanned[]
  selected: Selected
}

export type WrittenSummary = Pick<
  ImportSummary,
  'frames' | 'grid' | 'first' | 'last' | 'stepMinutes' | 'gaps' | 'interpolated' | 'masked' | 'duplicates' | 'missingShare'
>

/** What was damaged in the first pass is passed over in the second. */
export function secondPass({ readers, format, readerOptions, crs, skipDamaged }: ImportOptions): InputOptions {
  return { readers, format, readerOptions, crs, ...(skipDamaged ? { damaged: () => {} } : {}), ignored: () => {} }
}

/** As the manifest has them. */
export function parametersOf(options: ImportOptions): Record<string, unknown> {
  const { format, readerOptions, bounds, cover, gridFrom, cellMetres, transplant, crs, quantity, field, skipDamaged } = options
  return {
    format,
    readerOptions,
    bounds,
    cover: bounds ? (cover ?? 'corners') : undefined,
    grid: gridFrom,
    transplant,
    cellMetres,
    crs,
    quantity,
    field,
    skipDamaged,
  }
}
