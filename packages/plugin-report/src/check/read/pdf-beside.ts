/** Several PDF files are read beside the main thread. */
import { ThreadPool } from '../../threads/index.js'
import type { PdfFile } from './pdf.js'

const mostThreads = 2
let threads: ThreadPool<{ bytes: Uint8Array; name: string }, PdfFile> | undefined

/** As readPdf. */
export function readPdfBeside(bytes: Uint8Array, name: string): Promise<PdfFile> {
  threads ??= new ThreadPool(new URL('./pdf-thread.js', import.meta.url), mostThreads)
  return threads.ask({ bytes, name })
}
