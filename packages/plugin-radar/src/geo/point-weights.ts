/** Regridding by the centre of each target cell: nearest and bilinear. */
import { type Grid, xOf, yOf } from '../raster/index.js'
import { positionIn } from './positions.js'
import { type Weights, weightsBuilder } from './weights.js'

/** The source cell that holds the centre. */
export function nearestWeights(source: Grid, target: Grid): Weights {
  return byCentre(source, target, (column, row, add) => add(Math.floor(column), Math.floor(row), 1))
}

/** The four source cells around the centre; within half a cell of the source's edge the outer cells alone. */
export function bilinearWeights(source: Grid, target: Grid): Weights {
  const within = (value: number, length: number) => Math.min(length - 1, Math.max(0, value))
  return byCentre(source, target, (column, row, add) => {
    const [left, top] = [Math.floor(column - 0.5), Math.floor(row - 0.5)]
    const [right, down] = [column - 0.5 - left, row - 0.5 - top]
    for (const [y, shareY] of [
      [top, 1 - down],
      [top + 1, down],
    ]) {
      for (const [x, shareX] of [
        [left, 1 - right],
        [left + 1, right],
      ]) {
        if (shareX * shareY > 0) add(within(x, source.columns), within(y, source.rows), shareX * shareY)
      }
    }
  })
}

type Add = (column: number, row: number, share: number) => void

function byCentre(source: Grid, target: Grid, weigh: (column: number, row: number, add: Add) => void): Weights {
  const position = positionIn(source, target)
  const weights = weightsBuilder(target.rows * target.columns)
  const add: Add = (column, row, share) => weights.add(row * source.columns + column, share)
  for (let row = 0; row < target.rows; row++) {
    for (let column = 0; column < target.columns; column++) {
      const [inColumns, inRows] = position(xOf(target, column), yOf(target, row))
      if (inColumns >= 0 && inRows >= 0 && inColumns < source.columns && inRows < source.rows) weigh(inColumns, inRows, add)
      weights.next()
    }
  }
  return weights.whole()
}
