/**
 * What the rain of a kind of storm is like. Calibrated to radar composites of 1 km and 5 minutes: see
 * docs/results/synthetic-rain.md for the real sequences and what the synthetic ones come to.
 */
export const stormKinds = ['convective', 'stratiform', 'mixed'] as const
export type StormKind = (typeof stormKinds)[number]

export interface RainClimate {
  /** Of the cells, at 0.1 mm/h. */
  wetShare: number
  /** Rates of areas: scale e^power, mm/h, where e is minus the log of the share of wet cells with more. */
  scaleMmPerHour: number
  power: number
  /** Rates of areas are multiplied by a log-normal field of cells with this deviation of the logarithm and mean 1. */
  cellDeviation: number
  areaKilometres: number
  areaMinutes: number
  cellKilometres: number
  cellMinutes: number
  /** Of the variance that says what is wet, the part that the cells have: ragged edges. */
  raggedShare: number
  maximumMmPerHour: number
  /** Of the drift, drawn evenly. */
  slowestMetresPerSecond: number
  fastestMetresPerSecond: number
}

export const climates: Record<Exclude<StormKind, 'mixed'>, RainClimate> = {
  convective: {
    ...{ wetShare: 0.15, scaleMmPerHour: 1.35, power: 0.95, cellDeviation: 0.9, maximumMmPerHour: 120 },
    ...{ areaKilometres: 75, areaMinutes: 900, cellKilometres: 6, cellMinutes: 60, raggedShare: 0.06 },
    ...{ slowestMetresPerSecond: 5, fastestMetresPerSecond: 12 },
  },
  stratiform: {
    ...{ wetShare: 0.2, scaleMmPerHour: 1.2, power: 1, cellDeviation: 0.45, maximumMmPerHour: 60 },
    ...{ areaKilometres: 50, areaMinutes: 900, cellKilometres: 8, cellMinutes: 90, raggedShare: 0.06 },
    ...{ slowestMetresPerSecond: 8, fastestMetresPerSecond: 25 },
  },
}

/** Rate of a wet cell where the share `above` of the wet cells lies in wetter areas, and `cell` standard deviations of the cells. */
export function wetRate({ scaleMmPerHour, power, cellDeviation, maximumMmPerHour }: RainClimate, above: number, cell: number): number {
  const area = scaleMmPerHour * (-Math.log(Math.max(above, 1e-12))) ** power
  return Math.min(maximumMmPerHour, 0.1 + area * Math.exp(cellDeviation * cell - (cellDeviation * cellDeviation) / 2))
}
