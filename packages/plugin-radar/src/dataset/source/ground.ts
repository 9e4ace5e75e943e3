/** The ground that rain, water and terrain share, in the cells of each. */
import { PhdError } from '@phd/core'
import { type Grid, type GridWindow, gridBounds } from '../../raster/index.js'
import type { StoreWindows } from './source.js'

interface Ground {
  windows: StoreWindows
  /** A line where cells of the water had to be left out. */
  note?: string
}

const tolerance = 1e-3

/**
 * The largest part of the water of whole radar cells that rain and terrain cover.
 *
 * Errors: RADAR_GRID where projections differ, cells of the radar are no whole number of cells of the water, edges do not
 * meet, terrain has other cells than water, or nothing is shared.
 */
export function commonGround(rain: Grid, water: Grid, terrain: Grid, names: { rain: string; water: string; terrain: string }): Ground {
  sameProjection(rain, water, names.rain, names.water)
  sameProjection(terrain, water, names.terrain, names.water)
  const factor = wholeFactor(rain, water)
  if (!nearlyWhole(terrain.cellX / water.cellX - 1) || Math.round(terrain.cellX / water.cellX) !== 1) {
    throw unfit('The terrain has other cells than the water.', `cells of ${water.cellX}`, `cells of ${terrain.cellX}`)
  }
  // Everything in cells of the water, from its north-west corner.
  const along = (grid: Grid, name: string) => {
    const [column, row] = [(grid.west - water.west) / water.cellX, (water.north - grid.north) / water.cellY]
    if (!nearlyWhole(column) || !nearlyWhole(row)) {
      throw unfit(
        `The edges of the cells of ${name} do not meet those of the water.`,
        `a corner whole cells of ${water.cellX} from the water's`,
        `${column.toFixed(3)} cells east, ${row.toFixed(3)} south`,
      )
    }
    return { column: Math.round(column), row: Math.round(row) }
  }
  const [rainAt, terrainAt] = [along(rain, names.rain), along(terrain, names.terrain)]
  const rows = span(water.rows, rainAt.row, rain.rows, factor, terrainAt.row, terrain.rows)
  const columns = span(water.columns, rainAt.column, rain.columns, factor, terrainAt.column, terrain.columns)
  if (rows.length <= 0 || columns.length <= 0) {
    const of = (grid: Grid) =>
      Object.entries(gridBounds(grid))
        .map(([edge, at]) => `${edge} ${at}`)
        .join(', ')
    throw unfit('Rain, water and terrain have no ground in common.', `ground inside ${of(water)}`, `rain ${of(rain)}; terrain ${of(terrain)}`)
  }
  const window: GridWindow = { row: rows.start, column: columns.start, rows: rows.length, columns: columns.length }
  const trimmed = rows.length < water.rows || columns.length < water.columns
  return {
    windows: {
      water: window,
      rain: {
        row: (rows.start - rainAt.row) / factor,
        column: (columns.start - rainAt.column) / factor,
        rows: rows.length / factor,
        columns: columns.length / factor,
      },
      terrain: { ...window, row: rows.start - terrainAt.row, column: columns.start - terrainAt.column },
    },
    ...(trimmed && {
      note: `Of the ${water.rows}x${water.columns} cells of ${names.water} ${rows.length}x${columns.length} are used: whole radar cells that rain and terrain cover.`,
    }),
  }
}

/** Whole radar cells inside all three, along one axis. */
function span(water: number, rainAt: number, rain: number, factor: number, terrainAt: number, terrain: number): { start: number; length: number } {
  const from = Math.max(0, terrainAt, rainAt)
  const to = Math.min(water, terrainAt + terrain, rainAt + rain * factor)
  const start = rainAt + Math.ceil((from - rainAt) / factor) * factor
  return { start, length: Math.floor((to - start) / factor) * factor }
}

function wholeFactor(rain: Grid, water: Grid): number {
  const [x, y] = [rain.cellX / water.cellX, rain.cellY / water.cellY]
  const factor = Math.round(x)
  if (factor >= 1 && Math.abs(x - factor) <= tolerance && Math.abs(y - factor) <= tolerance) return factor
  throw unfit(
    'The radar grid does not divide the water grid.',
    'a whole number of water cells to each radar cell, the same along y and x',
    `radar cells of ${rain.cellX}x${rain.cellY}, water cells of ${water.cellX}x${water.cellY}`,
  )
}

function nearlyWhole(cells: number): boolean {
  return Math.abs(cells - Math.round(cells)) <= tolerance * 10
}

function sameProjection(a: Grid, b: Grid, nameOfA: string, nameOfB: string): void {
  const same = !a.crs || !b.crs || a.crs.projection === b.crs.projection || (a.crs.name !== undefined && a.crs.name === b.crs.name)
  if (!same) throw unfit(`${nameOfA} and ${nameOfB} lie in two projections.`, b.crs?.projection ?? '', a.crs?.projection ?? '')
}

function unfit(message: string, expected: string, received: string): PhdError {
  return new PhdError('RADAR_GRID', message, { expected, received, remedy: 'import the rain onto the grid of the terrain: phd radar import … --grid TERRAIN' })
}
