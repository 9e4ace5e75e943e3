import { crsOf, type Grid, knownCrs, windowOf } from '@phd/plugin-radar'
import { describe, expect, it } from 'vitest'
import { checkedCells, coveringGrid, parseBounds, windowOfBounds, withCell } from '../../lib/geo/index.js'

const wgs84 = knownCrs['EPSG:4326']
const composite: Grid = { rows: 2175, columns: 1725, west: -405_000, north: 1_550_000, cellX: 1000, cellY: 1000, crs: crsOf('EPSG:27700') }

describe('bounds', () => {
  it('cut the Humber out of the UK composite, where the published crop took another part of England', () => {
    const window = windowOfBounds(composite, parseBounds('54.3646,-1.3788,53.0940,0.5933', wgs84))
    expect(window).toEqual({ row: 1053, rows: 1191 - 1053 + 1, column: 845, columns: 978 - 845 + 1 })
    expect(windowOf(composite, window)).toMatchObject({ west: 440_000, north: 497_000, rows: 139, columns: 134 })
    expect(windowOfBounds(composite, parseBounds('53.0940,0.5933,54.3646,-1.3788', wgs84))).toEqual(window)
  })

  it('take the whole box where asked: its other corners lie three kilometres outside', () => {
    const bounds = parseBounds('54.3646,-1.3788,53.0940,0.5933', wgs84)
    expect(windowOfBounds(composite, bounds, 'box')).toEqual({ row: 1050, rows: 1194 - 1050 + 1, column: 845, columns: 134 })
  })

  it('in metres are the cells they touch, and edges touch no neighbour', () => {
    const own = (text: string) => windowOfBounds(composite, parseBounds(text, undefined))
    expect(own('440000,497000,574000,358000')).toEqual({ row: 1053, rows: 139, column: 845, columns: 134 })
    expect(own('440000,497000,574001,357999')).toEqual({ row: 1053, rows: 140, column: 845, columns: 135 })
    expect(own('-9999999,0,-404500,9999999')).toEqual({ row: 0, rows: 1550, column: 0, columns: 1 })
  })

  it('find longitudes counted from 0 to 360', () => {
    const grid: Grid = { rows: 350, columns: 700, west: 230, north: 55, cellX: 0.1, cellY: 0.1, crs: wgs84 }
    expect(windowOfBounds(grid, parseBounds('40,-100,39,-99', wgs84))).toEqual({ row: 150, rows: 10, column: 300, columns: 10 })
  })

  it.each([
    ['1,2,3', 'EPSG:4326', 'The bounds are not two opposite corners.'],
    ['a,2,3,4', 'EPSG:27700', 'The bounds are not two opposite corners.'],
    ['1,2,,4', 'EPSG:27700', 'The bounds are not two opposite corners.'],
    ['440000,497000,574000,358000', 'EPSG:4326', 'The bounds are not two opposite corners.'],
    ['5,5,5,6', 'EPSG:27700', 'The bounds are not two opposite corners.'],
  ])('%s in %s is refused', (text, crs, message) => {
    expect(() => parseBounds(text, crsOf(crs))).toThrow(message)
  })

  it('outside the grid, or on a grid of unknown projection, are refused', () => {
    expect(() => windowOfBounds(composite, parseBounds('10,100,11,101', wgs84))).toThrow('The bounds and the grid do not meet.')
    expect(() => windowOfBounds({ ...composite, crs: undefined }, parseBounds('54,0,53,1', wgs84))).toThrow('does not say its projection')
  })
})

describe('grids to regrid onto', () => {
  it('keep the corner and cover the extent', () => {
    expect(withCell({ ...composite, rows: 10, columns: 7 }, 3000)).toEqual({ ...composite, rows: 4, columns: 3, cellX: 3000, cellY: 3000 })
    expect(() => withCell({ ...composite, crs: wgs84 }, 3000)).toThrow('Cells of a grid in degrees have no size in metres.')
    expect(() => checkedCells(withCell(composite, 0.1))).toThrow('The cells are too small for the extent.')
  })

  it('of another projection cover the grid, edges at whole cells', () => {
    const grid = coveringGrid(windowOf(composite, { row: 1053, column: 845, rows: 139, columns: 134 }), crsOf('EPSG:32630'), 1000)
    expect(grid.west % 1000).toBe(0)
    expect(grid.north % 1000).toBe(0)
    expect(grid.rows * grid.columns).toBeGreaterThan(139 * 134)
    expect(grid.rows * grid.columns).toBeLessThan(155 * 150)
    expect(() => coveringGrid({ ...composite, crs: undefined }, crsOf('EPSG:32630'))).toThrow('does not say its projection')
    expect(() => coveringGrid(composite, wgs84)).toThrow('the size of the cells has to be said')
  })
})
