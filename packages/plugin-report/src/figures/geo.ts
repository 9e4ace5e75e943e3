/**
 * Places by longitude and latitude (WGS 84): area by n, shade by value, with a graticule and a bar of distance.
 *
 * No base map, nothing fetched. A kilometre is as long to the east as to the north in the middle of the map.
 */
import type { Geo } from '@phd/core'
import { type FontMetrics, loadFontMetrics } from '../text/index.js'
import { placeLabels } from './geo-labels.js'
import type { PictureKind } from './kind.js'
import { shortenedAll } from './labels.js'
import { cell, counted, grouped, listed } from './numbers.js'
import { renderVegaLite } from './render.js'
import { type FigureStyle, good, greys, gridColour, ink, ptPerMm } from './style.js'

const kmPerDegree = 111.195
const mostNames = 25

export const geo: PictureKind = {
  about: 'places by longitude and latitude, area by n',
  options: {},
  draws: (result) => result.shape === 'geo' && result.places.length > 0,
  heights(_source, widthMm, { fontPt }) {
    const around = (fontPt * 7) / ptPerMm
    return { minMm: around + widthMm * 0.3, idealMm: around + widthMm * 0.55, maxMm: around + widthMm * 0.9 }
  },
  async draw({ result }, size, style) {
    return renderVegaLite(geoSpec(result as Geo, size, style, await loadFontMetrics()), size, style)
  },
  alt({ result }) {
    const places = [...(result as Geo).places].sort((a, b) => b.n - a.n)
    const shown = places.slice(0, 12).map(({ name, n, value }) => `${name} n = ${grouped(n)}${value === undefined ? '' : `, value ${cell(value)}`}`)
    return `Map of ${counted(places.length, 'place')}: ${listed(shown)}${places.length > 12 ? ' and others' : ''}.`
  },
}

function geoSpec({ places }: Geo, size: { widthMm: number; heightMm: number }, style: FigureStyle, metrics: FontMetrics): object {
  const { fontPt, pointArea, linePt } = style
  const plot = { widthPt: size.widthMm * ptPerMm - fontPt * 5, heightPt: size.heightMm * ptPerMm - fontPt * 7 }
  const { longitude, latitude } = domains(places, plot.widthPt / plot.heightPt)
  const axis = { tickCount: 4, grid: true, gridColor: gridColour, gridDash: [fontPt * 0.15, fontPt * 0.15] }
  const x = { field: 'longitude', type: 'quantitative', title: 'longitude (° east)', scale: { domain: longitude, nice: false }, axis }
  const y = { field: 'latitude', type: 'quantitative', title: 'latitude (° north)', scale: { domain: latitude, nice: false }, axis }
  const greatest = Math.max(1, ...places.map(({ n }) => n))
  const largest = pointArea * 9
  const isNarrow = size.widthMm * ptPerMm < fontPt * 24
  const counts = (isNarrow ? [greatest] : [greatest, greatest / 4]).map(roundDown).filter((n, i, all) => n > 0 && all.indexOf(n) === i)
  const sized = {
    field: 'n',
    type: 'quantitative',
    title: 'n (area)',
    scale: { domain: [0, greatest], range: [0, largest] },
    legend: { values: counts, symbolStrokeWidth: 0, symbolFillColor: greys[0], format: ',d' },
  }
  const shaded = places.every(({ value }) => value !== undefined)
  const colour = shaded
    ? {
        field: 'value',
        type: 'quantitative',
        scale: { range: ['#9CCAE6', '#08306B'] },
        legend: { title: 'value', tickCount: 2, gradientLength: fontPt * 7, gradientThickness: fontPt * 0.8 },
      }
    : { value: good }
  const byN = [...places].sort((a, b) => b.n - a.n)
  const names = shortenedAll(
    byN.map(({ name }) => name),
    24,
  )
  const at = byN.map(({ longitude: lon, latitude: lat, n, name }) => ({
    x: ((lon - longitude[0]) / (longitude[1] - longitude[0])) * plot.widthPt,
    y: ((latitude[1] - lat) / (latitude[1] - latitude[0])) * plot.heightPt,
    radius: Math.sqrt((largest * n) / greatest / Math.PI),
    text: names.get(name) ?? name,
  }))
  const labels = placeLabels(at.slice(0, mostNames), at, { fontPt, ...plot }, metrics)
  const toLon = (pt: number) => longitude[0] + (pt / plot.widthPt) * (longitude[1] - longitude[0])
  const toLat = (pt: number) => latitude[1] - (pt / plot.heightPt) * (latitude[1] - latitude[0])
  const bar = distanceBar(longitude, latitude, plot, fontPt)
  return {
    data: { values: byN.map(({ name, ...place }) => ({ ...place, name: names.get(name) })) },
    layer: [
      { mark: { type: 'point', filled: true, opacity: 0.85, stroke: '#FFFFFF', strokeWidth: linePt * 0.4 }, encoding: { x, y, size: sized, color: colour } },
      {
        data: { values: labels.map(({ x: lx, y: ly, text }) => ({ longitude: toLon(lx), latitude: toLat(ly), text })) },
        mark: { type: 'text', align: 'left', baseline: 'middle' },
        encoding: { x, y, text: { field: 'text' } },
      },
      {
        data: { values: [{ longitude: bar.from, to: bar.to, latitude: bar.at }] },
        mark: { type: 'rule', color: ink, strokeWidth: linePt * 1.2 },
        encoding: { x, x2: { field: 'to' }, y },
      },
      {
        data: { values: [{ longitude: bar.from, latitude: bar.at, text: bar.text }] },
        mark: { type: 'text', align: 'left', baseline: 'bottom', dy: -fontPt * 0.25 },
        encoding: { x, y, text: { field: 'text' } },
      },
    ],
  }
}

/** A round number of kilometres, at most a quarter of the map, in its lower left corner. */
function distanceBar(longitude: number[], latitude: number[], { heightPt }: { heightPt: number }, fontPt: number) {
  const middle = ((latitude[0] + latitude[1]) / 2) * (Math.PI / 180)
  const kmWide = (longitude[1] - longitude[0]) * kmPerDegree * Math.cos(middle)
  const km = roundDown(kmWide / 4)
  const from = longitude[0] + (longitude[1] - longitude[0]) * 0.03
  const at = latitude[0] + ((latitude[1] - latitude[0]) * fontPt * 0.6) / heightPt
  return { from, to: from + ((longitude[1] - longitude[0]) * km) / kmWide, at, text: km >= 1 ? `${grouped(km)} km` : `${Math.round(km * 1000)} m` }
}

/** To 1, 2 or 5 times a power of ten. */
function roundDown(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  const digit = [5, 2, 1].find((n) => n * power <= value * (1 + 1e-9)) ?? 1
  return digit >= 1 && power >= 1 ? digit * power : Number((digit * power).toPrecision(3))
}

/** A box around all places, with room for names. */
function domains(places: Geo['places'], aspect: number): { longitude: number[]; latitude: number[] } {
  const [lons, lats] = [places.map((place) => place.longitude), places.map((place) => place.latitude)]
  const middle = [(Math.min(...lons) + Math.max(...lons)) / 2, (Math.min(...lats) + Math.max(...lats)) / 2]
  const shrink = Math.max(0.1, Math.cos((middle[1] * Math.PI) / 180))
  const east = (Math.max(...lons) - Math.min(...lons)) * shrink
  const north = Math.max(...lats) - Math.min(...lats)
  const half = 0.68 * Math.max(north, east / aspect, 0.02)
  const wide = (half * aspect) / shrink
  return { longitude: [middle[0] - wide, middle[0] + wide], latitude: [middle[1] - half, middle[1] + half] }
}
