/**
 * Layout model to PDF (PDF/UA-1, tagged) and to SVG, by the Typst compiler that npm installs: no TeX, no browser, no network.
 *
 * The compiler sees the template and the drawings of this layout as files in memory, and an empty workspace.
 * Errors: REPORT_TYPST_MISSING (no build for this machine), REPORT_TYPST (it refused the layout).
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PhdError } from '@phd/core'
import { type Box, bulletIndentEm, colours, type LayoutModel } from '../layout/index.js'
import { drawable, type FontMetrics, fontFiles } from '../text/index.js'
import { type Drawings, picturesOf, withShippedFont } from './pictures.js'
import { typstTemplate } from './typst-template.js'

export interface TypstPages {
  pdf: Uint8Array
  /** The page with all text as outlines. */
  svg: string
}

export async function renderTypst(layout: LayoutModel, drawings: Drawings, metrics: FontMetrics): Promise<TypstPages> {
  const { NodeCompiler } = await loadTypst()
  const workspace = mkdtempSync(join(tmpdir(), 'phd-typst-'))
  try {
    const fontBlobs = Object.values(fontFiles()).map((file) => readFileSync(file))
    const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs }] })
    const files = new Map<Box, string>()
    for (const [i, box] of picturesOf(layout).entries()) {
      const file = join(workspace, `picture-${i}.svg`)
      compiler.mapShadow(file, Buffer.from(withShippedFont(drawings.get(box)?.svg ?? '')))
      files.set(box, `/picture-${i}.svg`)
    }
    const compiled = compiler.compile({ mainFileContent: typstTemplate, inputs: { layout: JSON.stringify(typstInput(layout, files, metrics)) } })
    const trouble = compiled.takeError() ?? compiled.takeWarnings()
    if (trouble || !compiled.result) throw refused(trouble ? compiler.fetchDiagnostics(trouble) : 'no page')
    try {
      return { pdf: compiler.pdf(compiled.result, { pdfStandard: 'ua-1' }), svg: compiler.plainSvg(compiled.result) }
    } catch (cause) {
      throw refused(cause)
    }
  } finally {
    rmSync(workspace, { recursive: true })
  }
}

async function loadTypst() {
  try {
    return await import('@myriaddreamin/typst-ts-node-compiler')
  } catch (cause) {
    throw new PhdError('REPORT_TYPST_MISSING', 'The Typst compiler, which writes the PDF, is not installed for this machine.', {
      expected: '@myriaddreamin/typst-ts-node-compiler with its binary for this platform',
      received: `${process.platform} ${process.arch}: ${(cause as Error).message}`,
      remedy: 'npm install --include=optional',
      cause,
    })
  }
}

function refused(diagnostics: unknown): PhdError {
  const message = diagnostics instanceof Error ? diagnostics.message : JSON.stringify(diagnostics)
  return new PhdError('REPORT_TYPST', 'Typst did not accept the layout.', {
    received: message.slice(0, 500),
    remedy: 'this is a defect of phd: report it with your poster.yaml',
  })
}

function typstInput(layout: LayoutModel, files: Map<Box, string>, metrics: FontMetrics): object {
  const lines = (texts: string[]) => texts.map((text) => drawable(text, metrics))
  const boxes = layout.boxes.map((box): object => {
    const place = { kind: box.kind, x: box.xMm, y: box.yMm, width: box.widthMm, height: box.heightMm }
    switch (box.kind) {
      case 'panel':
        return { ...place, colour: box.colour }
      case 'picture':
        return { ...place, file: files.get(box), alt: box.figure.alt }
      case 'table': {
        const rows = box.rows.map(({ heightMm, cells, strong }) => ({ height: heightMm, strong, cells: cells.map(lines) }))
        return { ...place, size: box.sizePt, colour: colours.text, rule: colours.rule, columns: box.columnMm, aligns: box.aligns, padding: box.paddingMm, rows }
      }
      default: {
        const paragraphs = box.paragraphs.map((p) => ({ lines: lines(p.lines), bullet: p.bullet, rtl: p.rightToLeft, after: p.afterPt }))
        return { ...place, role: box.role, size: box.sizePt, colour: box.colour, bold: box.weight === 'bold', paragraphs }
      }
    }
  })
  return { title: drawable(layout.title, metrics), width: layout.widthMm, height: layout.heightMm, indent: bulletIndentEm, boxes }
}
