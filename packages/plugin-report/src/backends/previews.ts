/** The PNGs that stand in for SVG pictures in a PPTX, drawn beside the main thread from the moment that a picture is there. */
import { svgToPng } from './svg-to-png.js'

const previewDpi = 110
const mostPreviewPixels = 1800

export class Previews {
  private readonly asked = new Map<string, Promise<Uint8Array>>()

  /** In pixels, of a picture that is printed at `widthMm`. */
  static widthPx(widthMm: number): number {
    return Math.min(mostPreviewPixels, Math.round((widthMm / 25.4) * previewDpi))
  }

  of(svg: string, widthPx = mostPreviewPixels): Promise<Uint8Array> {
    const key = `${widthPx} ${svg}`
    const png = this.asked.get(key) ?? svgToPng(svg, widthPx)
    // What fails is told to whoever waits for it.
    png.catch(() => undefined)
    this.asked.set(key, png)
    return png
  }
}
