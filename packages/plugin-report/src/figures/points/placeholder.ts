/** Where a panel of a chart holds too many marks: a rectangle that Vega places, and that pixels then take the place of. */
import type { Box } from './point-view.js'

/** Colours that nothing else has, one a picture. */
function colourOf(number: number): string {
  return `#01fe${(16 + number).toString(16)}`
}

export function placeholder(number: number, { width, height }: Box): object {
  const encoding = { x: { value: 0 }, x2: { value: width }, y: { value: 0 }, y2: { value: height } }
  return { data: { values: [{}] }, mark: { type: 'rect', color: colourOf(number), opacity: 1, aria: false }, encoding }
}

/** `images[number]` is SVG in the units of its panel. */
export function withPixels(svg: string, images: string[]): string {
  return images.reduce((done, image, number) => done.replace(new RegExp(`<path[^>]*fill="${colourOf(number)}"[^>]*(/>|></path>)`), () => image), svg)
}
