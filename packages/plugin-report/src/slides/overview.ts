/** All slides on one picture, as a chair or a mentor looks them through. */
import { inlinePictures, svgToPng } from '../backends/index.js'
import type { LaidSlide } from './layout/index.js'

const widthPx = 1800
const gapPx = 20
const labelPx = 30
const ground = '#E9ECEF'

/** `svgs` are the slides in order, as Typst wrote them. Each is rasterised small: as parts of one drawing each would take a layer of its size. */
export async function overviewPng(slides: LaidSlide[], svgs: string[], colour: string): Promise<Uint8Array> {
  const columns = slides.length <= 9 ? 3 : slides.length <= 24 ? 4 : 5
  const [{ page }] = slides
  const eachPx = (widthPx - gapPx * (columns + 1)) / columns
  const tallPx = (eachPx * page.heightMm) / page.widthMm
  const rows = Math.ceil(slides.length / columns)
  const heightPx = Math.ceil(gapPx + rows * (tallPx + labelPx + gapPx))
  const pictures = await Promise.all(svgs.map((svg) => svgToPng(inlinePictures(svg), Math.ceil(eachPx), colour)))
  const cells = slides.map(({ page: { hidden } }, i) => {
    const [x, y] = [gapPx + (i % columns) * (eachPx + gapPx), gapPx + Math.floor(i / columns) * (tallPx + labelPx + gapPx)]
    const label = `<text x="${round(x)}" y="${round(y + tallPx + 21)}" font-family="Arial" font-size="18" fill="#3A4855">${i + 1}${hidden ? ' (hidden in the show)' : ''}</text>`
    const data = Buffer.from(pictures[i]).toString('base64')
    return `<image x="${Math.round(x)}" y="${Math.round(y)}" width="${Math.ceil(eachPx)}" height="${round(tallPx)}" href="data:image/png;base64,${data}"/>${label}`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${widthPx}" height="${heightPx}" viewBox="0 0 ${widthPx} ${heightPx}">${cells.join('')}</svg>`
  return svgToPng(svg, widthPx, ground)
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
