/** Where points of a target grid lie in rows and columns of a source grid. */
import { type Grid, isGeographic } from '../raster/index.js'
import { noProjection } from './bounds.js'
import { transformBetween } from './transform.js'

/** (x, y) of the target to (column, row) of the source, counted from the outer edges: cell c spans c to c + 1. */
export function positionIn(source: Grid, target: Grid): (x: number, y: number) => [number, number] {
  const { west, north, cellX, cellY, crs } = source
  if (!crs !== !target.crs) throw noProjection()
  const transform = crs && target.crs ? transformBetween(target.crs, crs) : (x: number, y: number): [number, number] => [x, y]
  const turn = columnsOfTurn(source)
  const margin = (turn - source.columns) / 2
  return (x, y) => {
    const [sourceX, sourceY] = transform(x, y)
    const column = (sourceX - west) / cellX
    return [turn > 0 ? column - turn * Math.floor((column + margin) / turn) : column, (north - sourceY) / cellY]
  }
}

/** Columns once around the earth, where they are degrees of longitude; else 0. */
export function columnsOfTurn({ cellX, crs }: Grid): number {
  return crs && isGeographic(crs) ? 360 / cellX : 0
}
