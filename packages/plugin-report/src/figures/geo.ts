/** Places by longitude and latitude (WGS 84), as large as their n, shaded by their value; no base map, nothing fetched. */
import type { Geo } from '@phd/core'
import type { PictureKind } from './kind.js'
import { cell, counted, listed } from './numbers.js'
import { renderVegaLite } from './render.js'
import { good, ink } from './style.js'

export const geo: PictureKind = {
  about: 'places by longitude and latitude',
  draws: (result) => result.shape === 'geo' && result.places.length > 0,
  heights: (_source, widthMm) => ({ minMm: widthMm * 0.4, idealMm: widthMm * 0.6, maxMm: widthMm * 0.9 }),
  draw({ result }, size, style) {
    const { places } = result as Geo
    const { longitude, latitude } = domains(places, size.widthMm / size.heightMm)
    const x = { field: 'longitude', type: 'quantitative', title: 'longitude (° east)', scale: { domain: longitude, nice: false }, axis: { tickCount: 4 } }
    const y = { field: 'latitude', type: 'quantitative', title: 'latitude (° north)', scale: { domain: latitude, nice: false }, axis: { tickCount: 4 } }
    const sized = {
      field: 'n',
      type: 'quantitative',
      title: 'n',
      scale: { range: [style.pointArea, style.pointArea * 10] },
      legend: { symbolStrokeWidth: 0, symbolFillColor: good, tickCount: 2 },
    }
    const shaded = places.every(({ value }) => value !== undefined)
    const colour = shaded
      ? {
          field: 'value',
          type: 'quantitative',
          scale: { range: ['#9CCAE6', '#08306B'] },
          legend: { title: 'value', tickCount: 2, gradientLength: style.fontPt * 8, gradientThickness: style.fontPt * 0.8 },
        }
      : { value: good }
    return renderVegaLite(
      {
        data: { values: places },
        encoding: { x, y },
        layer: [
          { mark: { type: 'point', filled: true, opacity: 0.85, stroke: ink }, encoding: { size: sized, color: colour } },
          { mark: { type: 'text', dy: -style.fontPt * 1.5 }, encoding: { text: { field: 'name' } } },
        ],
      },
      size,
      style,
    )
  },
  alt({ result }) {
    const { places } = result as Geo
    const shown = places.slice(0, 12).map(({ name, n, value }) => `${name} n = ${n}${value === undefined ? '' : `, value ${cell(value)}`}`)
    return `Map of ${counted(places.length, 'place')}: ${listed(shown)}${places.length > 12 ? ' and others' : ''}.`
  },
}

/** A box around all places in which a kilometre is as long to the east as to the north, with room for names. */
function domains(places: Geo['places'], aspect: number): { longitude: number[]; latitude: number[] } {
  const [lons, lats] = [places.map((place) => place.longitude), places.map((place) => place.latitude)]
  const middle = [(Math.min(...lons) + Math.max(...lons)) / 2, (Math.min(...lats) + Math.max(...lats)) / 2]
  const shrink = Math.max(0.1, Math.cos((middle[1] * Math.PI) / 180))
  const east = (Math.max(...lons) - Math.min(...lons)) * shrink
  const north = Math.max(...lats) - Math.min(...lats)
  const half = 0.65 * Math.max(north, east / aspect, 0.05)
  const wide = (half * aspect) / shrink
  return { longitude: [middle[0] - wide, middle[0] + wide], latitude: [middle[1] - half, middle[1] + half] }
}
