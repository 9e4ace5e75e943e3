/** Where the water is: the published program keeps no account of it. */
import type { HailCaesarMass } from './model.js'
import { noDataMetres, type PaddedGrid } from './padded-grid.js'
import { type Stores, storedMetres } from './stores.js'

export interface Account {
  /** Cells that a zone's rain is counted on: with terrain, without the last row and column, as HAIL-CAESAR counts. */
  countedCells: Float64Array
  /** The zone's other cells, and cells without a zone as one more entry at the end. */
  uncountedCells: Float64Array
  /** Metres that each store let out. */
  releasedMetres: Float64Array
  putMetres: number
  outflowMetres: number
}

export function createAccount({ rows, columns, stride, bed, zone }: PaddedGrid, zones: number): Account {
  const countedCells = new Float64Array(zones)
  const uncountedCells = new Float64Array(zones + 1)
  for (let y = 1; y <= rows; y++) {
    for (let x = 1; x <= columns; x++) {
      const i = y * stride + x
      if (bed[i] === noDataMetres) continue
      if (zone[i] < 0) uncountedCells[zones]++
      else if (y < rows && x < columns) countedCells[zone[i]]++
      else uncountedCells[zone[i]]++
    }
  }
  return { countedCells, uncountedCells, releasedMetres: new Float64Array(zones), putMetres: 0, outflowMetres: 0 }
}

export function massOf(account: Account, stores: Stores, { depth, cellMetres }: PaddedGrid, m: number): HailCaesarMass {
  const cellArea = cellMetres * cellMetres
  let rain = 0
  let uncounted = 0
  let store = 0
  let released = 0
  for (let zone = 0; zone < account.countedCells.length; zone++) {
    const cells = account.countedCells[zone]
    rain += stores.rainMetres[zone] * (cells + account.uncountedCells[zone])
    uncounted += stores.rainMetres[zone] * account.uncountedCells[zone]
    store += storedMetres(stores.j[zone], m) * cells
    released += account.releasedMetres[zone] * cells
  }
  let surface = 0
  for (let i = 0; i < depth.length; i++) surface += depth[i]
  const put = account.putMetres
  return {
    rainCubicMetres: rain * cellArea,
    uncountedRainCubicMetres: uncounted * cellArea,
    storeCubicMetres: store * cellArea,
    releasedCubicMetres: released * cellArea,
    onTheWayCubicMetres: (rain - uncounted - store - released) * cellArea,
    unplacedCubicMetres: (released - put) * cellArea,
    inputCubicMetres: put * cellArea,
    outflowCubicMetres: account.outflowMetres * cellArea,
    surfaceCubicMetres: surface * cellArea,
    errorShare: put === 0 ? 0 : Math.abs(put - account.outflowMetres - surface) / put,
  }
}
