/** The rectangle around a rectangle of another projection. */
import type { Transform } from './transform.js'

export interface Extent {
  west: number
  south: number
  east: number
  north: number
}

const pointsAnEdge = 64

/** Edges are followed at 64 points each, because a straight edge is a curve elsewhere. Points out of reach are left out. */
export function extentIn({ west, south, east, north }: Extent, transform: Transform): Extent {
  const around: Extent = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  const take = (x: number, y: number) => {
    const [toX, toY] = transform(x, y)
    if (!Number.isFinite(toX) || !Number.isFinite(toY)) return
    around.west = Math.min(around.west, toX)
    around.east = Math.max(around.east, toX)
    around.south = Math.min(around.south, toY)
    around.north = Math.max(around.north, toY)
  }
  for (let i = 0; i <= pointsAnEdge; i++) {
    const x = west + ((east - west) * i) / pointsAnEdge
    const y = south + ((north - south) * i) / pointsAnEdge
    take(x, north)
    take(x, south)
    take(west, y)
    take(east, y)
  }
  return around
}
