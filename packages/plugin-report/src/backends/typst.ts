/**
 * Pages to PDF (PDF/UA-1, tagged) and to SVG, by the Typst compiler that npm installs: no TeX, no browser, no network.
 *
 * The compiler sees the template and the drawings of these pages as files in memory, and an empty workspace.
 * Errors: REPORT_TYPST_MISSING (no build for this machine), REPORT_TYPST (it refused the layout).
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PhdError } from '@phd/core'
import { bulletIndentEm, type LaidDocument, type LayoutModel } from '../layout/index.js'
import { drawable, type FontMetrics, fontFiles, shippedFamily } from '../text/index.js'
import type { Theme } from '../themes/index.js'
import { loadTypst, typstRefused } from '../typst/index.js'
import { type Drawings, svgOf } from './pictures.js'
import { lineRuns, type Run } from './runs.js'
import { withShippedFont } from './svg-to-png.js'
import { typstTemplate } from './typst-template.js'

export interface TypstPages {
  /** Writes it: whoever wants pictures of the pages has them first. */
  pdf(): Uint8Array
  /** The pages that were asked for, all text as outlines; pictures are pictures in the picture (inlinePictures). */
  svgs: string[]
}

export interface TypstSettings {
  metrics: FontMetrics
  theme: Theme
  /** Attached to the PDF: where every printed number came from. */
  manifest?: string
  /** Which pages are wanted as SVG too, from 0. */
  svgPages?: number[]
}

export async function renderTypst(document: LaidDocument, drawings: Drawings, settings: TypstSettings): Promise<TypstPages> {
  const { NodeCompiler } = await loadTypst()
  const { metrics, manifest, svgPages = [] } = settings
  const workspace = mkdtempSync(join(tmpdir(), 'phd-typst-'))
  try {
    const fontBlobs = [...new Set([...Object.values(metrics.fonts.files), ...Object.values(fontFiles())])].map((file) => readFileSync(file))
    const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs }] })
    const files = new Map<string, string>()
    for (const box of document.pages.flatMap(({ boxes }) => boxes)) {
      if (box.kind !== 'picture' && box.kind !== 'image') continue
      const svg = svgOf(box, drawings)
      if (files.has(svg)) continue
      const file = `picture-${files.size}.svg`
      compiler.mapShadow(join(workspace, file), Buffer.from(withShippedFont(svg)))
      files.set(svg, `/${file}`)
    }
    const compile = (pages: LayoutModel[]) => {
      const input = JSON.stringify(typstInput({ ...document, pages }, files, drawings, settings))
      const compiled = compiler.compile({ mainFileContent: typstTemplate, inputs: { layout: input, ...(manifest === undefined ? {} : { manifest }) } })
      const trouble = compiled.takeError() ?? compiled.takeWarnings()
      if (trouble || !compiled.result) throw refused(trouble ? compiler.fetchDiagnostics(trouble) : 'no page')
      return compiled.result
    }
    const whole = compile(document.pages)
    const written = <T>(write: () => T): T => {
      try {
        return write()
      } catch (cause) {
        throw refused(cause)
      }
    }
    const picture = (page: number) => compiler.plainSvg(document.pages.length === 1 ? whole : compile([document.pages[page]]))
    return {
      pdf: () => written(() => compiler.pdf(whole, { pdfStandard: 'ua-1' })),
      svgs: svgPages.map((page) => wellFormed(written(() => picture(page)))),
    }
  } finally {
    rmSync(workspace, { recursive: true })
  }
}

/** Typst writes the addresses of links into its SVG as they are. */
function wellFormed(svg: string): string {
  return svg.replace(/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/gi, '&amp;')
}

function refused(diagnostics: unknown): PhdError {
  return typstRefused('layout', diagnostics, 'your report.md and report.yaml')
}

function typstInput(document: LaidDocument, files: Map<string, string>, drawings: Drawings, { metrics, theme }: TypstSettings): object {
  const run = ({ text, ...style }: Run) => ({ text: drawable(text, metrics), ...style })
  const sheet = ({ boxes }: LayoutModel) =>
    boxes.map((box): object => {
      const place = { kind: box.kind, x: box.xMm, y: box.yMm, width: box.widthMm, height: box.heightMm }
      switch (box.kind) {
        case 'panel':
          return { ...place, colour: box.colour }
        case 'picture':
          return { ...place, file: files.get(svgOf(box, drawings)), alt: box.figure.alt }
        case 'image':
          return { ...place, kind: 'picture', file: files.get(box.svg), alt: box.alt, ...(box.href ? { href: box.href } : {}) }
        case 'table': {
          const lines = (cell: string[]) => cell.map((text) => [run({ text })])
          const rows = box.rows.map(({ heightMm, cells, strong }) => ({ height: heightMm, strong, cells: cells.map(lines) }))
          const style = { size: box.sizePt, colour: box.colour, rule: box.rule }
          return { ...place, ...style, columns: box.columnMm, aligns: box.aligns, padding: box.paddingMm, rows }
        }
        default: {
          const paragraphs = box.paragraphs.map((p) => ({
            lines: lineRuns(p).map((line) => line.map(run)),
            bullet: p.bullet,
            rtl: p.rightToLeft,
            after: p.afterPt,
          }))
          return { ...place, role: box.role, size: box.sizePt, colour: box.colour, bold: box.weight === 'bold', align: box.align, paragraphs }
        }
      }
    })
  return {
    title: drawable(document.title, metrics),
    authors: document.authors.map((author) => drawable(author, metrics)),
    fonts: [...new Set([metrics.fonts.family, shippedFamily])],
    fill: theme.colours.page.toUpperCase() === '#FFFFFF' ? null : theme.colours.page,
    width: document.pages[0].widthMm,
    height: document.pages[0].heightMm,
    indent: bulletIndentEm,
    pages: document.pages.map(sheet),
  }
}
