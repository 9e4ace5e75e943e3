/** What of the rain becomes water on the ground: all of it, or what a TOPMODEL store a rain cell lets out. */
import { mmPerHourPerMetrePerSecond } from './losses.js'
import { initialDischargeMetresPerSecond, topmodelStep } from './topmodel.js'

export type RainMode = { kind: 'direct' } | { kind: 'topmodel'; recessionMetres: number }

export interface RainToRunoff {
  /** Mean rates of the next `seconds` from rates of rain, a rain cell each, mm/h. The array is the same one every time. */
  runoffMmPerHour(rainMmPerHour: ArrayLike<number>, seconds: number): ArrayLike<number>
  /** Discharge of each store, m/s, for a checkpoint; empty for direct rain. */
  readonly discharge: Float64Array
}

export function createRainToRunoff(mode: RainMode, rainCells: number): RainToRunoff {
  if (mode.kind === 'direct') return { runoffMmPerHour: (rain) => rain, discharge: new Float64Array() }
  const discharge = new Float64Array(rainCells).fill(initialDischargeMetresPerSecond)
  const runoff = new Float64Array(rainCells)
  return {
    discharge,
    runoffMmPerHour(rain, seconds) {
      for (let k = 0; k < rainCells; k++) {
        const step = topmodelStep(discharge[k], rain[k] / mmPerHourPerMetrePerSecond, seconds, mode.recessionMetres)
        discharge[k] = step.dischargeMetresPerSecond
        runoff[k] = step.runoffMetresPerSecond * mmPerHourPerMetrePerSecond
      }
      return runoff
    },
  }
}
