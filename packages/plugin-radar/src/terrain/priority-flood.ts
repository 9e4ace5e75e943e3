/**
 * Filling sinks and routing water: priority-flood.
 *
 * Barnes, Lehman and Mulla (2014), Computers & Geosciences 62, 117-127: cells are taken from the edge inward in order of
 * their spill level. Cells beside missing terrain count as edge.
 */
import { SpillQueue } from './spill-queue.js'

export interface Flood {
  /** (y, x) metres: the terrain with every sink filled to its spill level. NaN where missing. */
  filledMetres: Float32Array
  /** Cells in the order in which the flood reached them; missing cells are left out. */
  order: Int32Array
  /** The cell from which the flood reached each cell, -1 at the edge: the way out of flats and sinks. */
  parent: Int32Array
}

export function priorityFlood(heightMetres: Float32Array, height: number, width: number): Flood {
  const filledMetres = new Float32Array(heightMetres.length).fill(Number.NaN)
  const parent = new Int32Array(heightMetres.length).fill(-1)
  const reached = new Uint8Array(heightMetres.length)
  const order: number[] = []
  const queue = new SpillQueue(heightMetres.length)
  const reach = (cell: number, from: number) => {
    reached[cell] = 1
    parent[cell] = from
    filledMetres[cell] = from < 0 ? heightMetres[cell] : Math.max(heightMetres[cell], filledMetres[from])
    queue.push(filledMetres[cell], cell)
  }
  for (let cell = 0; cell < heightMetres.length; cell++) if (Number.isFinite(heightMetres[cell]) && isEdge(heightMetres, height, width, cell)) reach(cell, -1)
  for (let cell = queue.pop(); cell >= 0; cell = queue.pop()) {
    order.push(cell)
    forNeighbours(cell, height, width, (neighbour) => {
      if (!reached[neighbour] && Number.isFinite(heightMetres[neighbour])) reach(neighbour, cell)
    })
  }
  return { filledMetres, order: Int32Array.from(order), parent }
}

/** The eight neighbours that lie inside, with their distance in cells. */
export function forNeighbours(cell: number, height: number, width: number, visit: (neighbour: number, distance: number) => void): void {
  const y = Math.floor(cell / width)
  const x = cell - y * width
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) {
      const inside = y + dy >= 0 && y + dy < height && x + dx >= 0 && x + dx < width
      if (inside && (dx !== 0 || dy !== 0)) visit(cell + dy * width + dx, dx !== 0 && dy !== 0 ? Math.SQRT2 : 1)
    }
  }
}

function isEdge(heightMetres: Float32Array, height: number, width: number, cell: number): boolean {
  let known = 0
  forNeighbours(cell, height, width, (neighbour) => {
    if (Number.isFinite(heightMetres[neighbour])) known++
  })
  return known < 8
}
