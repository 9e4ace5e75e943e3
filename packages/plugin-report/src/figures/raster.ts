/**
 * Co-registered grids beside each other: a row for each sample, a column for each panel, a colour bar with unit below.
 *
 * Drawn as embedded PNG images with text around them, so there is no Vega-Lite specification for it.
 */
import type { Raster } from '@phd/core'
import { type FontMetrics, loadFontMetrics } from '../text/index.js'
import { colourBar, outline, scaleBar } from './colour-bar.js'
import type { PictureKind, PrintSize } from './kind.js'
import { cell, counted, listed, percent } from './numbers.js'
import type { FigureOptions } from './options.js'
import { type Arrangement, arrange, captionHeightPt, gapEm, headerOf, headerRoomPt, sideEm, sideLabelOf } from './raster-grid.js'
import { mean, panelData, panelNames, panelPng, type RasterGroup, shownGroups } from './raster-panels.js'
import { type FigureStyle, ptPerMm } from './style.js'
import { svgDocument, svgImage, svgText } from './svg.js'

/** Of the largest height; and what a panel keeps of its width there, for names that take more lines leave less and less. */
const shares = [0.6, 0.7, 0.8, 0.9]
const leastCell = 0.5

export const raster: PictureKind = {
  about: 'raster panels with colour bars',
  options: { samples: 'count', panels: { namesOf: panelNames } },
  draws: (result) => result.shape === 'raster' && result.panels.length > 0,
  heights({ result }, widthMm, style, options, metrics) {
    const grid = result as Raster
    const full = arrange(grid, shownGroups(grid, options), { widthPt: widthMm * ptPerMm, heightPt: Number.POSITIVE_INFINITY, across: 1 }, style, metrics)
    const heightMm = full.heightPt / ptPerMm
    const isLarge = (share: number) => best(grid, { widthMm, heightMm: heightMm * share }, style, options, metrics).cellPt >= full.cellPt * leastCell
    return { minMm: heightMm * (shares.find(isLarge) ?? 1), idealMm: heightMm, maxMm: heightMm }
  },
  filledMm({ result }, size, style, options, metrics) {
    return best(result as Raster, size, style, options, metrics).heightPt / ptPerMm
  },
  async draw({ result }, size, style, options) {
    const grid = result as Raster
    const metrics = await loadFontMetrics()
    const area: [number, number] = [size.widthMm * ptPerMm, size.heightMm * ptPerMm]
    return { svg: drawGrid(grid, shownGroups(grid, options), best(grid, size, style, options, metrics), area, style, metrics) }
  },
  alt({ result }, options) {
    const grid = result as Raster
    const groups = shownGroups(grid, options)
    const rows = groups.map(({ name, panels }) => {
      const means = panels.map(({ name: panel, index, palette, unit }) => {
        const value = mean(panelData(grid, index))
        return `${panel} ${palette === 'mask' ? percent(value) : cell(value)}${unit && palette !== 'error' ? ` ${unit}` : ''}`
      })
      return `${name || 'The grid'}, mean values: ${listed(means)}`
    })
    return `Maps of ${counted(groups.length, 'sample')}, ${grid.height} by ${grid.width} cells, north on top. ${rows.join('. ')}.`
  },
}

/** The arrangement with the largest panels. */
function best(grid: Raster, { widthMm, heightMm }: PrintSize, style: FigureStyle, options: FigureOptions, metrics: FontMetrics): Arrangement {
  const groups = shownGroups(grid, options)
  const area = { widthPt: widthMm * ptPerMm, heightPt: heightMm * ptPerMm }
  const tried = groups.map((_, i) => arrange(grid, groups, { ...area, across: i + 1 }, style, metrics))
  return tried.reduce((a, b) => (b.cellPt > a.cellPt * 1.05 ? b : a))
}

function drawGrid(
  grid: Raster,
  groups: RasterGroup[],
  layout: Arrangement,
  [widthPt, heightPt]: [number, number],
  style: FigureStyle,
  metrics: FontMetrics,
): string {
  const { fontPt } = style
  const { cellPt, cellHeightPt, across, blockPt, stepPt, headerLines } = layout
  const left = Math.max(0, (widthPt - across * blockPt) / 2)
  const top = Math.max(0, (heightPt - layout.heightPt) / 2)
  const headerPt = captionHeightPt(headerLines, fontPt)
  const parts: string[] = []
  groups.forEach((group, g) => {
    const row = Math.floor(g / across)
    const x0 = left + (g % across) * blockPt + fontPt * sideEm(layout)
    const y0 = top + headerPt + row * (cellHeightPt + fontPt * gapEm)
    const isLastRow = g + across >= groups.length
    parts.push(...sideLabel(group, x0, y0 + cellHeightPt / 2, layout, fontPt, metrics))
    group.panels.forEach((panel, p) => {
      const x = x0 + p * stepPt
      if (row === 0) {
        const lines = headerOf(panel.name, headerRoomPt(layout, fontPt) / fontPt, metrics)
        parts.push(
          ...lines.map((line, i) =>
            svgText(line, x + cellPt / 2, y0 - fontPt * (0.45 + 1.15 * (lines.length - 1 - i)), fontPt, { anchor: 'middle', bold: true }),
          ),
        )
      }
      parts.push(svgImage(panelPng(grid, panel), 'image/png', x, y0, cellPt, cellHeightPt), outline(x, y0, cellPt, cellHeightPt, fontPt))
      if (isLastRow) parts.push(colourBar(panel, x, y0 + cellHeightPt + fontPt * 0.5, cellPt, style, metrics))
      if (isLastRow && p === 0 && g % across === 0) parts.push(scaleBar(grid, x, y0, cellPt, cellHeightPt, style))
    })
  })
  return svgDocument(widthPt, heightPt, parts.join(''))
}

/** The sample's name, turned, on the left of its row; `x` is where its panels begin. */
function sideLabel(group: RasterGroup, x: number, middleY: number, { cellHeightPt }: Arrangement, fontPt: number, metrics: FontMetrics): string[] {
  const lines = sideLabelOf(group, cellHeightPt / fontPt, metrics)
  return lines.map((line, i) => svgText(line, x - fontPt * (0.55 + 1.15 * (lines.length - 1 - i)), middleY, fontPt, { anchor: 'middle', rotate: -90 }))
}
