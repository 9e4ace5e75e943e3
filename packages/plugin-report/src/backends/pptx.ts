/**
 * Layout model to PPTX: native text, tables and pictures that PowerPoint and LibreOffice edit.
 *
 * Paragraphs are written whole, not line by line, so that they stay editable; boxes are as wide as the lines were
 * measured for. The file is then normalised (normalise.ts), because what pptxgenjs writes is not safe to open.
 */
import pptxgenModule from 'pptxgenjs'
import { bulletIndentEm, colours, type LayoutModel, linePitch, type PictureBox, ptToMm, type Rect, type TableBox, type TextBox } from '../layout/index.js'
import { officeFamily } from '../text/index.js'
import { normalisePptx } from './normalise.js'
import { type Drawings, svgToPng } from './pictures.js'

// pptxgenjs's ESM typings describe a module, not the class that it is.
const PptxGen = pptxgenModule as unknown as typeof pptxgenModule.default
type Slide = ReturnType<InstanceType<typeof PptxGen>['addSlide']>

const language = 'en-GB'
const previewDpi = 110
const mostPreviewPixels = 1800
/** Room below the last line, in font sizes: office programs round line heights up; the gaps between boxes are larger. */
const spareLineShare = 0.2

function spareMm({ paragraphs, sizePt }: TextBox): number {
  const lines = paragraphs.reduce((sum, paragraph) => sum + paragraph.lines.length, 0)
  return lines > 1 ? spareLineShare * sizePt * ptToMm : 0
}

export interface PptxSettings {
  /** Put down in the file as its date: with the same runs the same bytes. */
  date: Date
  /** Speaker notes. */
  notes: string
}

export async function renderPptx(layout: LayoutModel, drawings: Drawings, { date, notes }: PptxSettings): Promise<Uint8Array> {
  const deck = new PptxGen()
  deck.defineLayout({ name: 'POSTER', width: inch(layout.widthMm), height: inch(layout.heightMm) })
  deck.layout = 'POSTER'
  deck.title = layout.title
  deck.theme = { headFontFace: officeFamily, bodyFontFace: officeFamily }
  const title = layout.boxes.find((box) => box.kind === 'text' && box.role === 'title')
  const at = title ? place(title) : { x: 0, y: 0, w: 1, h: 1 }
  deck.defineSlideMaster({
    title: 'POSTER',
    background: { color: 'FFFFFF' },
    objects: [{ placeholder: { options: { name: 'title', type: 'title', ...at }, text: '' } }],
  })
  const slide = deck.addSlide({ masterName: 'POSTER' })
  slide.addNotes(notes)
  const alts = new Map<string, string>()
  const previews = new Map<string, number>()
  layout.boxes.forEach((box, i) => {
    if (box.kind === 'panel') slide.addShape('rect', { ...place(box), fill: { color: hex(box.colour) }, objectName: `panel ${i}` })
    else if (box.kind === 'text') addText(slide, box, i)
    else if (box.kind === 'table') {
      alts.set(`table ${i}`, box.figure.alt)
      addTable(slide, box, i)
    } else {
      const svg = drawings.get(box)?.svg ?? ''
      previews.set(svg, Math.min(mostPreviewPixels, Math.round(inch(box.widthMm) * previewDpi)))
      addPicture(slide, box, svg)
    }
  })
  const raw = (await deck.write({ outputType: 'uint8array' })) as Uint8Array
  return normalisePptx(raw, { title: layout.title, date, tableAlts: alts, preview: (svg) => svgToPng(svg, previews.get(svg) ?? mostPreviewPixels) })
}

function addText(slide: Slide, box: TextBox, index: number): void {
  const runs = box.paragraphs.map((paragraph, i) => ({
    text: paragraph.text,
    options: {
      breakLine: i < box.paragraphs.length - 1,
      paraSpaceAfter: i < box.paragraphs.length - 1 ? paragraph.afterPt : 0,
      align: paragraph.rightToLeft ? ('right' as const) : box.align,
      ...(paragraph.rightToLeft ? { rtlMode: true } : {}),
      ...(paragraph.bullet ? { bullet: { indent: bulletIndentEm * box.sizePt } } : {}),
    },
  }))
  slide.addText(runs, {
    ...(box.role === 'title' ? { placeholder: 'title' } : {}),
    ...place({ ...box, heightMm: box.heightMm + spareMm(box) }),
    objectName: `${box.role} ${index}`,
    fontFace: officeFamily,
    fontSize: box.sizePt,
    bold: box.weight === 'bold',
    color: hex(box.colour),
    lang: language,
    lineSpacing: box.sizePt * linePitch,
    margin: 0,
    valign: 'top',
    wrap: true,
    fit: 'none',
  })
}

function addPicture(slide: Slide, box: PictureBox, svg: string): void {
  slide.addImage({ ...place(box), data: `image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`, altText: box.figure.alt, objectName: box.figure.name })
}

function addTable(slide: Slide, box: TableBox, index: number): void {
  const padding = inch(box.paddingMm)
  const rule = (pt: number) => ({ type: 'solid' as const, pt, color: hex(colours.rule) })
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
    objectName: `table ${index}`,
    colW: box.columnMm.map(inch),
    rowH: box.rows.map(({ heightMm }) => inch(heightMm)),
    fontFace: officeFamily,
    fontSize: box.sizePt,
    color: hex(colours.text),
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
