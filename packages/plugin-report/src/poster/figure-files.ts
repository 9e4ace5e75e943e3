/** Each figure of a poster as files of its own: SVG with its Vega-Lite specification, or CSV. */
import { type Drawings, picturesOf } from '../backends/index.js'
import { isTableKind } from '../figures/index.js'
import type { LayoutModel } from '../layout/index.js'
import { toCsv } from './csv.js'

export interface PosterFile {
  /** Relative to the report's folder. */
  path: string
  data: string | Uint8Array
}

export interface FigureFiles {
  name: string
  alt: string
  files: PosterFile[]
}

export function figureFiles(layout: LayoutModel, drawings: Drawings): FigureFiles[] {
  const pictures = picturesOf(layout).map((box) => {
    const { name, alt } = box.figure
    const drawing = drawings.get(box)
    const spec = drawing?.spec ? [{ path: `figures/${safeName(name)}.vl.json`, data: `${JSON.stringify(drawing.spec, null, 1)}\n` }] : []
    return { name, alt, files: [{ path: `figures/${safeName(name)}.svg`, data: drawing?.svg ?? '' }, ...spec] }
  })
  const tables = layout.boxes.flatMap((box) => {
    if (box.kind !== 'table' || !isTableKind(box.figure.kind)) return []
    const { name, alt, kind, source, options } = box.figure
    return [{ name, alt, files: [{ path: `figures/${safeName(name)}.csv`, data: toCsv(kind.table(source, options)) }] }]
  })
  return [...pictures, ...tables]
}

/** A figure's name is a key of report.yaml and may hold anything; a file's may not. */
function safeName(name: string): string {
  return name.replace(/[^\p{L}\p{N}_-]+/gu, '_').slice(0, 80) || 'figure'
}
