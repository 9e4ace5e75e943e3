/** What is followed at every step: the greatest depth, the time of arrival, the greatest hazard of each cell. */
import type { Faces, Grid } from './grid.js'
import type { Settings } from './options.js'
import { cellVelocity } from './velocity.js'

export function trackRow(grid: Grid, set: Settings, faces: Faces, row: number, timeSeconds: number): void {
  const { maximumDepth, arrivalDepthMetres, maximumHazard } = set.track
  if (!(maximumDepth || arrivalDepthMetres || maximumHazard)) return
  const first = row * grid.stride + 1
  for (let i = first; i < first + grid.columns; i++) {
    const h = grid.depth[i]
    if (maximumDepth && h > grid.maximumDepth[i]) grid.maximumDepth[i] = h
    if (arrivalDepthMetres && h >= arrivalDepthMetres && Number.isNaN(grid.arrival[i])) grid.arrival[i] = timeSeconds
    if (maximumHazard && h > set.minimumFlowDepthMetres) {
      const { east, south } = cellVelocity(grid, set, faces, i)
      const hazard = h * Math.sqrt(east * east + south * south)
      if (hazard > grid.maximumHazard[i]) grid.maximumHazard[i] = hazard
    }
  }
}
