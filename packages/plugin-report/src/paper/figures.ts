/** The figures of a paper, drawn at the width of a column or of the page, as SVG and as PDF without fonts. */
import { isTableKind } from '../figures/index.js'
import { heightOf, media, styleOf } from '../figures/media.js'
import { outlinedSvg, svgToPdf } from '../figures/outlined.js'
import { loadFontMetrics } from '../text/index.js'
import type { PaperRules } from '../venues/venue.js'
import { figuresOf, type PaperDocument } from './document.js'
import { columnMm, textHeightMm, textWidthMm } from './rules.js'

export interface PaperFigure {
  name: string
  /** Without folder and ending: letters, digits, `_` and `-`. */
  file: string
  alt: string
  widthMm: number
  heightMm: number
  /** Text as outlines. Undefined where the figure is a table. */
  svg?: string
  pdf?: Uint8Array
}

export async function drawFigures(document: PaperDocument, rules: PaperRules): Promise<PaperFigure[]> {
  const metrics = await loadFontMetrics()
  const drawn: PaperFigure[] = []
  const shown = figuresOf(document)
  for (const { figure, wide } of shown.filter(({ figure }, i) => shown.findIndex((other) => other.figure.name === figure.name) === i)) {
    const { name, kind, source, options, alt } = figure
    const file = fileName(name, drawn)
    if (isTableKind(kind)) {
      drawn.push({ name, file, alt, widthMm: 0, heightMm: 0 })
      continue
    }
    const widthMm = wide ? textWidthMm(rules) : columnMm(rules)
    const medium = { ...media.paper, maxHeightMm: textHeightMm(rules) * 0.6 }
    const size = { widthMm, heightMm: heightOf(kind, source, widthMm, medium, options, metrics) }
    const { svg } = await kind.draw(source, size, styleOf(medium), options)
    drawn.push({ name, file, alt, ...size, svg: await outlinedSvg(svg), pdf: await svgToPdf(svg, size, { title: name, alt }) })
  }
  return drawn
}

/** A figure's name may hold anything; a file that LaTeX includes may not. Names that become the same are numbered. */
function fileName(name: string, drawn: PaperFigure[]): string {
  const plain =
    name
      .normalize('NFD')
      .replace(/[^A-Za-z0-9_-]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'figure'
  const taken = (file: string) => drawn.some((other) => other.file.toLowerCase() === file.toLowerCase())
  let file = plain
  for (let n = 2; taken(file); n++) file = `${plain}-${n}`
  return file
}
