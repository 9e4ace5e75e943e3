/** Terrain, or anything else without times: tiles into one field. */
import { isCoarser, regridder } from '../geo/index.js'
import { sameGrid } from '../raster/index.js'
import { createRasterStore } from '../zarr/index.js'
import { frameFetcher } from './fetch-frames.js'
import { type ImportJob, parametersOf, secondPass, type WrittenSummary } from './job.js'
import { manifestOf } from './manifest.js'
import { missingCells } from './missing.js'
import { emptyMosaic, layTile, neededPart, unionGrid } from './mosaic.js'
import { variableOf } from './run-series.js'
import { throwIfStopped } from './stop.js'
import { targetGrid } from './target.js'

export async function importField({ options, inputs, scanned, selected }: ImportJob): Promise<WrittenSummary> {
  const { overlaps, signal } = options
  const union = unionGrid(selected.frames.map(({ on }) => on))
  const target = targetGrid(union, options)
  const resampling = options.resampling ?? (selected.quantity === 'elevation' && !isCoarser(target, union) ? 'bilinear' : 'conservative')
  const native = neededPart(union, target)
  const mosaic = emptyMosaic(native)

  const fetcher = frameFetcher(inputs, selected.frames, secondPass(options), ({ values }) => values)
  try {
    for (const [done, frame] of selected.frames.entries()) {
      throwIfStopped(signal)
      layTile(mosaic, native, { grid: frame.on, values: await fetcher.fetch(frame), path: frame.path }, overlaps)
      options.progress?.('frames', done + 1, selected.frames.length)
    }
  } finally {
    await fetcher.close()
  }
  const values = sameGrid(native, target) ? mosaic.values : regridder(native, target, resampling)(mosaic.values)

  const manifest = {
    ...manifestOf(scanned, selected, target, { ...parametersOf(options), resampling, overlaps }),
    tiles: selected.frames.length,
    overlappingCells: mosaic.overlapping,
    differingCells: mosaic.differing,
  }
  const variable = variableOf(selected, false)
  const attributes = { title: `${selected.quantity} from ${selected.frames.length} tile${selected.frames.length === 1 ? '' : 's'}` }
  const writer = await createRasterStore(options.out, { grid: target, variables: [variable], manifest, attributes, force: options.force })
  try {
    await writer.write(variable.name, values)
    await writer.close(manifest)
  } catch (error) {
    await writer.abort()
    throw error
  }
  return {
    frames: selected.frames.length,
    grid: target,
    gaps: [],
    interpolated: 0,
    masked: 0,
    duplicates: 0,
    missingShare: missingCells(values) / values.length,
  }
}
