/** The grid of a raster that is there: `--grid FILE`. */
import { PhdError } from '@phd/core'
import type { Crs, Grid } from '../raster/index.js'
import type { NamedReader } from '../readers/index.js'
import { openRasterStore } from '../zarr/index.js'
import { inputFrames } from './frames.js'
import { expandInputs } from './inputs.js'

/** Of a store, or of the first field of a file. `crs` where it does not say it. RADAR_INPUT_NONE and the readers' errors. */
export async function gridOf(path: string, readers: NamedReader[], crs?: Crs): Promise<Grid> {
  const [input] = await expandInputs([path])
  const declared = (grid: Grid) => (grid.crs || !crs ? grid : { ...grid, crs })
  if (input.store) return declared((await openRasterStore(path)).grid)
  for await (const { frame } of inputFrames(input, { readers, crs })) return frame.grid
  throw new PhdError('RADAR_FIELD_MISSING', `${path} holds no field to take a grid from.`, { expected: 'a raster', received: 'no fields at all', usage: true })
}
