/** `none`, `constant:5`, `green-ampt:6.5,166,0.3`. */
import { PhdError } from '@phd/core'
import type { Infiltration } from './losses.js'

/** RADAR_SIMULATE_INFILTRATION where it is none of these. */
export function parseInfiltration(text: string): Infiltration {
  const [kind, list] = text.trim().split(':', 2)
  const numbers = list === undefined ? [] : list.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  const positive = numbers.every((value) => value >= 0 && Number.isFinite(value))
  if (kind === 'none' && list === undefined) return { kind }
  if (kind === 'constant' && numbers.length === 1 && positive) return { kind, mmPerHour: numbers[0] }
  if (kind === 'green-ampt' && numbers.length === 3 && positive && numbers[0] > 0 && numbers[2] <= 1) {
    return { kind, conductivityMmPerHour: numbers[0], suctionMm: numbers[1], moistureDeficit: numbers[2] }
  }
  throw new PhdError('RADAR_SIMULATE_INFILTRATION', 'There is no such infiltration.', {
    expected: 'none, constant:MM_PER_HOUR, or green-ampt:K,PSI,DTHETA with K in mm/h, PSI in mm and DTHETA a share of the volume',
    received: text,
    remedy: 'green-ampt:6.5,166.8,0.3 is a silt loam (Rawls et al. 1983)',
    usage: true,
  })
}
