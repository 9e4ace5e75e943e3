/** What a sequence of rain is like, in a dozen numbers, for real and for synthetic rain alike. */
import { shiftBetween } from './advection.js'
import { addPairs, type Covariance, correlation, foldingLag, logRate, noCovariance } from './correlation.js'
import { createMarginal } from './marginal.js'

export interface RainStatistics {
  frames: number
  wetShare: number
  /** Of wet cells, mm/h. */
  wetMeanMmPerHour: number
  p95MmPerHour: number
  p99MmPerHour: number
  maximumMmPerHour: number
  /** Where the autocorrelation falls to 1/e: of log rates (areas of rain) and of rates (cells in them). */
  areaKilometres: number
  areaMinutes: number
  cellKilometres: number
  cellMinutes: number
  /** Correlation of log rates one frame later, moved along. */
  movedCorrelation: number
  advectionMetresPerSecond: number
  /** Where it comes from, degrees clockwise from north. */
  advectionFromDegrees: number
}

const spaceLagsKilometres = 80
const timeLagFrames = 36
const fastestMetresPerSecond = 35

/** Frames (y, x) mm/h, NaN missing, one after the other at `minutes`. Memory: three dozen frames. */
export async function rainStatistics(
  frames: AsyncIterable<Float32Array> | Iterable<Float32Array>,
  columns: number,
  cellMetres: number,
  minutes: number,
): Promise<RainStatistics> {
  const marginal = createMarginal()
  const spaceStep = Math.max(1, Math.round(1000 / cellMetres))
  const lags = Math.floor((spaceLagsKilometres * 1000) / cellMetres / spaceStep)
  const [areaSpace, cellSpace] = [0, 1].map(() => Array.from({ length: lags }, noCovariance))
  const [areaTime, cellTime] = [0, 1].map(() => Array.from({ length: timeLagFrames }, noCovariance))
  const reach = Math.ceil((fastestMetresPerSecond * minutes * 60) / cellMetres)
  const before: { log: Float32Array; rate: Float32Array }[] = []
  let [count, moved, movedCorrelation, east, south] = [0, 0, 0, 0, 0]
  for await (const frame of frames) {
    count++
    marginal.add(frame)
    const log = logRate(frame)
    addSpace(areaSpace, log, columns, spaceStep)
    addSpace(cellSpace, frame, columns, spaceStep)
    for (const [lag, earlier] of before.entries()) {
      addPairs(areaTime[lag], earlier.log, log, columns, 0, 0, 2)
      addPairs(cellTime[lag], earlier.rate, frame, columns, 0, 0, 2)
    }
    const shift = before.length > 0 ? shiftBetween(before[0].log, log, columns, reach) : undefined
    if (shift) {
      moved++
      movedCorrelation += shift.correlation
      east += shift.east
      south += shift.south
    }
    before.unshift({ log, rate: frame })
    if (before.length > timeLagFrames) before.pop()
  }
  const perSecond = cellMetres / (minutes * 60) / Math.max(1, moved)
  return {
    frames: count,
    wetShare: marginal.wetShare(),
    wetMeanMmPerHour: marginal.wetMean(),
    p95MmPerHour: marginal.wetQuantile(0.95),
    p99MmPerHour: marginal.wetQuantile(0.99),
    maximumMmPerHour: marginal.maximum(),
    areaKilometres: foldingLag(areaSpace.map(correlation), (spaceStep * cellMetres) / 1000),
    areaMinutes: foldingLag(areaTime.filter(used).map(correlation), minutes),
    cellKilometres: foldingLag(cellSpace.map(correlation), (spaceStep * cellMetres) / 1000),
    cellMinutes: foldingLag(cellTime.filter(used).map(correlation), minutes),
    movedCorrelation: movedCorrelation / moved,
    advectionMetresPerSecond: Math.hypot(east, south) * perSecond,
    advectionFromDegrees: ((Math.atan2(-east, south) * 180) / Math.PI + 360) % 360,
  }
}

/** Along rows and along columns. */
function addSpace(space: Covariance[], log: Float32Array, columns: number, step: number): void {
  for (const [i, to] of space.entries()) {
    const lag = (i + 1) * step
    if (lag >= columns || lag >= log.length / columns) break
    addPairs(to, log, log, columns, 0, lag, 2)
    addPairs(to, log, log, columns, lag, 0, 2)
  }
}

const used = ({ pairs }: Covariance) => pairs > 0
