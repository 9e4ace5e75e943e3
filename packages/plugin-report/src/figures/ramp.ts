/**
 * Colour ramps of raster panels, one for each palette of core, each monotone in lightness (error: from the middle out).
 *
 * Missing values are grey. `mask` has two colours and no ramp.
 */
import type { Palette } from '@phd/core'

export const missingColour = '#B8B8B8'

const stops: Record<Palette, string[]> = {
  rain: ['#FBFBFD', '#C9CFE8', '#8F93CB', '#6B4FA3', '#3B0F70'],
  terrain: ['#1F4D36', '#5E8A4E', '#B5B26B', '#DCCBA0', '#FAF6EF'],
  water: ['#F4F9FC', '#B9DCEF', '#62ADD8', '#1C70B4', '#08306B'],
  probability: ['#00204D', '#414D6B', '#7C7B78', '#BCAF6F', '#FFEA46'],
  error: ['#D55E00', '#F2B48C', '#F7F7F7', '#8CC0E3', '#0072B2'],
  mask: ['#ECEFF1', '#0072B2'],
}

type Rgb = [number, number, number]

/** Red, green, blue in 0..255 at `position` in 0..1. */
export function rampColour(palette: Palette, position: number): Rgb {
  const colours = stops[palette] ?? stops.water
  if (!Number.isFinite(position)) return parse(missingColour)
  const at = Math.min(1, Math.max(0, position))
  if (palette === 'mask') return parse(colours[at < 0.5 ? 0 : 1])
  const scaled = at * (colours.length - 1)
  const i = Math.min(colours.length - 2, Math.floor(scaled))
  const [a, b] = [parse(colours[i]), parse(colours[i + 1])]
  return [0, 1, 2].map((k) => Math.round(a[k] + (b[k] - a[k]) * (scaled - i))) as Rgb
}

/** `count` colours of a ramp from its one end to the other, and a free place behind them: a palette for whole panels. */
export function rampTable(palette: Palette, count: number): Uint8Array {
  return Uint8Array.from([...Array.from({ length: count }, (_, i) => rampColour(palette, i / (count - 1))), [0, 0, 0]].flat())
}

function parse(hex: string): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb
}
