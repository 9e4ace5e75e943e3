/** Drawings inside HTML: as SVG elements, with ids of their own; one that stands on several pages is stored once. */
import type { ImageBox, LaidDocument, PictureBox } from '../layout/index.js'
import { escapeHtml } from './html-text.js'
import { type Drawings, ownIds, svgOf } from './pictures.js'

type Pictured = PictureBox | ImageBox

/** `shared` goes before the pages; `draw` answers the element for a box. */
export function htmlPictures({ pages }: LaidDocument, drawings: Drawings): { shared: string; draw: (box: Pictured) => string } {
  const boxes = pages.flatMap((page) => page.boxes.filter((box): box is Pictured => box.kind === 'picture' || box.kind === 'image'))
  const uses = new Map<string, number>()
  for (const box of boxes) uses.set(svgOf(box, drawings), (uses.get(svgOf(box, drawings)) ?? 0) + 1)
  const numbers = new Map([...uses.keys()].map((svg, i) => [svg, i]))
  const symbols = [...uses].filter(([, count]) => count > 1).map(([svg]) => symbolOf(svg, numbers.get(svg) ?? 0))
  return {
    shared: symbols.length ? `<svg class="shared" aria-hidden="true">${symbols.join('')}</svg>\n` : '',
    draw(box) {
      const svg = svgOf(box, drawings)
      const number = numbers.get(svg) ?? 0
      const { viewBox, content } = partsOf(svg, number)
      const alt = escapeHtml(box.kind === 'image' ? box.alt : box.figure.alt)
      const inner = (uses.get(svg) ?? 0) > 1 ? `<use href="#picture-${number}"/>` : content
      return `<svg role="img" aria-label="${alt}" viewBox="${viewBox}" preserveAspectRatio="none">${inner}</svg>`
    },
  }
}

function symbolOf(svg: string, number: number): string {
  const { viewBox, content } = partsOf(svg, number)
  return `<symbol id="picture-${number}" viewBox="${viewBox}" preserveAspectRatio="none">${content}</symbol>`
}

/** What stands inside the outermost element; its font is kept by wrapping. */
function partsOf(svg: string, number: number): { viewBox: string; content: string } {
  const [open = ''] = /<svg\b[^>]*>/.exec(svg) ?? []
  const start = svg.indexOf(open) + open.length
  const content = ownIds(svg.slice(start, svg.lastIndexOf('</svg>')), `p${number}-`)
  const [, viewBox] = /viewBox="([^"]+)"/.exec(open) ?? []
  const size = ['width', 'height'].map((name) => Number.parseFloat(new RegExp(`\\b${name}="([^"]+)"`).exec(open)?.[1] ?? '1'))
  const kept = ['fill', 'stroke', 'stroke-width', 'font-family', 'font-size', 'stroke-miterlimit', 'color']
    .flatMap((name) => new RegExp(`\\s${name}="[^"]*"`).exec(open) ?? [])
    .join('')
  return { viewBox: viewBox ?? `0 0 ${size[0]} ${size[1]}`, content: kept ? `<g${kept}>${content}</g>` : content }
}
