/** A thread that draws SVG as PNG, one after the other; its answers carry the number of what was asked. */
import { parentPort } from 'node:worker_threads'
import { Resvg } from '@resvg/resvg-js'
import type { RasterRequest } from './raster.js'

parentPort?.on('message', ({ id, svg, options }: RasterRequest & { id: number }) => {
  try {
    const png = new Resvg(svg, options).render().asPng()
    parentPort?.postMessage({ id, png: Uint8Array.from(png) })
  } catch (cause) {
    parentPort?.postMessage({ id, error: String((cause as Error)?.message ?? cause) })
  }
})
