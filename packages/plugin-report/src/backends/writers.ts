/** The libraries that write PPTX and PDF, loaded while figures are drawn in their threads. One that cannot be loaded is told when it is needed. */

import { loadTypst } from '../typst/index.js'
import { loadPptxWriter } from './pptx.js'

export async function loadWriters(): Promise<void> {
  await Promise.allSettled([loadPptxWriter(), loadTypst()])
}
