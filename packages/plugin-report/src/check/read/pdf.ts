/**
 * A PDF as pdfjs reads it: pages with their size, text and structure, and the fonts.
 *
 * pdfjs-dist is optional (70 MB): REPORT_PDF_READER_MISSING where it is not installed. REPORT_FILE for what is no PDF.
 */
import { PhdError } from '@phd/core'

export interface PdfText {
  text: string
  sizePt: number
  xMm: number
  yMm: number
  widthMm: number
}

export interface PdfPage {
  widthMm: number
  heightMm: number
  texts: PdfText[]
  /** Roles of the structure tree in reading order, with their alternative text. */
  structure: { role: string; alt: string }[]
}

export interface PdfFont {
  name: string
  isType3: boolean
  isEmbedded: boolean
  /** `CIDFontType2`, `TrueType`, `Type1`, … */
  type: string
}

export interface PdfFile {
  name: string
  tagged: boolean
  title: string
  language: string
  pages: PdfPage[]
  fonts: PdfFont[]
}

const mmPerPt = 25.4 / 72
const mostPages = 400

export async function readPdf(bytes: Uint8Array, name: string): Promise<PdfFile> {
  const { getDocument, OPS } = await loadPdfjs()
  const loading = getDocument({
    data: new Uint8Array(bytes),
    verbosity: 0,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    fontExtraProperties: true,
    stopAtErrors: false,
    // Pictures are not decoded.
    maxImageSize: 1,
  })
  try {
    const document = await loading.promise
    const [{ info }, marks] = [await document.getMetadata(), await document.getMarkInfo()]
    const fonts = new Map<string, PdfFont>()
    const pages: PdfPage[] = []
    /** A page whose fonts are known is not drawn, which takes as long as its text. */
    const seen = new Set<string>()
    for (let number = 1; number <= Math.min(document.numPages, mostPages); number++) {
      const page = await document.getPage(number)
      const content = await page.getTextContent()
      pages.push(await readPage(page, content))
      const used = Object.keys(content.styles)
      if (number === 1 || used.some((id) => !seen.has(id))) {
        const { fnArray, argsArray } = await page.getOperatorList()
        const names = fnArray.flatMap((operator, i) => (operator === OPS.setFont ? [String(argsArray[i][0])] : []))
        for (const id of new Set(names)) if (page.commonObjs.has(id)) addFont(fonts, page.commonObjs.get(id) as PdfjsFont)
        for (const id of [...used, ...names]) seen.add(id)
      }
      page.cleanup()
    }
    const { Title = '', Language = '' } = info as { Title?: string; Language?: string }
    return { name, tagged: marks?.Marked === true, title: Title, language: Language ?? '', pages, fonts: [...fonts.values()] }
  } catch (cause) {
    throw new PhdError('REPORT_FILE', `${name} cannot be read as a PDF.`, { expected: 'a PDF without a password', received: (cause as Error).message, cause })
  } finally {
    await loading.destroy()
  }
}

type Pdfjs = typeof import('pdfjs-dist')
type PdfjsPage = Awaited<ReturnType<Awaited<ReturnType<Pdfjs['getDocument']>['promise']>['getPage']>>

interface PdfjsFont {
  name?: string
  type?: string
  isType3Font?: boolean
  missingFile?: boolean
}

async function readPage(page: PdfjsPage, content: Awaited<ReturnType<PdfjsPage['getTextContent']>>): Promise<PdfPage> {
  const [left, bottom, right, top] = page.view
  const texts = content.items.flatMap((item): PdfText[] => {
    if (!('str' in item) || item.str.trim() === '') return []
    const [a, b, , , x, y] = item.transform as number[]
    return [{ text: item.str, sizePt: Math.hypot(a, b), xMm: (x - left) * mmPerPt, yMm: (top - y) * mmPerPt, widthMm: item.width * mmPerPt }]
  })
  return {
    widthMm: (right - left) * page.userUnit * mmPerPt,
    heightMm: (top - bottom) * page.userUnit * mmPerPt,
    texts,
    structure: rolesOf((await page.getStructTree()) as StructNode | null),
  }
}

interface StructNode {
  role?: string
  alt?: string
  children?: StructNode[]
}

function rolesOf(node: StructNode | null): { role: string; alt: string }[] {
  if (!node) return []
  return [...(node.role && node.role !== 'Root' ? [{ role: node.role, alt: node.alt ?? '' }] : []), ...(node.children ?? []).flatMap(rolesOf)]
}

function addFont(fonts: Map<string, PdfFont>, { name = '', type = '', isType3Font = false, missingFile = false }: PdfjsFont): void {
  fonts.set(`${name} ${type}`, { name: name.replace(/^[A-Z]{6}\+/, '') || '(no name)', type, isType3: isType3Font, isEmbedded: isType3Font || !missingFile })
}

/** It has no types. */
const workerModule: string = 'pdfjs-dist/legacy/build/pdf.worker.mjs'

/** The build for Node 20 puts a push of its own into every array, several times slower, which nobody here needs. */
async function loadPdfjs(): Promise<Pdfjs> {
  const push = Object.getOwnPropertyDescriptor(Array.prototype, 'push') as PropertyDescriptor
  try {
    const pdfjs = (await import('pdfjs-dist/legacy/build/pdf.mjs')) as unknown as Pdfjs
    await import(workerModule)
    Object.defineProperty(Array.prototype, 'push', push)
    return pdfjs
  } catch (cause) {
    throw new PhdError('REPORT_PDF_READER_MISSING', 'PDF files cannot be looked into: pdfjs-dist is not installed.', {
      expected: 'pdfjs-dist 5.4, an optional dependency of phd',
      received: (cause as Error).message.split('\n')[0],
      remedy: 'npm install --include=optional',
      cause,
    })
  }
}
