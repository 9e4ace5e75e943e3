/** A planned figure drawn: the picture at its printed size, its words, and all of its files. */
import { PhdError, type Result } from '@phd/core'
import { loadFontMetrics } from '../../text/index.js'
import { framed } from '../frame.js'
import { type Drawing, type FigureKind, isTableKind, type PictureKind } from '../kind.js'
import { heightOf, type Medium, styleOf } from '../media.js'
import { svgToPrintPng } from '../outlined.js'
import { drawFrames, framesToApng, framesToHtml } from '../sequence.js'
import { drawTable, tableHeightMm, tableStyle } from '../table-picture.js'
import { checkSharing, draftCaption, type FigurePlan } from './draft.js'
import { type FigureRecord, footerText } from './record.js'
import { type FigureFile, type FigureFormat, figureFiles, pictureHeightMm, shownTexts } from './write-files.js'

export interface DrawRequest {
  kindName: string
  kind: FigureKind
  name: string
  medium: Medium
  widthMm: number
  heightMm?: number
  dpi: number
  formats: (FigureFormat | 'apng' | 'html')[]
  options: Record<string, unknown>
  withFooter: boolean
  withStamp: boolean
  caption?: string
  alt?: string
  frameMs: number
}

export interface DrawnFigure {
  record: FigureRecord
  files: FigureFile[]
}

const leastPictureMm = 12

export async function drawFigure(plan: FigurePlan, request: DrawRequest): Promise<DrawnFigure> {
  const { kind, kindName, medium, widthMm, dpi, withFooter, withStamp } = request
  const options = { ...plan.options, ...request.options }
  const shared = checkSharing(plan.source, options)
  const metrics = await loadFontMetrics()
  const footer = { text: footerText(plan.runs, plan.data), shown: withFooter }
  const stamp = { text: plan.stamp, shown: withStamp && plan.stamp !== '' }
  const frameMm = -(await pictureHeightMm({ stamp, footer, widthMm }, 0, medium.floorPt))
  const content = isTableKind(kind) ? kind.table(plan.source, options) : undefined
  const style = content ? tableStyle(content, widthMm, styleOf(medium), medium.floorPt, metrics) : styleOf(medium)
  const pictureMm = content
    ? tableHeightMm(content, widthMm, style, metrics)
    : request.heightMm === undefined
      ? heightOf(kind as PictureKind, plan.source, widthMm, medium, options, metrics, medium.maxHeightMm - frameMm)
      : request.heightMm - frameMm
  if (pictureMm < leastPictureMm) {
    throw new PhdError('REPORT_FIGURE_SIZE', 'There is no room for the picture above its footer.', {
      expected: `--height of ${Math.ceil(frameMm + leastPictureMm)} mm or more, or --no-footer`,
      received: `${request.heightMm} mm`,
      usage: true,
    })
  }
  const picture: Drawing = isTableKind(kind)
    ? { svg: drawTable(content ?? kind.table(plan.source, options), widthMm, style, metrics) }
    : await kind.draw(plan.source, { widthMm, heightMm: pictureMm }, style, options)
  const alt = request.alt ?? kind.alt(plan.source, options)
  const caption = request.caption ?? draftCaption(plan, alt)
  if (alt.trim() === caption.trim()) {
    throw new PhdError('REPORT_FIGURE_ALT', 'Caption and alt text are the same words.', {
      expected: 'a caption that says what the figure means, and an alt text that says what is to be seen',
      received: alt.slice(0, 80),
      usage: true,
    })
  }
  const record: FigureRecord = {
    name: request.name,
    title: plan.source.result.title,
    alt,
    caption,
    kind: kindName,
    result: plan.resultName,
    shape: plan.source.result.shape,
    options: request.options,
    medium: medium.name,
    widthMm: rounded(widthMm),
    heightMm: rounded(pictureMm + frameMm),
    fontPt: style.fontPt,
    dpi,
    runs: plan.runs,
    data: plan.data,
    stamp: { text: plan.stamp, shown: stamp.shown },
    footer,
    ...shared,
    ...(picture.withoutSpec ? { withoutSpec: picture.withoutSpec } : {}),
    files: [],
  }
  const still = request.formats.filter((format): format is FigureFormat => format !== 'apng' && format !== 'html')
  const animated = request.formats.some((format) => format === 'apng' || format === 'html')
  const moving = animated ? await animation(plan.source.result, plan, request, record, medium.maxHeightMm - frameMm, frameMm) : []
  const files = await figureFiles(picture, { ...record, files: moving.map(({ path }) => path) }, { formats: still, floorPt: medium.floorPt })
  return { record: { ...record, files: [...files, ...moving].map(({ path }) => path) }, files: [...moving, ...files] }
}

async function animation(
  result: Result,
  plan: FigurePlan,
  { formats, medium, widthMm, dpi, options, name, frameMs }: DrawRequest,
  record: FigureRecord,
  mostMm: number,
  frameMm: number,
): Promise<FigureFile[]> {
  if (result.shape !== 'raster') {
    throw new PhdError('REPORT_FIGURE_FORMAT', `A ${result.shape} result does not move.`, {
      expected: 'a raster result for --format apng or html',
      received: formats.join(','),
      remedy: '--format svg,pdf,png',
      usage: true,
    })
  }
  const drawn = await drawFrames(plan.source, { widthMm, heightMm: mostMm }, styleOf(medium), options)
  const size = { widthMm, heightMm: drawn.size.heightMm + frameMm }
  const metrics = await loadFontMetrics()
  const frames = drawn.frames.map((frame) => ({ ...frame, svg: framed(frame.svg, size, shownTexts(record), medium.floorPt, metrics, record.title) }))
  const files: FigureFile[] = []
  if (formats.includes('apng')) files.push({ path: `${name}.apng`, data: await framesToApng(frames, Math.round((widthMm / 25.4) * dpi), frameMs, dpi) })
  if (formats.includes('html')) {
    const pngs: Uint8Array[] = []
    for (const { svg } of frames) pngs.push(await svgToPrintPng(svg, size, Math.min(dpi, 200)))
    files.push({ path: `${name}.html`, data: framesToHtml(frames, pngs, frameMs, record) })
  }
  return files
}

function rounded(mm: number): number {
  return Math.round(mm * 100) / 100
}
