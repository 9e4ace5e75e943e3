/** All slides on one picture, as a chair or a mentor looks them through: one drawing, so that it is rasterised once. */
import { inlinePictures, svgToPng } from '../backends/index.js'
import { ownIds } from '../backends/pictures.js'
import type { LaidSlide } from './layout/index.js'

const widthPx = 1800
const gapPx = 20
const labelPx = 30
const ground = '#E9ECEF'

/** `svgs` are the slides in order, as Typst wrote them. */
export async function overviewPng(slides: LaidSlide[], svgs: string[]): Promise<Uint8Array> {
  const columns = slides.length <= 9 ? 3 : slides.length <= 24 ? 4 : 5
  const [{ page }] = slides
  const eachPx = (widthPx - gapPx * (columns + 1)) / columns
  const tallPx = (eachPx * page.heightMm) / page.widthMm
  const rows = Math.ceil(slides.length / columns)
  const heightPx = Math.ceil(gapPx + rows * (tallPx + labelPx + gapPx))
  const cells = slides.map(({ page: { hidden } }, i) => {
    const [x, y] = [gapPx + (i % columns) * (eachPx + gapPx), gapPx + Math.floor(i / columns) * (tallPx + labelPx + gapPx)]
    const label = `<text x="${round(x)}" y="${round(y + tallPx + 21)}" font-family="Arial" font-size="18" fill="#3A4855">${i + 1}${hidden ? ' (hidden in the show)' : ''}</text>`
    return `<rect x="${round(x)}" y="${round(y)}" width="${round(eachPx)}" height="${round(tallPx)}" fill="#FFFFFF"/>${nested(svgs[i], `s${i}-`, x, y, eachPx, tallPx)}${label}`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${widthPx}" height="${heightPx}" viewBox="0 0 ${widthPx} ${heightPx}">${cells.join('')}</svg>`
  return svgToPng(svg, widthPx, ground)
}

function nested(svg: string, prefix: string, x: number, y: number, width: number, height: number): string {
  const inner = ownIds(inlinePictures(svg), prefix)
  const [, viewBox = ''] = /viewBox="([^"]+)"/.exec(inner) ?? []
  const content = inner.replace(/^[^<]*<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '')
  return `<svg x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" viewBox="${viewBox}">${content}</svg>`
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
