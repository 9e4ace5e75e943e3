/** Every figure that is shown, with its page and the fingerprint of the data that it was drawn from. */
import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { Result } from '@phd/core'
import type { DocFigure } from '../document/poster-document.js'
import type { LaidDocument } from '../layout/index.js'
import type { PlacedFigure } from './model.js'

/** `settings` of report.yaml tell the name of the result; without them its title stands for it. */
export function placedFigure({ name, source, alt }: DocFigure, page: number, settings: Record<string, { result: string }> = {}): PlacedFigure {
  const result = Object.hasOwn(settings, name) ? settings[name].result : source.result.title
  return { name, page, runs: [basename(source.runDir)], result, alt, sha256: dataHash(source.result) }
}

export function figuresOfPages({ pages }: Pick<LaidDocument, 'pages'>, settings?: Record<string, { result: string }>): PlacedFigure[] {
  return pages.flatMap(({ boxes }, i) =>
    boxes.flatMap((box) => (box.kind === 'picture' || box.kind === 'table' ? [placedFigure(box.figure, i + 1, settings)] : [])),
  )
}

export function dataHash(result: Result): string {
  const { data, ...plain } = result as Result & { data?: Float32Array }
  const hash = createHash('sha256').update(JSON.stringify(plain))
  if (data) hash.update('\0').update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  return hash.digest('hex')
}
