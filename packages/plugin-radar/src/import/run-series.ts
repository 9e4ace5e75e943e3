/** Rain, or anything else that has times. */
import { type Regridder, regridder } from '../geo/index.js'
import { type Frame, type Grid, sameGrid } from '../raster/index.js'
import { type Variable, variableNames } from '../zarr/index.js'
import { frameFetcher } from './fetch-frames.js'
import { checkStep, fillGaps, gapsOf, stepOf } from './gaps.js'
import { type ImportJob, parametersOf, secondPass, type WrittenSummary } from './job.js'
import { manifestOf } from './manifest.js'
import { mixedGrids } from './mosaic.js'
import type { Selected } from './select.js'
import { seriesOf } from './series.js'
import { targetGrid } from './target.js'
import { utc } from './time.js'
import { transplanted } from './transplant.js'
import { writeSeries } from './write-series.js'

export async function importSeries({ options, inputs, scanned, selected }: ImportJob): Promise<WrittenSummary> {
  const { frames, duplicates } = seriesOf(selected.frames, options)
  const grids = distinctGrids(frames.map(({ on }) => on))
  if (grids.length > 1 && !options.grid) throw mixedGrids(grids[0], grids[1])
  const target = targetGrid(grids[0], options)
  const resampling = options.resampling ?? 'conservative'

  const timesMs = frames.map(({ timeMs }) => timeMs)
  if (options.stepMinutes !== undefined) checkStep(frames, options.stepMinutes)
  const stepMinutes = options.stepMinutes ?? stepOf(timesMs) ?? frames[0].minutes ?? 0
  const gaps = stepMinutes > 0 ? gapsOf(timesMs, stepMinutes) : []
  const outputs = fillGaps(frames, gaps, { treatment: options.gaps, stepMinutes, limitMinutes: options.gapLimitMinutes })
  const filled = (fill: 'interpolated' | 'missing') => outputs.filter((output) => output.fill === fill)
  const span = { first: utc(outputs[0].timeMs), last: utc(outputs[outputs.length - 1].timeMs) }
  const parameters = {
    ...parametersOf(options),
    resampling,
    from: options.fromMs === undefined ? undefined : utc(options.fromMs),
    to: options.toMs === undefined ? undefined : utc(options.toMs),
    gaps: options.gaps,
    ...(options.gaps === 'interpolate' ? { gapLimitMinutes: options.gapLimitMinutes } : {}),
  }
  const manifest = {
    ...manifestOf(scanned, { ...selected, frames }, target, parameters),
    frames: outputs.length,
    ...span,
    stepMinutes,
    duplicates,
    gaps: gaps.map(({ fromMs, toMs, missing }) => ({ from: utc(fromMs), to: utc(toMs), missing })),
    interpolated: filled('interpolated').map(({ timeMs }) => utc(timeMs)),
    masked: filled('missing').length,
  }
  const onto = regridders(target, grids, (grid) => regridder(options.transplant ? transplanted(grid, options.transplant, target) : grid, target, resampling))
  const missing = await writeSeries({
    ...options,
    target,
    outputs,
    manifest,
    variable: variableOf(selected, true),
    attributes: {
      ...(options.transplant ? { comment: 'Rain moved to a place where it did not fall.' } : {}),
      title: `${selected.quantity} from ${scanned.length} file${scanned.length === 1 ? '' : 's'}`,
    },
    open: (wanted) => frameFetcher(inputs, wanted, secondPass(options), onto),
    progress: (done, total) => options.progress?.('frames', done, total),
  })
  return {
    frames: outputs.length,
    grid: target,
    ...span,
    stepMinutes,
    gaps,
    interpolated: filled('interpolated').length,
    masked: filled('missing').length,
    duplicates,
    missingShare: missing / (outputs.length * target.rows * target.columns),
  }
}

export function variableOf({ quantity, units, name }: Selected, inTime: boolean): Variable {
  const known = quantity === 'other' ? name.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '') || 'field' : variableNames[quantity]
  return { name: known, quantity, units, longName: name, inTime }
}

function distinctGrids(all: Grid[]): Grid[] {
  const distinct: Grid[] = []
  let last: Grid | undefined
  for (const grid of all) {
    if (grid !== last && !distinct.some((one) => sameGrid(one, grid))) distinct.push(grid)
    last = grid
  }
  return distinct
}

/** One regridder a source grid, made when the first frame on it comes. */
function regridders(target: Grid, grids: Grid[], make: (grid: Grid) => Regridder): (frame: Frame) => Float32Array {
  const made = new Map<Grid, Regridder>()
  return ({ grid, values }) => {
    const known = grids.find((one) => sameGrid(one, grid)) ?? grid
    if (sameGrid(known, target)) return values
    if (!made.has(known)) made.set(known, make(known))
    return made.get(known)!(values)
  }
}
