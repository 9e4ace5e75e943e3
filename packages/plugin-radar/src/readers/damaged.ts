/** What every reader says of a file that is not as its format has it. */
import { PhdError } from '@phd/core'

/** RADAR_FILE_DAMAGED: where in the file, what was expected there and what came. */
export function damaged(file: string, what: string, detail: { expected?: string; received?: string; remedy?: string; cause?: unknown } = {}): PhdError {
  return new PhdError('RADAR_FILE_DAMAGED', `${file} cannot be read: ${what}.`, { remedy: 'get the file again, or leave it out', ...detail })
}

/** RADAR_FILE_UNSUPPORTED: the file may be whole, but holds what its reader does not do. */
export function unsupported(file: string, what: string, detail: { expected?: string; received?: string; remedy?: string } = {}): PhdError {
  return new PhdError('RADAR_FILE_UNSUPPORTED', `${file} cannot be read: ${what}.`, detail)
}

/** Cells of one field at most: 2^28 are 1 GiB of Float32. */
export const mostCells = 2 ** 28

/**
 * Rows times columns from a header, before anything of that size is made. `bytes` is the room that the file has for
 * them: where a field is packed, what its packing can expand to at most.
 */
export function checkedCells(file: string, rows: number, columns: number, bytes = Number.POSITIVE_INFINITY, bytesPerCell = 1): number {
  const cells = rows * columns
  const whole = Number.isInteger(rows) && Number.isInteger(columns) && rows > 0 && columns > 0
  if (!whole || cells > mostCells || cells * bytesPerCell > bytes)
    throw damaged(file, 'its header gives a size that cannot be', {
      expected: Number.isFinite(bytes) ? `whole numbers above 0, and no more than ${bytes} bytes can hold` : 'whole numbers above 0, at most 2^28 cells',
      received: `${rows} rows of ${columns} columns`,
    })
  return cells
}

/** Deflate expands to 1032 times at most; with a little room for chunks. */
export const mostExpansion = 1100
