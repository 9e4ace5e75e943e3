/** One Typst document to a PDF/UA-1 file: files in memory, an empty workspace. REPORT_TYPST_MISSING, REPORT_TYPST. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CompileDocArgs, NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { loadTypst, typstRefused } from '../typst/index.js'

type Prepare = (tools: { compiler: NodeCompiler; workspace: string }) => CompileDocArgs

export async function typstCompiler(prepare: Prepare): Promise<Uint8Array> {
  const typst = await loadTypst('npm install --include=optional, or --format svg,png')
  const workspace = mkdtempSync(join(tmpdir(), 'phd-typst-'))
  try {
    const compiler = typst.NodeCompiler.create({ workspace })
    const compiled = compiler.compile(prepare({ compiler, workspace }))
    const trouble = compiled.takeError() ?? compiled.takeWarnings()
    if (trouble || !compiled.result)
      throw typstRefused('figure', trouble ? compiler.fetchDiagnostics(trouble) : 'no page', 'the SVG of the figure (--format svg)')
    return compiler.pdf(compiled.result, { pdfStandard: 'ua-1' })
  } finally {
    rmSync(workspace, { recursive: true })
  }
}
