/** Pages of a PDF, and words of a PDF or a text. Without pdfjs-dist, which is optional, pages are not counted and it says so. */
import { readFileSync, statSync } from 'node:fs'

export interface FileFacts {
  pages?: number
  words?: number
  note?: string
  /** The file is not what its name says. */
  broken?: boolean
}

/** Larger files are not opened. */
export const mostBytes = 60_000_000

export async function pdfFacts(file: string, countWords: boolean): Promise<FileFacts> {
  const { size } = statSync(file)
  if (size === 0) return { broken: true, note: 'the file is empty' }
  if (size > mostBytes) return { note: `too large to look into (${Math.round(size / 1e6)} MB)` }
  if (/\.(md|txt|tex)$/i.test(file)) return { words: words(readFileSync(file, 'utf8')) }
  if (!/\.pdf$/i.test(file)) return {}
  const data = readFileSync(file)
  if (!data.subarray(0, 1024).includes('%PDF-')) return { broken: true, note: 'no PDF, whatever its name says' }
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs').catch(() => undefined)
  if (!pdfjs) return { note: 'pages not counted: npm install pdfjs-dist' }
  try {
    const document = await pdfjs.getDocument({ data: new Uint8Array(data), isEvalSupported: false, verbosity: 0, useSystemFonts: false }).promise
    const facts: FileFacts = { pages: document.numPages }
    if (countWords) {
      let text = ''
      for (let page = 1; page <= document.numPages; page++) {
        const { items } = await (await document.getPage(page)).getTextContent()
        text += ` ${items.map((item) => ('str' in item ? item.str : '')).join(' ')}`
      }
      facts.words = words(text)
    }
    await document.destroy()
    return facts
  } catch (error) {
    return { broken: true, note: `the PDF cannot be read: ${String((error as Error).message).split('\n')[0]}` }
  }
}

function words(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
}
