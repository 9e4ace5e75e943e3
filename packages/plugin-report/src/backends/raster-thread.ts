/** The thread that draws SVG as PNG. resvg's own PNG of the same pixels takes five times as long for the same size. */
import { Resvg } from '@resvg/resvg-js'
import { encodePng } from '../figures/png.js'
import { answerQuestions } from '../threads/answer.js'
import type { RasterQuestion } from './svg-to-png.js'

const fastLevel = 3

answerQuestions(({ svg, options }: RasterQuestion) => {
  const { pixels, width, height } = new Resvg(lettersInPlace(svg), options).render()
  return encodePng(plainAlpha(pixels), width, height, fastLevel)
})

/** Typst writes each letter once and uses it by name; resvg reads a page in half the time where it stands as a path. */
function lettersInPlace(svg: string): string {
  const outlines = new Map<string, string>()
  const rest = svg.replace(/<symbol id="(\w+)" overflow="visible">\s*<path d="([^"]*)"\s*\/>\s*<\/symbol>/g, (_, id, outline) => {
    outlines.set(id, outline)
    return ''
  })
  return rest.replace(/<use xlink:href="#(\w+)" x="([^"]+)" y="([^"]+)" (fill="[^"]*" fill-rule="\w+")\/>/g, (use, id, x, y, fill) => {
    const outline = outlines.get(id)
    return outline === undefined ? use : `<path d="${outline}" transform="translate(${x} ${y})" ${fill}/>`
  })
}

/** Colours are multiplied by alpha in resvg and are not in PNG; rounded as resvg rounds. */
function plainAlpha(rgba: Uint8Array): Uint8Array {
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = rgba[at + 3]
    if (alpha === 255 || alpha === 0) continue
    for (let channel = at; channel < at + 3; channel++) rgba[channel] = Math.floor(rgba[channel] / (alpha / 255) + 0.5)
  }
  return rgba
}
