/** Small pieces of SVG for the pictures that are no charts, and for pictures made of several. */
import { escapeMarkup, officeFamily } from '../text/index.js'
import { ink } from './style.js'

/** `x, y` is the start (or middle, or end) of the baseline, in points. */
export function svgText(text: string, x: number, y: number, sizePt: number, { anchor = 'start', bold = false, rotate = 0 } = {}): string {
  const turn = rotate ? ` transform="rotate(${rotate} ${fixed(x)} ${fixed(y)})"` : ''
  const weight = bold ? ' font-weight="bold"' : ''
  return `<text x="${fixed(x)}" y="${fixed(y)}" font-family="${officeFamily}" font-size="${fixed(sizePt)}px" fill="${ink}" text-anchor="${anchor}"${weight}${turn}>${escapeMarkup(text)}</text>`
}

/** An embedded PNG or JPEG, scaled to the box. */
export function svgImage(data: Uint8Array, mime: string, x: number, y: number, width: number, height: number, fit = 'none'): string {
  const href = `data:${mime};base64,${Buffer.from(data).toString('base64')}`
  return `<image x="${fixed(x)}" y="${fixed(y)}" width="${fixed(width)}" height="${fixed(height)}" preserveAspectRatio="${fit}" xlink:href="${href}"/>`
}

export function svgDocument(widthPt: number, heightPt: number, content: string): string {
  const [w, h] = [Math.round(widthPt), Math.round(heightPt)]
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}">${content}</svg>`
}

export function fixed(value: number): string {
  return String(Math.round(value * 100) / 100)
}
