/**
 * What stands under a figure that goes out on its own: which runs it is of, and a stamp where the result rests on one seed.
 *
 * Under the picture, not on it: nothing of the data is covered.
 */
import { escapeMarkup, type FontMetrics, wrap } from '../text/index.js'
import type { PrintSize } from './kind.js'
import { ink, ptPerMm } from './style.js'
import { fixed, svgText } from './svg.js'

export interface FrameTexts {
  /** Empty for none. */
  footer: string
  stamp: string
}

const stampColour = '#B3261E'
const lineEm = 1.2

interface FrameLayout {
  footerLines: string[]
  stampPt: number
  heightPt: number
}

function layoutFrame({ footer, stamp }: FrameTexts, widthPt: number, fontPt: number, metrics: FontMetrics): FrameLayout {
  const stampPt = stamp ? metrics.widthEm(stamp, 'bold') * fontPt + fontPt * 0.8 : 0
  const beside = widthPt - (stampPt ? stampPt + fontPt : 0)
  const fitsBeside = beside > widthPt * 0.4
  const footerLines = footer ? wrap(footer, (fitsBeside ? beside : widthPt) / fontPt, metrics) : []
  const rows = fitsBeside ? Math.max(footerLines.length, stamp ? 1 : 0) : footerLines.length + (stamp ? 1.35 : 0)
  return { footerLines, stampPt, heightPt: rows ? fontPt * (rows * lineEm + 0.55) : 0 }
}

/** What is left for the picture. */
export function frameHeightMm(texts: FrameTexts, widthMm: number, fontPt: number, metrics: FontMetrics): number {
  return layoutFrame(texts, widthMm * ptPerMm, fontPt, metrics).heightPt / ptPerMm
}

/** The picture (drawn at `size` less the frame) with its footer, as one SVG of the full size. */
export function framed(picture: string, size: PrintSize, texts: FrameTexts, fontPt: number, metrics: FontMetrics, title: string): string {
  const [widthPt, heightPt] = [size.widthMm * ptPerMm, size.heightMm * ptPerMm]
  const { footerLines, stampPt, heightPt: framePt } = layoutFrame(texts, widthPt, fontPt, metrics)
  const parts = [`<title>${escapeMarkup(title)}</title>`, placed(picture, widthPt, heightPt - framePt)]
  const top = heightPt - framePt + fontPt * 0.3
  footerLines.forEach((line, i) => {
    parts.push(svgText(line, 0, top + fontPt * (0.95 + i * lineEm), fontPt))
  })
  if (texts.stamp) {
    const y = heightPt - fontPt * 1.35 - 0.5
    const box = `<rect x="${fixed(widthPt - stampPt)}" y="${fixed(y)}" width="${fixed(stampPt - 0.5)}" height="${fixed(fontPt * 1.3)}" rx="${fixed(fontPt * 0.2)}" fill="#FFFFFF" stroke="${stampColour}" stroke-width="${fixed(fontPt * 0.09)}"/>`
    const text = svgText(texts.stamp, widthPt - stampPt / 2, y + fontPt * 0.98, fontPt, { anchor: 'middle', bold: true })
    parts.push(box, text.replace(`fill="${ink}"`, `fill="${stampColour}"`))
  }
  const [w, h] = [fixed(widthPt), fixed(heightPt)]
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${w}pt" height="${h}pt" viewBox="0 0 ${w} ${h}">` +
    `${parts.join('')}</svg>`
  )
}

/** A drawing as part of a page, in its own units. */
function placed(svg: string, widthPt: number, heightPt: number): string {
  return svg.replace(/<svg[^>]*>/, (open) => {
    const viewBox = /viewBox="([^"]+)"/.exec(open)?.[1] ?? `0 0 ${fixed(widthPt)} ${fixed(heightPt)}`
    return `<svg x="0" y="0" width="${fixed(widthPt)}" height="${fixed(heightPt)}" viewBox="${viewBox}" preserveAspectRatio="xMidYMid meet">`
  })
}
