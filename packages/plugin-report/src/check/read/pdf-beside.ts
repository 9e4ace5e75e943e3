/** Several PDF files are read beside the main thread. */
import { codeFile } from '../../code-file.js'
import { ThreadPool } from '../../threads/index.js'
import type { PdfFile } from './pdf.js'

const mostThreads = 2
let threads: ThreadPool<{ bytes: Uint8Array; name: string }, PdfFile> | undefined

/** As readPdf. */
export function readPdfBeside(bytes: Uint8Array, name: string): Promise<PdfFile> {
  threads ??= new ThreadPool(codeFile('check/read/pdf-thread.js'), mostThreads)
  return threads.ask({ bytes, name })
}
