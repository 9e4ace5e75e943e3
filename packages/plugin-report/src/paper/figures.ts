/** The figures of a paper, drawn at the width of a column or of the page, as SVG and as PDF without fonts. */
import type { DocFigure } from '../document/poster-document.js'
import { isTableKind } from '../figures/index.js'
import type { PrintSize } from '../figures/kind.js'
import { heightOf, media, styleOf } from '../figures/media.js'
import { outlinedSvg, svgToPdf } from '../figures/outlined.js'
import { type FontMetrics, loadFontMetrics } from '../text/index.js'
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
  const shown = figuresOf(document)
  const begun = shown
    .filter(({ figure }, i) => shown.findIndex((other) => other.figure.name === figure.name) === i)
    .map(({ figure, wide }) => ({ figure, drawing: begin(figure, wide ? textWidthMm(rules) : columnMm(rules), rules, metrics) }))
  const drawn: PaperFigure[] = []
  for (const { figure, drawing } of begun) {
    const { name, alt } = figure
    const [file, { svg, ...size }] = [fileName(name, drawn), await drawing]
    drawn.push({ name, file, alt, ...size, ...(svg ? { svg: await outlinedSvg(svg), pdf: await svgToPdf(svg, size, { title: name, alt }) } : {}) })
  }
  return drawn
}

/** Charts are drawn in a thread, while those before are written as PDF. */
function begin({ kind, source, options }: DocFigure, widthMm: number, rules: PaperRules, metrics: FontMetrics): Promise<PrintSize & { svg?: string }> {
  const draw = async () => {
    if (isTableKind(kind)) return { widthMm: 0, heightMm: 0 }
    const medium = { ...media.paper, maxHeightMm: textHeightMm(rules) * 0.6 }
    const size = { widthMm, heightMm: heightOf(kind, source, widthMm, medium, options, metrics) }
    const { svg } = await kind.draw(source, size, styleOf(medium), options)
    return { ...size, svg }
  }
  const drawing = draw()
  // What fails is told when its turn comes.
  drawing.catch(() => undefined)
  return drawing
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
