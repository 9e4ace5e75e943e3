/**
 * NIMROD files for tests: header and numbers as the format describes them, written without the reader's tables.
 *
 * `composite({ cells: [[row, column, mmPerHour]] })` is a UK 1 km composite of 2175 x 1725 cells (7.5 MB): first point
 * 1549500 N, -404500 E, int16 in mm/h*32, zero but for the marked cells (row 0 north, column 0 west).
 */
export interface NimrodOptions {
  rows?: number
  columns?: number
  /** [year, month, day, hour, minute, second]. */
  valid?: number[]
  data?: number[]
  /** 0 real, 1 int, 2 byte. */
  type?: number
  bytes?: number
  gridType?: number
  code?: number
  origin?: number
  missingInt?: number
  period?: number
  ellipsoid?: number
  member?: number
  averaging?: number
  firstRow?: number
  firstColumn?: number
  interval?: number
  missingReal?: number
  scale?: number
  trueOrigin?: number[]
  /** Eight numbers; otherwise all -32767, as in old files. */
  corners?: number[]
  units?: string
  source?: string
  title?: string
  /** In the order of the file, as stored. */
  stored?: ArrayLike<number>
}

export function nimrodField(options: NimrodOptions = {}): Buffer {
  const { rows = 3, columns = 4, type = 1, bytes = 2, stored = [] } = options
  const { valid = [2020, 1, 28, 5, 0, 0], data = [2020, 1, 28, 3, 0], interval = 1000, trueOrigin = [49, -2, 400000, -100000, 0.9996012717] } = options
  const header = Buffer.alloc(512)
  let at = 0
  const int = (value: number) => {
    at = header.writeInt16BE(value, at)
  }
  const real = (value: number) => {
    at = header.writeFloatBE(value, at)
  }
  for (const part of [...valid, ...data]) int(part)
  for (const value of [type, bytes, 0, options.gridType ?? 0, rows, columns, 2, options.code ?? 213, 0, 0, 0, 0, options.origin ?? 0]) int(value)
  for (const value of [options.missingInt ?? -1, options.period ?? 0, 1, options.ellipsoid ?? 0, options.member ?? -32767, 2, options.averaging ?? 0])
    int(value)
  for (const value of [9999, -32767, options.firstRow ?? 1549500, interval, options.firstColumn ?? -404500, interval, options.missingReal ?? -32767])
    real(value)
  for (const value of [options.scale ?? 1, 0, 0, 0, ...trueOrigin]) real(value)
  while (at < 62 + 112) real(0)
  for (const value of options.corners ?? Array(8).fill(-32767)) real(value)
  while (at < 62 + 112 + 180) real(-32767)
  for (const [text, length] of [
    [options.units ?? 'mm/h*32', 8],
    [options.source ?? 'Radar', 24],
    [options.title ?? 'Rainfall rate Composite', 24],
  ] as const) {
    header.write(text.padEnd(length).slice(0, length), at, 'latin1')
    at += length
  }
  while (at < 512) int(-32767)
  const numbers = Buffer.alloc(rows * columns * bytes)
  for (let index = 0; index < stored.length; index++) {
    const to = index * bytes
    if (type === 0) numbers.writeFloatBE(stored[index], to)
    else if (type === 2) numbers.writeUInt8(stored[index], to)
    else numbers.writeIntBE(stored[index], to, bytes)
  }
  return Buffer.concat([record(header), record(numbers)])
}

export function record(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes, length])
}

export interface CompositeOptions {
  /** Row, column, mm/h. */
  cells?: [number, number, number][]
  /** Row, column of cells without a measurement. */
  missing?: [number, number][]
  /** UTC. */
  timeMs?: number
  /** Old files have no corners. */
  corners?: boolean
}

export const compositeGrid = { rows: 2175, columns: 1725, west: -405000, north: 1550000, cellX: 1000, cellY: 1000 }

export function composite({ cells = [], missing = [], timeMs = Date.UTC(2020, 0, 28, 5, 0), corners = true }: CompositeOptions = {}): Buffer {
  const { rows, columns } = compositeGrid
  const stored = new Int16Array(rows * columns)
  for (const [row, column, mmPerHour] of cells) stored[row * columns + column] = Math.round(mmPerHour * 32)
  for (const [row, column] of missing) stored[row * columns + column] = -1
  const [year, month, day, hour, minute, second] = new Date(timeMs).toISOString().split(/\D/).map(Number)
  const edges = [1550000, -405000, 1550000, 1320000, -625000, 1320000, -625000, -405000]
  return nimrodField({
    rows,
    columns,
    valid: [year, month, day, hour, minute, second],
    data: [year, month, day, hour, minute],
    stored,
    corners: corners ? edges : undefined,
  })
}
