/** Radar cells in cells of the water. */
import { PhdError } from '@phd/core'

/** How many water cells a radar cell is wide. RADAR_SHAPE where it is no whole number, the same along y and x. */
export function radarFactor([rainHeight, rainWidth]: [number, number], [height, width]: [number, number]): number {
  const factor = height / rainHeight
  if (Number.isInteger(factor) && width / rainWidth === factor) return factor
  throw new PhdError('RADAR_SHAPE', 'The radar grid does not divide the water grid.', {
    expected: 'a whole number of water cells to each radar cell, the same along y and x',
    received: `rain ${rainHeight}x${rainWidth}, water ${height}x${width}`,
    remedy: 'regrid the rain before building the dataset',
  })
}
