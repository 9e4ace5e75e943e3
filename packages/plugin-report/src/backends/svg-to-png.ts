/** SVG to PNG with the shipped font. */
import { type FontSet, fontFiles, officeFamily, shippedFamily } from '../text/index.js'
import { rasterise } from './raster.js'

/** SVG files name Arial, which viewers have; our renderers have Arimo. */
export function withShippedFont(svg: string): string {
  return svg.replaceAll(`font-family="${officeFamily}"`, `font-family="${shippedFamily}"`)
}

/** `widthPx` wide, transparent where no background is given. No font of the system is looked at; drawn beside the main thread. */
export function svgToPng(svg: string, widthPx: number, background?: string, fonts?: FontSet): Promise<Uint8Array> {
  const files = [...new Set([...Object.values(fontFiles()), ...Object.values(fonts?.files ?? {})])]
  const font = { loadSystemFonts: false, fontFiles: files, defaultFontFamily: shippedFamily, sansSerifFamily: shippedFamily }
  return rasterise({ svg: withShippedFont(svg), options: { background, fitTo: { mode: 'width', value: widthPx }, font } })
}
