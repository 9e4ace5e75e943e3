/** One drawn figure as its files: SVG, PDF, PNG, the editable specification, and what it is in words. Nothing is written here. */
import { loadFontMetrics } from '../../text/index.js'
import { framed, frameHeightMm } from '../frame.js'
import type { PrintSize } from '../kind.js'
import { svgToPdf, svgToPrintPng } from '../outlined.js'
import type { FigureRecord } from './record.js'
import { specText } from './spec-text.js'

export interface FigureFile {
  path: string
  data: string | Uint8Array
}

export type FigureFormat = 'svg' | 'pdf' | 'png'

/** What a picture takes of the figure's height once footer and stamp have theirs. */
export async function pictureHeightMm(record: Pick<FigureRecord, 'stamp' | 'footer' | 'widthMm'>, heightMm: number, floorPt: number): Promise<number> {
  return heightMm - frameHeightMm(shownTexts(record), record.widthMm, floorPt, await loadFontMetrics())
}

export function shownTexts({ stamp, footer }: Pick<FigureRecord, 'stamp' | 'footer'>) {
  return { stamp: stamp.shown ? stamp.text : '', footer: footer.shown ? footer.text : '' }
}

export async function figureFiles(
  picture: { svg: string; spec?: object },
  record: FigureRecord,
  { formats, floorPt }: { formats: FigureFormat[]; floorPt: number },
): Promise<FigureFile[]> {
  const size: PrintSize = { widthMm: record.widthMm, heightMm: record.heightMm }
  const svg = framed(picture.svg, size, shownTexts(record), floorPt, await loadFontMetrics(), record.title)
  const files: FigureFile[] = []
  const { name, title, alt, dpi } = record
  for (const format of formats) {
    const data = format === 'svg' ? `${svg}\n` : format === 'pdf' ? await svgToPdf(svg, size, { title, alt }) : await svgToPrintPng(svg, size, dpi)
    files.push({ path: `${name}.${format}`, data })
  }
  if (picture.spec) files.push({ path: `${name}.vl.json`, data: specText(remembered(picture.spec, record, floorPt)) })
  return [...files, { path: `${name}.json`, data: recordText({ ...record, files: files.map(({ path }) => path) }) }]
}

/** `usermeta` is Vega-Lite's own place for what others add; --from reads it back. */
function remembered(spec: object, { files: _, ...record }: FigureRecord, floorPt: number): object {
  const { $schema, ...rest } = spec as { $schema?: string }
  return { $schema, description: record.alt, usermeta: { phd: { ...record, floorPt } }, ...rest }
}

export function recordText(record: FigureRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`
}
