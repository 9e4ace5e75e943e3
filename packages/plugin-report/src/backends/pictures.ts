/** The pictures of a document, drawn at their printed size. */
import type { Drawing } from '../figures/index.js'
import { figureStyle, isTableKind } from '../figures/index.js'
import type { ImageBox, LaidDocument, LayoutModel, PictureBox } from '../layout/index.js'
import { Previews } from './previews.js'

export type Drawings = Map<PictureBox, Drawing>

export function picturesOf({ boxes }: LayoutModel): PictureBox[] {
  return boxes.filter((box) => box.kind === 'picture')
}

/** The same figure at the same size is drawn once, on however many pages it stands. `previews` of those drawn are begun meanwhile. */
export async function drawPictures(pages: LayoutModel | LaidDocument, previews?: Previews): Promise<Drawings> {
  const begun = new Map<string, Promise<Drawing>>()
  const begin = async ({ figure: { kind, source, options }, widthMm, heightMm, fontPt }: PictureBox): Promise<Drawing> => {
    if (isTableKind(kind)) return { svg: '' }
    const drawing = await kind.draw(source, { widthMm, heightMm }, figureStyle(fontPt), options)
    previews?.of(drawing.svg, Previews.widthPx(widthMm))
    return drawing
  }
  const boxes = ('pages' in pages ? pages.pages.flatMap(picturesOf) : picturesOf(pages)).filter(({ figure }) => !isTableKind(figure.kind))
  return new Map(
    await Promise.all(
      boxes.map(async (box): Promise<[PictureBox, Drawing]> => {
        const { name, source, options } = box.figure
        const key = JSON.stringify([name, source.runDir, options, box.widthMm, box.heightMm, box.fontPt])
        const drawing = begun.get(key) ?? begin(box)
        begun.set(key, drawing)
        return [box, await drawing]
      }),
    ),
  )
}

/** The SVG of a figure or of a ready image. */
export function svgOf(box: PictureBox | ImageBox, drawings: Drawings): string {
  return box.kind === 'image' ? box.svg : (drawings.get(box)?.svg ?? '')
}

/**
 * SVG pictures inside an SVG page as part of the page: resvg draws neither text nor images of a picture in a picture.
 * Ids are kept apart by the picture's number.
 */
export function inlinePictures(svg: string): string {
  let count = 0
  return svg.replace(/<image([^>]*?)(?:xlink:)?href="data:image\/svg\+xml;base64,([^"]+)"([^>]*)\/?>(?:<\/image>)?/g, (_, before, data, after) => {
    const inner = ownIds(Buffer.from(data, 'base64').toString('utf8'), `i${count++}-`)
    const [, viewBox = ''] = /viewBox="([^"]+)"/.exec(inner) ?? []
    const attributes = `${before}${after}`
    const [transform = ''] = /transform="[^"]*"/.exec(attributes) ?? []
    const [width = '', height = ''] = [/ width="[^"]*"/, / height="[^"]*"/].map((name) => name.exec(attributes)?.[0] ?? '')
    const opened = inner.replace(
      /^[^<]*(?:<\?[^>]*>\s*)?<svg[^>]*>/,
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="${viewBox}" preserveAspectRatio="none"${width}${height}>`,
    )
    return `<g ${transform}>${opened}</g>`
  })
}

/** Ids and references to them, kept apart from those of other pictures. */
export function ownIds(svg: string, prefix: string): string {
  return svg
    .replace(/\bid="/g, `id="${prefix}`)
    .replace(/url\((["']?)#/g, `url($1#${prefix}`)
    .replace(/href="#/g, `href="#${prefix}`)
}
