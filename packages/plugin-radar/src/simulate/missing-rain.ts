/** What to do where the radar did not see. */
import { PhdError } from '@phd/core'
import type { RainMap } from './rain-map.js'
import type { Stop } from './stops.js'
import { iso } from './timeline.js'

export const missingRainPolicies = ['fail', 'zero', 'previous'] as const
export type MissingRain = (typeof missingRainPolicies)[number]

export interface RainFiller {
  /** The last rate of each rain cell that was seen; NaN where none was. For a checkpoint. */
  readonly lastSeen: Float32Array
  /** Minutes that were filled, as the mean over the cells of terrain under the rain. */
  filledMinutes: number
  /**
   * Rates of a stop with nothing missing under the terrain: of a frame, or where there is none (a gap), `undefined`.
   * RADAR_SIMULATE_MISSING where the policy has no answer.
   */
  fill(frame: Float32Array | undefined, stop: Pick<Stop, 'startMs' | 'endMs' | 'span'>): Float32Array
}

export function createRainFiller(policy: MissingRain, { terrainCellsUnder }: RainMap): RainFiller {
  const lastSeen = new Float32Array(terrainCellsUnder.length).fill(Number.NaN)
  const covered = terrainCellsUnder.reduce((sum, cells) => sum + cells, 0)
  const filler: RainFiller = {
    lastSeen,
    filledMinutes: 0,
    fill(frame, { startMs, endMs, span }) {
      const rates = new Float32Array(terrainCellsUnder.length)
      let missing = 0
      let unanswered = 0
      for (let k = 0; k < rates.length; k++) {
        const rate = frame ? frame[k] : Number.NaN
        if (terrainCellsUnder[k] === 0) {
          if (rate > 0) rates[k] = rate
          continue
        }
        if (Number.isFinite(rate)) {
          checkRate(rate, span)
          rates[k] = rate
          lastSeen[k] = rate
          continue
        }
        missing += terrainCellsUnder[k]
        if (policy === 'previous') rates[k] = lastSeen[k]
        if (policy === 'fail' || Number.isNaN(rates[k])) unanswered += terrainCellsUnder[k]
      }
      if (unanswered > 0) throw missingError(span, unanswered / covered)
      filler.filledMinutes += ((missing / covered) * (endMs - startMs)) / 60_000
      return rates
    },
  }
  return filler
}

function checkRate(rate: number, span: Stop['span']): void {
  if (rate >= 0) return
  throw new PhdError('RADAR_SIMULATE_RAIN', `The rain at ${iso(span.endMs)} is below zero.`, { expected: 'mm/h, 0 or more', received: String(rate) })
}

function missingError({ startMs, endMs }: Stop['span'], share: number): PhdError {
  return new PhdError('RADAR_SIMULATE_MISSING', `Rain is missing from ${iso(startMs)} to ${iso(endMs)}, over ${percent(share)} of the terrain.`, {
    expected: 'an earlier rate to hold, or one in every cell',
    received: 'neither',
    remedy: '--missing-rain zero, or a later --from',
  })
}

export function percent(share: number): string {
  const value = 100 * share
  return `${value === 0 || value >= 0.1 ? value.toFixed(1) : value.toPrecision(1)} %`
}
