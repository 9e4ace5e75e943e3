/** Reliability diagram: observed share by forecast probability, the diagonal is perfect; points as large as their n. */
import type { Calibration } from '@phd/core'
import type { PictureKind } from './kind.js'
import { counted, decimal, grouped, listed } from './numbers.js'
import { renderVegaLite } from './render.js'
import { good, greys, ptPerMm } from './style.js'

export const calibration: PictureKind = {
  about: 'a reliability diagram',
  options: {},
  draws: (result) => result.shape === 'calibration' && result.bins.length > 0,
  heights(_source, widthMm, { fontPt }) {
    const around = (fontPt * 5) / ptPerMm
    return { minMm: around + widthMm * 0.35, idealMm: around + widthMm * 0.5, maxMm: around + widthMm * 0.9 }
  },
  draw({ result }, size, style) {
    const axis = { tickCount: 5 }
    const x = { field: 'forecast', type: 'quantitative', title: 'forecast probability', scale: { domain: [0, 1] }, axis }
    const y = { field: 'observed', type: 'quantitative', title: 'observed share', scale: { domain: [0, 1] }, axis }
    const diagonal = [0, 1].map((at) => ({ forecast: at, observed: at }))
    const sized = {
      field: 'n',
      type: 'quantitative',
      title: 'n (area)',
      scale: { domain: [0, Math.max(1, ...(result as Calibration).bins.map(({ n }) => n))], range: [0, style.pointArea * 6] },
      legend: { symbolFillColor: good, symbolStrokeWidth: 0, tickCount: 2, format: ',d' },
    }
    const layer = [
      { data: { values: diagonal }, mark: { type: 'line', color: greys[0], strokeDash: [style.fontPt * 0.4, style.fontPt * 0.3] }, encoding: { x, y } },
      { mark: { type: 'line', color: good }, encoding: { x, y } },
      { mark: { type: 'point', filled: true, opacity: 1, color: good }, encoding: { x, y, size: sized } },
    ]
    return renderVegaLite({ data: { values: (result as Calibration).bins }, layer }, size, style)
  },
  alt({ result }) {
    const { bins } = result as Calibration
    const points = bins.map(({ forecast, observed, n }) => `forecast ${decimal(forecast, 2)} observed ${decimal(observed, 2)} (n = ${grouped(n)})`)
    return `Reliability diagram with ${counted(bins.length, 'bin')}: ${listed(points)}.`
  },
}
