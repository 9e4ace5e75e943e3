/** One Typst document to a PDF/UA-1 file: files in memory, an empty workspace. REPORT_TYPST_MISSING, REPORT_TYPST. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CompileDocArgs, NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { PhdError } from '@phd/core'

type Prepare = (tools: { compiler: NodeCompiler; workspace: string }) => CompileDocArgs

export async function typstCompiler(prepare: Prepare): Promise<Uint8Array> {
  const typst = await load()
  const workspace = mkdtempSync(join(tmpdir(), 'phd-typst-'))
  try {
    const compiler = typst.NodeCompiler.create({ workspace })
    const compiled = compiler.compile(prepare({ compiler, workspace }))
    const trouble = compiled.takeError() ?? compiled.takeWarnings()
    if (trouble || !compiled.result) throw refused(trouble ? JSON.stringify(compiler.fetchDiagnostics(trouble)) : 'no page')
    return compiler.pdf(compiled.result, { pdfStandard: 'ua-1' })
  } finally {
    rmSync(workspace, { recursive: true })
  }
}

function refused(diagnostics: string): PhdError {
  return new PhdError('REPORT_TYPST', 'Typst did not accept the figure.', {
    received: diagnostics.slice(0, 500),
    remedy: 'this is a defect of phd: report it with the SVG of the figure (--format svg)',
  })
}

async function load() {
  try {
    return await import('@myriaddreamin/typst-ts-node-compiler')
  } catch (cause) {
    throw new PhdError('REPORT_TYPST_MISSING', 'The Typst compiler, which writes the PDF, is not installed for this machine.', {
      expected: '@myriaddreamin/typst-ts-node-compiler with its binary for this platform',
      received: `${process.platform} ${process.arch}: ${(cause as Error).message}`,
      remedy: 'npm install --include=optional, or --format svg,png',
      cause,
    })
  }
}
