/** The preview's PDF (PDF/UA-1) and where its text ends. Errors: REPORT_TYPST_MISSING, REPORT_TYPST. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PhdError } from '@phd/core'
import { fontFiles } from '../../text/index.js'
import { loadTypst, typstRefused } from '../../typst/index.js'
import type { PaperFigure } from '../figures.js'
import { printableInput } from './input.js'
import { paperTemplate } from './template.js'

/** Where the text or all of the paper ends, and from where to where a float goes: page from 1, points from the upper left corner. */
export interface Mark {
  kind: 'text' | 'end' | 'float-from' | 'float-to' | 'wide-from' | 'wide-to' | 'call'
  /** Of a float of both columns; -1 else. */
  id: number
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
    const late = new Set<number>()
    for (;;) {
      const paper = JSON.stringify(printableInput({ ...input, late: [...late] }, lacking))
      const compiled = compiler.compile({ mainFileContent: paperTemplate, inputs: { paper } })
      const trouble = compiled.takeError() ?? compiled.takeWarnings()
      if (trouble || !compiled.result) throw refused(trouble ? JSON.stringify(compiler.fetchDiagnostics(trouble)) : 'no page')
      const marks = (compiler.query(compiled.result, { selector: '<mark>' }) as { value: Mark }[]).map(({ value }) => value)
      const found = calledLast(marks).filter((id) => !late.has(id))
      for (const id of found) late.add(id)
      if (found.length > 0) continue
      try {
        return { pdf: compiler.pdf(compiled.result, { pdfStandard: 'ua-1' }), marks, lacking: [...lacking] }
      } catch (cause) {
        const characters = undisplayed((cause as Error).message).filter((character) => !lacking.has(character))
        if (characters.length === 0) throw refused((cause as Error).message)
        for (const character of characters) lacking.add(character)
      }
    }
  } finally {
    rmSync(workspace, { recursive: true })
  }
}

/**
 * LaTeX sets a float of both columns on a later page than its call. The preview sets it on the same page, which takes as much
 * room, but for those that are called on the last page: LaTeX makes one more page for them.
 */
function calledLast(marks: Mark[]): number[] {
  const last = marks.find(({ kind }) => kind === 'end')?.page
  return marks.filter(({ kind, page }) => kind === 'call' && page === last).map(({ id }) => id)
}

/** PDF/UA refuses a character without a glyph, and says which: the only way to ask the compiler's own fonts. */
function undisplayed(message: string): string[] {
  const texts = [...message.matchAll(/the text `\\*"(.*?)\\*"` could not be displayed/g)].map(([, text]) => text)
  const plain = texts.map((text) => text.replace(/\\+u\{([0-9a-f]+)\}/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16))))
  return [...new Set(plain.join(''))]
}

function refused(diagnostics: string): PhdError {
  return typstRefused('paper', diagnostics, 'your report.md and .bib')
}
