/** Terrain that the solver can take: square cells in metres, no holes, not too many. */
import { totalmem } from 'node:os'
import { PhdError } from '@phd/core'
import { isCoarser, regridder } from '../geo/index.js'
import { type Frame, type Grid, isGeographic } from '../raster/index.js'
import { framesIn } from '../readers/index.js'
import { openRasterStore } from '../zarr/index.js'
import { holeCells } from './holes.js'
import { hashOf, isStore } from './input-files.js'
import { percent } from './missing-rain.js'
import type { InputOptions } from './rain-series.js'

export interface Terrain {
  name: string
  grid: Grid
  cellMetres: number
  /** (y, x), NaN outside the domain. */
  elevationMetres: Float32Array
  sha256: string
}

export const holePolicies = ['fail', 'wall'] as const
export type Holes = (typeof holePolicies)[number]

/** With `squares` it is put onto that grid. Errors: those of the store and of the readers, RADAR_SIMULATE_TERRAIN, RADAR_SIMULATE_HOLES, RADAR_SIMULATE_SIZE. */
export async function openTerrain(path: string, holes: Holes, options: InputOptions, squares?: Grid): Promise<Terrain> {
  const given = await openField(path, 'elevation', options)
  const { grid, values } = squares ? onSquares(given, squares) : given
  checkCells(path, grid)
  checkSize(path, grid)
  checkHoles(path, grid, values, holes)
  return { name: path, grid, cellMetres: (grid.cellX + grid.cellY) / 2, elevationMetres: values, sha256: await hashOf([path]) }
}

/** Bilinear; the mean over each square where squares are coarser. */
function onSquares({ grid, values }: { grid: Grid; values: Float32Array }, squares: Grid): { grid: Grid; values: Float32Array } {
  return { grid: squares, values: regridder(grid, squares, isCoarser(squares, grid) ? 'conservative' : 'bilinear')(values) }
}

/** The one field of a quantity in a store or file. RADAR_SIMULATE_TERRAIN where there is none or more than one. */
export async function openField(path: string, quantity: 'elevation' | 'any', { readers, log }: InputOptions): Promise<{ grid: Grid; values: Float32Array }> {
  if (isStore(path)) {
    const store = await openRasterStore(path)
    const variable = quantity === 'any' ? store.variables.find((one) => !one.inTime) : store.variable(quantity)
    if (variable && !variable.inTime) return { grid: store.grid, values: await store.frame(variable.name) }
    throw wrongField(path, 'no field without time')
  }
  const found: Frame[] = []
  for await (const frame of framesIn(path, readers, { log })) if (quantity === 'any' || frame.quantity === quantity) found.push(frame)
  if (found.length !== 1) throw wrongField(path, found.length === 0 ? 'none' : `${found.length} of them`)
  return found[0]
}

function wrongField(path: string, received: string): PhdError {
  return new PhdError('RADAR_SIMULATE_TERRAIN', `${path} does not hold one field to take.`, {
    expected: 'one field',
    received,
    remedy: 'phd radar import makes one of several tiles',
  })
}

function checkCells(path: string, grid: Grid): void {
  const degrees = grid.crs ? isGeographic(grid.crs) : grid.cellX < 0.1 && Math.abs(grid.west) <= 360 && Math.abs(grid.north) <= 90
  const square = Math.abs(grid.cellX - grid.cellY) <= 1e-4 * grid.cellX
  if (!degrees && square) return
  throw new PhdError('RADAR_SIMULATE_TERRAIN', `The cells of ${path} are not squares in metres.`, {
    expected: 'square cells in a projection in metres',
    received: degrees ? `cells of ${grid.cellX} x ${grid.cellY} degrees` : `cells of ${grid.cellX} x ${grid.cellY} m`,
    remedy: `phd radar import ${path} --out terrain.zarr --crs EPSG:326NN puts it on squares of that UTM zone`,
  })
}

/** Solver, tracked fields and outputs, Float64 each. */
const bytesPerCell = 160

export function checkSize(path: string, { rows, columns }: Grid): void {
  const bytes = rows * columns * bytesPerCell
  if (bytes <= 0.8 * totalmem()) return
  const gib = (n: number) => `${(n / 2 ** 30).toFixed(1)} GiB`
  throw new PhdError('RADAR_SIMULATE_SIZE', `${path} is too large to simulate here.`, {
    expected: `at most ${gib(0.8 * totalmem())} of memory`,
    received: `${rows} x ${columns} cells, about ${gib(bytes)}`,
    remedy: 'cut it to the catchment, or take larger cells, with phd radar import --bounds or --grid',
  })
}

function checkHoles(path: string, { rows, columns }: Grid, values: Float32Array, holes: Holes): void {
  const land = values.reduce((count, height) => count + (Number.isFinite(height) ? 1 : 0), 0)
  if (land === 0) throw new PhdError('RADAR_SIMULATE_TERRAIN', `${path} holds no heights.`, { expected: 'metres', received: 'missing cells only' })
  if (holes === 'wall') return
  const inside = holeCells(values, rows, columns)
  if (inside.count === 0) return
  throw new PhdError('RADAR_SIMULATE_HOLES', `${path} has holes: cells without a height inside the terrain.`, {
    expected: 'missing heights only outside, connected to the edge',
    received: `${inside.count} such cells (${percent(inside.count / (rows * columns))}), the first in row ${Math.floor(inside.first / columns)}, column ${inside.first % columns}`,
    remedy: 'fill them, or --holes wall: nothing flows in there, and no rain falls',
  })
}
