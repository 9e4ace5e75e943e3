/**
 * How large the panels of a raster become on a given area, with room for names above, sample names beside and colour
 * bars below. Long names take more lines on smaller panels, so the size is found in a few rounds.
 */
import type { Raster } from '@phd/core'
import { type FontMetrics, wrap } from '../text/index.js'
import { barHeightPt } from './colour-bar.js'
import type { RasterGroup } from './raster-panels.js'
import type { FigureStyle } from './style.js'

export interface Arrangement {
  /** Width and height of one panel. */
  cellPt: number
  cellHeightPt: number
  /** Groups beside each other, and the width of one. */
  across: number
  blockPt: number
  /** From one panel of a group to the next. */
  stepPt: number
  headerLines: number
  sideLines: number
  heightPt: number
}

/** Between panels, in font sizes. */
export const gapEm = 0.5
const rounds = 4

export function captionHeightPt(lines: number, fontPt: number): number {
  return fontPt * (1.15 * lines + 0.35)
}

/** Room left of the panels for the sample's name. */
export function sideEm({ sideLines }: { sideLines: number }): number {
  return sideLines ? 0.45 + 1.15 * sideLines : 0
}

/** Room for the lines above a panel. */
export function headerRoomPt({ stepPt }: Pick<Arrangement, 'stepPt'>, fontPt: number): number {
  return stepPt - fontPt * gapEm
}

/** The lines above a panel. */
export function headerOf(name: string, widthEm: number, metrics: FontMetrics): string[] {
  return wrap(withUnits(name), widthEm, metrics, 'bold')
}

/** The lines beside a row: the sample, and why it is shown. */
export function sideLabelOf({ name, reason }: RasterGroup, heightEm: number, metrics: FontMetrics): string[] {
  return wrap(withUnits([name, reason && `(${reason})`].filter(Boolean).join(' ')), heightEm, metrics)
}

/** No line ends between a number and its unit. */
function withUnits(text: string): string {
  return text.replace(/(\d) (?=(?:min|s|h|d|mm|cm|km|m|%|°)(?![\p{L}\d]))/gu, '$1\u00a0')
}

/** The largest panels with `across` groups beside each other; room that is left over goes between them where a word above one is wider than it. */
export function arrange(
  grid: Raster,
  groups: RasterGroup[],
  { widthPt, heightPt, across }: { widthPt: number; heightPt: number; across: number },
  { fontPt }: FigureStyle,
  metrics: FontMetrics,
): Arrangement {
  const columns = Math.max(...groups.map(({ panels }) => panels.length))
  const rows = Math.ceil(groups.length / across)
  const aspect = grid.height / grid.width
  const panels = groups.flatMap((group) => group.panels)
  let found: Arrangement = { cellPt: widthPt, cellHeightPt: widthPt, across, blockPt: 0, stepPt: widthPt, headerLines: 1, sideLines: 1, heightPt: 0 }
  const wordPt = Math.max(...panels.flatMap(({ name }) => withUnits(name).split(' ')).map((word) => metrics.widthEm(word, 'bold') * fontPt))
  for (let round = 0; round < rounds; round++) {
    const headerLines = Math.max(...panels.map(({ name }) => headerOf(name, headerRoomPt(found, fontPt) / fontPt, metrics).length))
    const sideLines = Math.max(...groups.map((group) => sideLabelOf(group, found.cellHeightPt / fontPt, metrics).length))
    const barPt = Math.max(...panels.map((panel) => barHeightPt(panel, found.cellPt, fontPt, metrics)))
    const aroundPt = captionHeightPt(headerLines, fontPt) + barPt + fontPt * (0.7 + (rows - 1) * gapEm)
    const fixedPt = fontPt * (sideEm({ sideLines }) + columns * gapEm)
    const cellPt = Math.max(1, Math.min((widthPt / across - fixedPt) / columns, (heightPt - aroundPt) / (rows * aspect)))
    const stepPt = Math.min(Math.max(cellPt, wordPt) + fontPt * gapEm, (widthPt / across - fontPt * sideEm({ sideLines })) / columns)
    found = {
      cellPt,
      cellHeightPt: cellPt * aspect,
      across,
      blockPt: fontPt * sideEm({ sideLines }) + columns * stepPt,
      stepPt,
      headerLines,
      sideLines,
      heightPt: aroundPt + rows * cellPt * aspect,
    }
  }
  return found
}
