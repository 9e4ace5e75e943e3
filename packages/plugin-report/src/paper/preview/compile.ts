/** The preview's PDF (PDF/UA-1) and where its text ends. Errors: REPORT_TYPST_MISSING, REPORT_TYPST, REPORT_PAPER_BIBLIOGRAPHY. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PhdError } from '@phd/core'
import { fontFiles } from '../../text/index.js'
import type { PaperFigure } from '../figures.js'
import { printableInput } from './input.js'
import { paperTemplate } from './template.js'

/** Where the text or all of the paper ends, and from where to where a float goes: page from 1, points from the upper left corner. */
export interface Mark {
  kind: 'text' | 'end' | 'float-from' | 'float-to' | 'wide-from' | 'wide-to'
  page: number
  x: number
  y: number
}

export interface CompiledPreview {
  pdf: Uint8Array
  marks: Mark[]
  /** Characters that no font of the preview has; a hollow square stands for each. */
  lacking: string[]
}

export async function compilePreview(input: object, figures: PaperFigure[]): Promise<CompiledPreview> {
  const { NodeCompiler } = await loadTypst()
  const workspace = mkdtempSync(join(tmpdir(), 'phd-typst-'))
  try {
    const fontBlobs = Object.values(fontFiles()).map((file) => readFileSync(file))
    const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs }] })
    for (const { file, svg } of figures) if (svg) compiler.mapShadow(join(workspace, `${file}.svg`), Buffer.from(svg))
    const lacking = new Set<string>()
    for (;;) {
      const compiled = compiler.compile({ mainFileContent: paperTemplate, inputs: { paper: JSON.stringify(printableInput(input, lacking)) } })
      const trouble = compiled.takeError() ?? compiled.takeWarnings()
      if (trouble || !compiled.result) throw refused(trouble ? JSON.stringify(compiler.fetchDiagnostics(trouble)) : 'no page')
      const marks = compiler.query(compiled.result, { selector: '<mark>' }) as { value: Mark }[]
      try {
        return { pdf: compiler.pdf(compiled.result, { pdfStandard: 'ua-1' }), marks: marks.map(({ value }) => value), lacking: [...lacking] }
      } catch (cause) {
        const found = undisplayed((cause as Error).message).filter((character) => !lacking.has(character))
        if (found.length === 0) throw refused((cause as Error).message)
        for (const character of found) lacking.add(character)
      }
    }
  } finally {
    rmSync(workspace, { recursive: true })
  }
}

/** PDF/UA refuses a character without a glyph, and says which: the only way to ask the compiler's own fonts. */
function undisplayed(message: string): string[] {
  const texts = [...message.matchAll(/the text `\\*"(.*?)\\*"` could not be displayed/g)].map(([, text]) => text)
  const plain = texts.map((text) => text.replace(/\\+u\{([0-9a-f]+)\}/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16))))
  return [...new Set(plain.join(''))]
}

async function loadTypst() {
  try {
    return await import('@myriaddreamin/typst-ts-node-compiler')
  } catch (cause) {
    throw new PhdError('REPORT_TYPST_MISSING', 'The Typst compiler, which writes the preview, is not installed for this machine.', {
      expected: '@myriaddreamin/typst-ts-node-compiler with its binary for this platform',
      received: `${process.platform} ${process.arch}: ${(cause as Error).message}`,
      remedy: 'npm install --include=optional',
      cause,
    })
  }
}

function refused(diagnostics: string): PhdError {
  return new PhdError('REPORT_TYPST', 'Typst did not accept the paper.', {
    received: diagnostics.slice(0, 500),
    remedy: 'this is a defect of phd: report it with your report.md and .bib',
  })
}
