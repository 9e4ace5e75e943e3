/** SVG to PNG with the shipped font, in threads beside the main one. */
import { availableParallelism } from 'node:os'
import type { ResvgRenderOptions } from '@resvg/resvg-js'
import { codeFile } from '../code-file.js'
import { type FontSet, fontFiles, officeFamily, shippedFamily } from '../text/index.js'
import { ThreadPool } from '../threads/index.js'

export interface RasterQuestion {
  svg: string
  options: ResvgRenderOptions
}

/** On two cores, with charts drawn meanwhile, a second only takes from the others. */
const most = availableParallelism() > 2 ? 2 : 1
const threads = new ThreadPool<RasterQuestion, Uint8Array>(codeFile('backends/raster-thread.js'), most)

/** SVG files name Arial, which viewers have; our renderers have Arimo. */
export function withShippedFont(svg: string): string {
  return svg.replaceAll(`font-family="${officeFamily}"`, `font-family="${shippedFamily}"`)
}

/** `widthPx` wide, transparent where no background is given. No font of the system is looked at. */
export function svgToPng(svg: string, widthPx: number, background?: string, fonts?: FontSet): Promise<Uint8Array> {
  const files = [...new Set([...Object.values(fontFiles()), ...Object.values(fonts?.files ?? {})])]
  const font = { loadSystemFonts: false, fontFiles: files, defaultFontFamily: shippedFamily, sansSerifFamily: shippedFamily }
  return threads.ask({ svg: withShippedFont(svg), options: { background, fitTo: { mode: 'width', value: widthPx }, font } })
}
