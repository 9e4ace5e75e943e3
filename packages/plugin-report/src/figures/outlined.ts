/**
 * A figure as PDF without fonts: text becomes outlines, which every camera-ready check accepts. Vector, on a page of its size.
 *
 * Also PNG with its resolution (pHYs), so that a word processor places it at its printed size.
 */
import { join } from 'node:path'
import { svgToPng, withShippedFont } from '../backends/svg-to-png.js'
import { fontFiles, shippedFamily } from '../text/index.js'
import { resolution } from './apng.js'
import type { PrintSize } from './kind.js'
import { typstCompiler } from './typst-compiler.js'

export async function outlinedSvg(svg: string): Promise<string> {
  const { Resvg } = await import('@resvg/resvg-js')
  const font = { loadSystemFonts: false, fontFiles: Object.values(fontFiles()), defaultFontFamily: shippedFamily, sansSerifFamily: shippedFamily }
  return new Resvg(withShippedFont(svg), { font }).toString()
}

/** The alt text goes into the PDF (PDF/UA-1). */
export async function svgToPdf(svg: string, { widthMm, heightMm }: PrintSize, { title, alt }: { title: string; alt: string }): Promise<Uint8Array> {
  const outlined = await outlinedSvg(svg)
  return await typstCompiler(({ compiler, workspace }) => {
    compiler.mapShadow(join(workspace, 'figure.svg'), Buffer.from(outlined))
    return {
      mainFileContent: template,
      inputs: { figure: JSON.stringify({ width: widthMm, height: heightMm, title, alt }) },
    }
  })
}

const template = `#let figure-data = json(bytes(sys.inputs.figure))
#set document(title: figure-data.title, date: none)
#set page(width: figure-data.width * 1mm, height: figure-data.height * 1mm, margin: 0mm)
#image("/figure.svg", width: 100%, height: 100%, alt: figure-data.alt)
`

export async function svgToPrintPng(svg: string, { widthMm }: PrintSize, dpi: number): Promise<Uint8Array> {
  return withResolution(await svgToPng(svg, Math.round((widthMm / 25.4) * dpi), '#FFFFFF'), dpi)
}

/** The chunk stands after IHDR, whose end is at byte 33. */
export function withResolution(png: Uint8Array, dpi: number): Uint8Array {
  return Buffer.concat([png.subarray(0, 33), resolution(dpi), png.subarray(33)])
}
