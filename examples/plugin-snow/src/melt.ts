/**
 * Melt of a snow pack by the degree-day method: M = f max(T - T0, 0), in mm of water a day.
 *
 * Hock (2003), Temperature index melt modelling in mountain areas, J. Hydrol. 282, 104-115.
 * The air temperature is a made-up spring: a rise of 0.15 °C a day with 3 °C of daily noise.
 */
import { experiment, normal } from '@phd/core'
import { z } from 'zod'

const params = z.object({
  days: z.int().min(1).default(60).describe('Length of the season in days.'),
  snowMm: z.number().positive().default(400).describe('Snow at the start, in mm of water.'),
  degreeDayMm: z.number().positive().default(4).describe('Melt for each degree above the threshold, in mm a day.'),
  thresholdCelsius: z.number().default(0).describe('Temperature above which snow melts, in °C.'),
})

interface Pack {
  day: number
  snowMm: number
}

/** Snow left after a day at this temperature, and what melted, both in mm of water. */
export function meltDay(snowMm: number, celsius: number, degreeDayMm: number, thresholdCelsius: number): { snowMm: number; meltMm: number } {
  const meltMm = Math.min(snowMm, degreeDayMm * Math.max(celsius - thresholdCelsius, 0))
  return { snowMm: snowMm - meltMm, meltMm }
}

export default experiment({
  about: 'Melt a snow pack by the degree-day method.',
  params,
  async run(phd, { days, snowMm, degreeDayMm, thresholdCelsius }) {
    const pack: Pack = phd.load<Pack>()?.state ?? { day: 0, snowMm }
    while (pack.day < days && !phd.signal.aborted) {
      // A stream of its own for each day: a resumed run draws what it would have drawn.
      const celsius = -5 + 0.15 * pack.day + 3 * normal(phd.random(`weather/${pack.day}`))
      const today = meltDay(pack.snowMm, celsius, degreeDayMm, thresholdCelsius)
      pack.snowMm = today.snowMm
      pack.day += 1
      phd.metric({ day: pack.day, snowMm: pack.snowMm, meltMm: today.meltMm })
      phd.save({ tensors: {}, state: pack })
      phd.progress(pack.day, days)
      await phd.pause()
    }
    phd.result('season', {
      shape: 'table',
      title: 'Snow at the end of the season',
      columns: [
        { key: 'days', label: 'Days', digits: 0 },
        { key: 'snowMm', label: 'Snow left', unit: 'mm', digits: 1 },
      ],
      rows: [{ days: pack.day, snowMm: pack.snowMm }],
    })
    return { days: pack.day, snowMm: pack.snowMm }
  },
})
