/**
 * The solver's state: Float64 fields over the grid with a ring of walls around it, in one shared memory.
 *
 * Cell (y, x) of the user's grid lies at `(y + 1) * stride + x + 1`. `faces[k].x[i]` is the discharge through the west face
 * of cell i, `.y[i]` through its north face, m2/s a metre of face, positive toward east and south; after n steps the current
 * ones are `faces[n % 2]`. Walls and cells without terrain stand at `wallMetres`, so that no water ever stands above their
 * sill. Where nothing lies in a field of `memory`, all threads see the same numbers.
 */
import { PhdError } from '@phd/core'
import type { Settings } from './options.js'

export const wallMetres = 1e9

export interface Faces {
  x: Float64Array
  y: Float64Array
  /** 1 where a row of faces may hold a discharge; the others are all zero. */
  xMoves: Uint8Array
  yMoves: Uint8Array
}

/** Of each row after a step: the greatest depth; metres of water out over the edge and into the ground in the step. */
export interface RowNumbers {
  deepest: Float64Array
  outflow: Float64Array
  infiltration: Float64Array
}

export interface Grid {
  memory: WebAssembly.Memory
  rows: number
  columns: number
  stride: number
  bed: Float64Array
  depth: Float64Array
  faces: [Faces, Faces]
  /** m/s, and 1 where it rains in a row. */
  rain: Float64Array
  rowRains: Uint8Array
  /** Fields that were not asked for have no cells. */
  manning: Float64Array
  /** m/s, and metres taken. */
  capacity: Float64Array
  infiltrated: Float64Array
  maximumDepth: Float64Array
  /** Seconds; NaN where no water has arrived. */
  arrival: Float64Array
  maximumHazard: Float64Array
  /** After n steps `rowNumbers[n % 2]`: a thread may still read them while another goes on. */
  rowNumbers: [RowNumbers, RowNumbers]
  totals: Float64Array
  barrier: Int32Array
}

/** Places in `totals`. Water in metres over one cell. */
export const total = { timeSeconds: 0, steps: 1, initial: 2, rain: 3, infiltration: 4, outflow: 5, outflowRate: 6, rainRate: 7 } as const

/** The kernel may run so far past the last cell of a row. */
const eastWalls = 4
const pageBytes = 65536
export const maximumPages = 65536

/** Fields over `memory`, or over a new one that is all zero. */
export function createGrid(set: Settings, memory?: WebAssembly.Memory): Grid {
  const { rows, columns, track } = set
  const stride = columns + 1 + eastWalls
  const size = (rows + 3) * stride + 4
  let bytes = 0
  const place = (length: number, width: number) => {
    const at = bytes
    bytes += Math.ceil((length * width) / 16) * 16
    return { at, length }
  }
  const field = (wanted = true) => place(wanted ? size : 0, 8)
  const perRow = (width: number) => place(rows + 3, width)
  const facePlaces = () => ({ x: field(), y: field(), xMoves: perRow(1), yMoves: perRow(1) })
  const numberPlaces = () => ({ deepest: perRow(8), outflow: perRow(8), infiltration: perRow(8) })
  const places = {
    ...{ bed: field(), depth: field(), first: facePlaces(), second: facePlaces(), rain: field(), rowRains: perRow(1) },
    ...{ manning: field(Number.isNaN(set.manning)), capacity: field(set.infiltrates), infiltrated: field(set.infiltrates) },
    ...{
      maximumDepth: field(track.maximumDepth === true),
      arrival: field(track.arrivalDepthMetres !== undefined),
      maximumHazard: field(track.maximumHazard === true),
    },
    ...{ firstNumbers: numberPlaces(), secondNumbers: numberPlaces(), totals: place(8, 8), barrier: place(4, 4) },
  }
  const shared = memory ?? newMemory(bytes, set)
  const doubles = ({ at, length }: { at: number; length: number }) => new Float64Array(shared.buffer, at, length)
  const flags = ({ at, length }: { at: number; length: number }) => new Uint8Array(shared.buffer, at, length)
  const facesAt = (it: ReturnType<typeof facePlaces>): Faces => ({ x: doubles(it.x), y: doubles(it.y), xMoves: flags(it.xMoves), yMoves: flags(it.yMoves) })
  const numbersAt = (it: ReturnType<typeof numberPlaces>): RowNumbers => ({
    ...{ deepest: doubles(it.deepest), outflow: doubles(it.outflow), infiltration: doubles(it.infiltration) },
  })
  return {
    ...{ memory: shared, rows, columns, stride, bed: doubles(places.bed), depth: doubles(places.depth) },
    ...{ faces: [facesAt(places.first), facesAt(places.second)], rain: doubles(places.rain), rowRains: flags(places.rowRains) },
    ...{ manning: doubles(places.manning), capacity: doubles(places.capacity), infiltrated: doubles(places.infiltrated) },
    ...{ maximumDepth: doubles(places.maximumDepth), arrival: doubles(places.arrival), maximumHazard: doubles(places.maximumHazard) },
    rowNumbers: [numbersAt(places.firstNumbers), numbersAt(places.secondNumbers)],
    ...{ totals: doubles(places.totals), barrier: new Int32Array(shared.buffer, places.barrier.at, 4) },
  }
}

function newMemory(bytes: number, { rows, columns }: Settings): WebAssembly.Memory {
  const pages = Math.ceil(bytes / pageBytes)
  const gibibytes = `${(bytes / 2 ** 30).toFixed(1)} GiB`
  if (pages > maximumPages) {
    throw new PhdError('RADAR_SOLVER_MEMORY', `A grid of ${rows}x${columns} cells does not fit into the memory of one solver.`, {
      expected: `${(maximumPages * pageBytes) / 2 ** 30} GiB at most`,
      received: gibibytes,
      remedy: 'cut the terrain to the catchment, or take larger cells',
    })
  }
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true })
  } catch (cause) {
    throw new PhdError('RADAR_SOLVER_MEMORY', `There is no memory for a grid of ${rows}x${columns} cells.`, {
      expected: `${gibibytes} of memory, and a limit of address space of 16 GiB or more`,
      received: cause instanceof Error ? cause.message : String(cause),
      remedy: 'raise the limit (ulimit -v), cut the terrain, or take larger cells',
    })
  }
}

/** The inner cells of a field with walls, (y, x). */
export function inner(grid: Grid, field: Float64Array, outside = Number.NaN): Float64Array {
  const { rows, columns, stride, bed } = grid
  const out = new Float64Array(rows * columns)
  for (let y = 0, k = 0; y < rows; y++) {
    for (let x = 0, i = (y + 1) * stride + 1; x < columns; x++, i++, k++) out[k] = bed[i] === wallMetres ? outside : field[i]
  }
  return out
}

/** Fills the cells of the domain; the others stay as they are. */
export function fillInner(grid: Grid, field: Float64Array, values: ArrayLike<number>, scale = 1): void {
  const { rows, columns, stride, bed } = grid
  for (let y = 0, k = 0; y < rows; y++) {
    for (let x = 0, i = (y + 1) * stride + 1; x < columns; x++, i++, k++) if (bed[i] !== wallMetres) field[i] = values[k] * scale
  }
}
