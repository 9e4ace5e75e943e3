/**
 * Pages to PPTX, one slide each: native text, tables and pictures that PowerPoint and LibreOffice edit.
 *
 * Paragraphs are written whole, not line by line, so that they stay editable; boxes are as wide as the lines were
 * measured for. The file is then normalised (normalise.ts), because what pptxgenjs writes is not safe to open.
 */
import type pptxgenModule from 'pptxgenjs'
import {
  bulletIndentEm,
  type ImageBox,
  type LaidDocument,
  type LayoutModel,
  linePitch,
  type PictureBox,
  ptToMm,
  type Rect,
  type TableBox,
  type TextBox,
} from '../layout/index.js'
import type { FontMetrics } from '../text/index.js'
import type { Theme } from '../themes/index.js'
import { normalisePptx } from './normalise.js'
import { type Drawings, svgOf } from './pictures.js'
import { Previews } from './previews.js'
import { paragraphRuns } from './runs.js'

// pptxgenjs's ESM typings describe a module, not the class that it is.
type PptxGen = typeof pptxgenModule.default
type Slide = ReturnType<InstanceType<PptxGen>['addSlide']>

/** Takes a while, and so is begun while something else is waited for. */
export async function loadPptxWriter(): Promise<PptxGen> {
  return (await import('pptxgenjs')).default as unknown as PptxGen
}

const language = 'en-GB'
/** Room below the last line, in font sizes: office programs round line heights up; the gaps between boxes are larger. */
const spareLineShare = 0.2

function spareMm({ paragraphs, sizePt }: TextBox): number {
  const lines = paragraphs.reduce((sum, paragraph) => sum + paragraph.lines.length, 0)
  return lines > 1 ? spareLineShare * sizePt * ptToMm : 0
}

export interface PptxSettings {
  /** Put down in the file as its date: with the same runs the same bytes. */
  date: Date
  metrics: FontMetrics
  theme: Theme
  /** Put into the file: where every printed number came from. */
  manifest?: string
  /** Those that were begun while the figures were drawn. */
  previews?: Previews
}

/** One slide a page. */
export async function renderPptx(document: LaidDocument, drawings: Drawings, settings: PptxSettings): Promise<Uint8Array> {
  const { date, metrics, theme, manifest, previews = new Previews() } = settings
  const deck = new (await loadPptxWriter())()
  const fontFace = metrics.fonts.officeFamily
  const [first] = document.pages
  deck.defineLayout({ name: 'PAGE', width: inch(first.widthMm), height: inch(first.heightMm) })
  deck.layout = 'PAGE'
  deck.title = document.title
  deck.theme = { headFontFace: fontFace, bodyFontFace: fontFace }
  deck.defineSlideMaster({
    title: 'PAGE',
    background: { color: hex(theme.colours.page) },
    objects: [{ placeholder: { options: { name: 'title', type: 'title', ...place(titleBox(first) ?? unseen), color: hex(theme.colours.heading) }, text: '' } }],
  })
  const alts = new Map<string, string>()
  const widthsPx = new Map<string, number>()
  document.pages.forEach((page, p) => {
    const slide = deck.addSlide({ masterName: 'PAGE' })
    slide.background = { color: hex(theme.colours.page) }
    if (page.notes) slide.addNotes(page.notes)
    if (page.hidden) slide.hidden = true
    if (!titleBox(page)) addUnseenTitle(slide, page.title)
    page.boxes.forEach((box, i) => {
      const name = `${p + 1}-${i}`
      if (box.kind === 'panel') slide.addShape('rect', { ...place(box), fill: { color: hex(box.colour) }, objectName: `panel ${name}` })
      else if (box.kind === 'text') addText(slide, box, name, fontFace)
      else if (box.kind === 'table') {
        alts.set(`table ${name}`, box.figure.alt)
        addTable(slide, box, name, fontFace)
      } else {
        const svg = svgOf(box, drawings)
        widthsPx.set(svg, Math.max(widthsPx.get(svg) ?? 0, Previews.widthPx(box.widthMm)))
        addPicture(slide, box, svg)
      }
    })
  })
  // Begun before the slides are written: the main thread goes on meanwhile.
  for (const [svg, widthPx] of widthsPx) previews.of(svg, widthPx)
  const raw = (await deck.write({ outputType: 'nodebuffer' })) as Uint8Array
  const preview = (svg: string) => previews.of(svg, widthsPx.get(svg))
  return normalisePptx(raw, { title: document.title, authors: document.authors, date, tableAlts: alts, preview, manifest })
}

function titleBox({ boxes }: LayoutModel): TextBox | undefined {
  return boxes.find((box): box is TextBox => box.kind === 'text' && box.role === 'title')
}

const unseen: Rect = { xMm: 0, yMm: 0, widthMm: 50, heightMm: 5 }

/** Outlines and screen readers name a slide by its title. */
function addUnseenTitle(slide: Slide, title: string): void {
  slide.addText([{ text: title }], { ...place(unseen), objectName: 'title', fontSize: 1, transparency: 100, margin: 0, fit: 'none' })
}

function addText(slide: Slide, box: TextBox, name: string, fontFace: string): void {
  const last = box.paragraphs.length - 1
  const runs = box.paragraphs.flatMap((paragraph, i) => {
    const own = paragraphRuns(paragraph)
    return own.map(({ text, bold, italic, href }, r) => ({
      text,
      options: {
        breakLine: i < last && r === own.length - 1,
        paraSpaceAfter: i < last ? paragraph.afterPt : 0,
        align: paragraph.rightToLeft ? ('right' as const) : box.align,
        ...(bold ? { bold } : {}),
        ...(italic ? { italic } : {}),
        ...(href ? { hyperlink: { url: href } } : {}),
        ...(paragraph.rightToLeft ? { rtlMode: true } : {}),
        ...(paragraph.bullet ? { bullet: { indent: bulletIndentEm * box.sizePt } } : {}),
      },
    }))
  })
  slide.addText(runs, {
    ...place({ ...box, heightMm: box.heightMm + spareMm(box) }),
    objectName: `${box.role} ${name}`,
    fontFace,
    fontSize: box.sizePt,
    bold: box.weight === 'bold',
    color: hex(box.colour),
    lang: language,
    lineSpacing: box.sizePt * linePitch,
    margin: 0,
    valign: 'top',
    wrap: !isOneLine(box),
    fit: 'none',
  })
}

/** Does not break where another font stands in for Arial. */
function isOneLine({ paragraphs }: TextBox): boolean {
  return paragraphs.length === 1 && paragraphs[0].lines.length === 1 && !paragraphs[0].rightToLeft
}

// No hyperlink: pptxgenjs gives the link of an SVG picture the id of its drawing.
function addPicture(slide: Slide, box: PictureBox | ImageBox, svg: string): void {
  const { name, alt } = box.kind === 'image' ? box : box.figure
  slide.addImage({
    ...place(box),
    data: `image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
    altText: alt,
    objectName: name,
  })
}

function addTable(slide: Slide, box: TableBox, name: string, fontFace: string): void {
  const padding = inch(box.paddingMm)
  const rule = (pt: number) => ({ type: 'solid' as const, pt, color: hex(box.rule) })
  const none = { type: 'none' as const }
  const rows = box.rows.map(({ cells, strong }, r) =>
    cells.map((lines, c) => ({
      text: lines.join(' '),
      options: {
        align: box.aligns[c],
        bold: strong,
        valign: r === 0 ? ('bottom' as const) : ('middle' as const),
        border: [none, none, rule(r === 0 ? 1.5 : 0.6), none] as [typeof none, typeof none, ReturnType<typeof rule>, typeof none],
      },
    })),
  )
  slide.addTable(rows, {
    ...place(box),
    objectName: `table ${name}`,
    colW: box.columnMm.map(inch),
    rowH: box.rows.map(({ heightMm }) => inch(heightMm)),
    fontFace,
    fontSize: box.sizePt,
    color: hex(box.colour),
    lang: language,
    margin: [padding, padding * 0.9, padding, padding * 0.9],
    autoPage: false,
  })
}

function place({ xMm, yMm, widthMm, heightMm }: Rect): { x: number; y: number; w: number; h: number } {
  return { x: inch(xMm), y: inch(yMm), w: inch(widthMm), h: inch(heightMm) }
}

function inch(mm: number): number {
  return mm / 25.4
}

function hex(colour: string): string {
  return colour.slice(1)
}
