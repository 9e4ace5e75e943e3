/** Values as 256 colours: index 0 is missing and transparent, 1 is dry, 2 to 255 go from little to much. */
import type { Quantity } from '../raster/index.js'

export interface ColourScale {
  /** Value of index 2 and of index 255. */
  low: number
  high: number
  /** Rain and water: equal steps are equal factors. */
  logarithmic: boolean
}

/** Light to dark, so that they are in order without colour too. */
const stops: Record<Quantity, string[]> = {
  rain_rate: ['#e3e6f3', '#aeb6dd', '#8083c2', '#6b4fa3', '#4d1d84', '#22043f'],
  water_depth: ['#dcedf7', '#9dcce6', '#4f9fd0', '#1c70b4', '#08306b'],
  elevation: ['#1f4d36', '#5e8a4e', '#b5b26b', '#dccba0', '#faf6ef'],
  other: ['#00204d', '#414d6b', '#7c7b78', '#bcaf6f', '#ffea46'],
}
const dry = [251, 251, 253, 255]
const missing = [0, 0, 0, 0]

export function colourScale(quantity: Quantity, min: number, max: number): ColourScale {
  const logarithmic = quantity === 'rain_rate' || quantity === 'water_depth'
  const low = logarithmic ? (quantity === 'rain_rate' ? 0.1 : 0.01) : min
  return { low, high: max > low ? max : low + 1, logarithmic }
}

export function palette(quantity: Quantity, { logarithmic }: ColourScale): number[][] {
  const ramp = stops[quantity].map((hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)))
  const colours = Array.from({ length: 254 }, (_, i) => {
    const at = (i / 253) * (ramp.length - 1)
    const left = Math.min(ramp.length - 2, Math.floor(at))
    return [...ramp[left].map((from, k) => Math.round(from + (ramp[left + 1][k] - from) * (at - left))), 255]
  })
  return [missing, logarithmic ? dry : colours[0], ...colours]
}

export function indices(values: Float32Array, { low, high, logarithmic }: ColourScale): Uint8Array {
  const scale = logarithmic ? 253 / Math.log(high / low) : 253 / (high - low)
  const out = new Uint8Array(values.length)
  for (let cell = 0; cell < values.length; cell++) {
    const value = values[cell]
    if (Number.isNaN(value)) continue
    const at = scale * (logarithmic ? Math.log(value / low) : value - low)
    out[cell] = value < low ? 1 : 2 + Math.min(253, Math.round(at))
  }
  return out
}
