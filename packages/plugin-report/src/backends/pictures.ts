/** The pictures of a layout, drawn at their printed size; SVG to PNG with the shipped font. */
import type { Drawing } from '../figures/index.js'
import { figureStyle, isTableKind } from '../figures/index.js'
import type { LayoutModel, PictureBox } from '../layout/index.js'
import { fontFiles, officeFamily, shippedFamily } from '../text/index.js'

export type Drawings = Map<PictureBox, Drawing>

export function picturesOf({ boxes }: LayoutModel): PictureBox[] {
  return boxes.filter((box) => box.kind === 'picture')
}

export async function drawPictures(layout: LayoutModel): Promise<Drawings> {
  const drawings: Drawings = new Map()
  for (const box of picturesOf(layout)) {
    const { kind, source, options } = box.figure
    if (isTableKind(kind)) continue
    drawings.set(box, await kind.draw(source, { widthMm: box.widthMm, heightMm: box.heightMm }, figureStyle(box.fontPt), options))
  }
  return drawings
}

/** SVG files name Arial, which viewers have; our renderers have Arimo. */
export function withShippedFont(svg: string): string {
  return svg.replaceAll(`font-family="${officeFamily}"`, `font-family="${shippedFamily}"`)
}

/**
 * SVG pictures inside an SVG page as part of the page: resvg draws neither text nor images of a picture in a picture.
 * Ids are kept apart by the picture's number.
 */
export function inlinePictures(svg: string): string {
  let count = 0
  return svg.replace(/<image([^>]*?)(?:xlink:)?href="data:image\/svg\+xml;base64,([^"]+)"([^>]*)\/?>(?:<\/image>)?/g, (_, before, data, after) => {
    const number = count++
    const inner = Buffer.from(data, 'base64')
      .toString('utf8')
      .replace(/\bid="/g, `id="i${number}-`)
      .replace(/url\(#/g, `url(#i${number}-`)
    const [, viewBox = ''] = /viewBox="([^"]+)"/.exec(inner) ?? []
    const attributes = `${before}${after}`
    const [transform = ''] = /transform="[^"]*"/.exec(attributes) ?? []
    const [width = '', height = ''] = [/ width="[^"]*"/, / height="[^"]*"/].map((name) => name.exec(attributes)?.[0] ?? '')
    const opened = inner.replace(
      /^[^<]*<svg[^>]*>/,
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="${viewBox}" preserveAspectRatio="none"${width}${height}>`,
    )
    return `<g ${transform}>${opened}</g>`
  })
}

/** `widthPx` wide, transparent where no background is given. No font of the system is looked at. */
export async function svgToPng(svg: string, widthPx: number, background?: string): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js')
  const font = { loadSystemFonts: false, fontFiles: Object.values(fontFiles()), defaultFontFamily: shippedFamily, sansSerifFamily: shippedFamily }
  return new Resvg(withShippedFont(svg), { background, fitTo: { mode: 'width', value: widthPx }, font }).render().asPng()
}
