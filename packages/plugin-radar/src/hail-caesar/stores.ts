/**
 * Runoff from TOPMODEL stores, one a zone (Beven and Kirkby 1979, Hydrol. Sci. Bull. 24, 43-69; the closed forms of Coulthard
 * et al. 2002, Earth Surf. Process. Landforms 27, 269-288).
 *
 *     dj/dt = j (r - j) / m;   R = the mean of j over a minute, m/s;   j starts at 1e-9
 *
 * A minute of the stores is reckoned two ahead of the clock, with the rain of its own minute. The rate that is let out
 * between two minutes is R_old + (R_new - R_old) (2 - t) / 2, t minutes before the next reckoning.
 *
 * What is stored follows from the equation: m d(ln j)/dt = r - j, so that a store has gained m ln(j / 1e-9) metres.
 */
const startRate = 1e-9
const stepSeconds = 60

export interface Stores {
  /** m/s by zone: the state of the store, R of the last two minutes, and the rate let out now. */
  j: Float64Array
  before: Float64Array
  after: Float64Array
  rate: Float64Array
  /** Metres of rain taken in, by zone. */
  rainMetres: Float64Array
  /** Minutes that are reckoned, less one. */
  minute: number
}

export function createStores(zones: number): Stores {
  const zeros = () => new Float64Array(zones)
  return { j: zeros().fill(startRate), before: zeros(), after: zeros(), rate: zeros(), rainMetres: zeros(), minute: -1 }
}

/** One minute of rain, mm/h by zone. */
export function reckonMinute(stores: Stores, rainMmPerHour: ArrayLike<number>, m: number): void {
  const { j, before, after, rainMetres } = stores
  for (let zone = 0; zone < j.length; zone++) {
    const r = rainMmPerHour[zone] / 3_600_000
    const j0 = j[zone]
    before[zone] = after[zone]
    if (r === 0) {
      const grown = 1 + (j0 * stepSeconds) / m
      j[zone] = j0 / grown
      after[zone] = (m / stepSeconds) * Math.log(grown)
    } else {
      j[zone] = r / (((r - j0) / j0) * Math.exp((-r * stepSeconds) / m) + 1)
      after[zone] = (m / stepSeconds) * Math.log((r - j0 + j0 * Math.exp((r * stepSeconds) / m)) / r)
      if (after[zone] < 0) after[zone] = 0
      rainMetres[zone] += r * stepSeconds
    }
  }
}

/** Sets the rates for a time; answers the greatest. */
export function letOut({ before, after, rate, minute }: Stores, clockMinute: number): number {
  const share = (2 - (minute - clockMinute)) / 2
  let most = 0
  for (let zone = 0; zone < rate.length; zone++) {
    rate[zone] = before[zone] + (after[zone] - before[zone]) * share
    if (rate[zone] > most) most = rate[zone]
  }
  return most
}

/** Metres gained by a store since the start. */
export function storedMetres(j: number, m: number): number {
  return m * Math.log(j / startRate)
}
