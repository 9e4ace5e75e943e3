/** Water that leaves the ground: infiltration and evaporation as one capacity a cell, told apart again afterwards. */
import { type GreenAmptSoil, greenAmptPotential } from './green-ampt.js'

export type Infiltration =
  | { kind: 'none' }
  | { kind: 'constant'; mmPerHour: number }
  | { kind: 'green-ampt'; conductivityMmPerHour: number; suctionMm: number; moistureDeficit: number }

export const mmPerHourPerMetrePerSecond = 3_600_000

export interface Losses {
  /** What the ground and the air can take in the next `seconds`: a rate, or (y, x), mm/h. */
  capacityMmPerHour(seconds: number): number | Float64Array
  /** True where `book` has to know every cell. */
  readonly byCell: boolean
  /** Books what was taken since the start, (y, x) metres, after each advance. */
  book(takenMetres: ArrayLike<number>): void
  /** Of all that was taken, what evaporated: metres over one cell, both. */
  evaporatedOf(takenMetres: number): number
  /** For a checkpoint. */
  state(): { infiltratedMetres: Float64Array; evaporatedMetres: number }
  restore(state: { infiltratedMetres: Float64Array; evaporatedMetres: number; takenMetres: ArrayLike<number> }): void
}

/** Undefined where nothing is ever lost. */
export function createLosses(cells: number, infiltration: Infiltration, evaporationMmPerHour: number): Losses | undefined {
  if (infiltration.kind === 'green-ampt') return greenAmptLosses(cells, infiltration, evaporationMmPerHour)
  const constant = infiltration.kind === 'constant' ? infiltration.mmPerHour : 0
  const all = constant + evaporationMmPerHour
  if (all === 0) return undefined
  return {
    capacityMmPerHour: () => all,
    byCell: false,
    book() {},
    evaporatedOf: (taken) => (taken * evaporationMmPerHour) / all,
    state: () => ({ infiltratedMetres: new Float64Array(), evaporatedMetres: 0 }),
    restore() {},
  }
}

function greenAmptLosses(cells: number, soilOf: Infiltration & { kind: 'green-ampt' }, evaporationMmPerHour: number): Losses {
  const soil: GreenAmptSoil = {
    conductivityMetresPerSecond: soilOf.conductivityMmPerHour / mmPerHourPerMetrePerSecond,
    suctionDeficitMetres: (soilOf.suctionMm / 1000) * soilOf.moistureDeficit,
  }
  const infiltrated = new Float64Array(cells)
  const booked = new Float64Array(cells)
  const capacity = new Float64Array(cells)
  let capacityFor = Number.NaN
  let evaporatedMetres = 0
  const capacityOf = (i: number, seconds: number) => {
    capacity[i] = (greenAmptPotential(soil, infiltrated[i], seconds) / seconds) * mmPerHourPerMetrePerSecond + evaporationMmPerHour
  }
  return {
    capacityMmPerHour(seconds) {
      if (seconds !== capacityFor) for (let i = 0; i < cells; i++) capacityOf(i, seconds)
      capacityFor = seconds
      return capacity
    },
    byCell: true,
    book(taken) {
      for (let i = 0; i < cells; i++) {
        const now = taken[i] - booked[i]
        if (!(now > 0)) continue
        booked[i] = taken[i]
        const evaporated = (now * evaporationMmPerHour) / capacity[i]
        evaporatedMetres += evaporated
        infiltrated[i] += now - evaporated
        capacityOf(i, capacityFor)
      }
    },
    evaporatedOf: () => evaporatedMetres,
    state: () => ({ infiltratedMetres: infiltrated, evaporatedMetres }),
    restore(state) {
      infiltrated.set(state.infiltratedMetres)
      for (let i = 0; i < cells; i++) booked[i] = Number.isFinite(state.takenMetres[i]) ? state.takenMetres[i] : 0
      evaporatedMetres = state.evaporatedMetres
      capacityFor = Number.NaN
    },
  }
}
