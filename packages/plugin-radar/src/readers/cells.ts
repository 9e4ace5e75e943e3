/** How many cells a header may claim, before anything of that size is made. */
import { damaged } from './damaged.js'

/** Of one field: 2^28 are 1 GiB of Float32. */
const mostCells = 2 ** 28

/** Deflate expands to 1032 times at most; with a little room for chunks. */
export const mostExpansion = 1100

/**
 * Rows times columns. `bytes` is the room that the file has for them: where a field is packed, what its packing can expand
 * to at most. RADAR_FILE_DAMAGED.
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
