/**
 * Co-registered grids beside each other: a row for each sample, a column for each panel, a colour bar with unit below.
 *
 * Drawn as embedded PNG images with text around them, so there is no Vega-Lite specification for it.
 */
import type { Raster } from '@phd/core'
import type { PictureKind } from './kind.js'
import { cell, counted, decimal, listed, percent } from './numbers.js'
import { rampColour } from './ramp.js'
import { mean, panelData, panelPng, type RasterGroup, type RasterPanel, shownGroups } from './raster-panels.js'
import { type FigureStyle, ptPerMm } from './style.js'
import { fixed, svgDocument, svgImage, svgText } from './svg.js'

export const raster: PictureKind = {
  about: 'raster panels with colour bars (options: samples, panels)',
  draws: (result) => result.shape === 'raster' && result.panels.length > 0,
  heights({ result }, widthMm, style, options) {
    const grid = result as Raster
    const groups = shownGroups(grid, options)
    const full = arrangement(grid, groups, widthMm * ptPerMm, Number.POSITIVE_INFINITY, 1, style)
    const heightMm = full.heightPt / ptPerMm
    return { minMm: heightMm * 0.6, idealMm: heightMm, maxMm: heightMm }
  },
  async draw({ result }, size, style, options) {
    const grid = result as Raster
    const groups = shownGroups(grid, options)
    const [widthPt, heightPt] = [size.widthMm * ptPerMm, size.heightMm * ptPerMm]
    const tried = groups.map((_, i) => arrangement(grid, groups, widthPt, heightPt, i + 1, style))
    const best = tried.reduce((a, b) => (b.cellPt > a.cellPt * 1.05 ? b : a))
    return { svg: drawGrid(grid, groups, best, widthPt, heightPt, style) }
  },
  alt({ result }, options) {
    const grid = result as Raster
    const groups = shownGroups(grid, options)
    const rows = groups.map(({ name, panels }) => {
      const means = panels.map(
        (panel) =>
          `${panel.name} ${panel.palette === 'mask' ? percent(mean(panelData(grid, panel.index))) : cell(mean(panelData(grid, panel.index)))}${panel.unit ? ` ${panel.unit}` : ''}`,
      )
      return `${name || 'The grid'}, mean values: ${listed(means)}`
    })
    return `Maps of ${counted(groups.length, 'sample')}, ${grid.height} by ${grid.width} cells, north on top. ${rows.join('. ')}.`
  },
}

interface Arrangement {
  /** Width of one panel. */
  cellPt: number
  /** Groups beside each other. */
  across: number
  heightPt: number
}

const gap = 0.5

function columnsOf(groups: RasterGroup[]): number {
  return Math.max(...groups.map(({ panels }) => panels.length))
}

/** The largest panels that fit with `across` groups beside each other. */
function arrangement(grid: Raster, groups: RasterGroup[], widthPt: number, heightPt: number, across: number, { fontPt }: FigureStyle): Arrangement {
  const columns = columnsOf(groups)
  const rows = Math.ceil(groups.length / across)
  const aspect = grid.height / grid.width
  const besideWidth = across * (fontPt * 1.6 + columns * fontPt * gap)
  const around = fontPt * 4.9 + rows * fontPt * gap
  const byWidth = (widthPt - besideWidth) / (across * columns)
  const byHeight = (heightPt - around) / (rows * aspect)
  const cellPt = Math.max(1, Math.min(byWidth, byHeight))
  return { cellPt, across, heightPt: around + rows * cellPt * aspect }
}

function drawGrid(
  grid: Raster,
  groups: RasterGroup[],
  { cellPt, across, heightPt: used }: Arrangement,
  widthPt: number,
  heightPt: number,
  style: FigureStyle,
): string {
  const { fontPt } = style
  const columns = columnsOf(groups)
  const cellHeight = (cellPt * grid.height) / grid.width
  const blockWidth = fontPt * 1.6 + columns * (cellPt + fontPt * gap)
  const left = Math.max(0, (widthPt - across * blockWidth) / 2)
  const top = Math.max(0, (heightPt - used) / 2)
  const parts: string[] = []
  groups.forEach((group, g) => {
    const x0 = left + (g % across) * blockWidth + fontPt * 1.6
    const row = Math.floor(g / across)
    const y0 = top + fontPt * 1.5 + row * (cellHeight + fontPt * gap)
    const label = [group.name, group.reason && `(${group.reason})`].filter(Boolean).join(' ')
    if (label) parts.push(svgText(label, x0 - fontPt * 0.55, y0 + cellHeight / 2, fontPt, { anchor: 'middle', rotate: -90 }))
    group.panels.forEach((panel, p) => {
      const x = x0 + p * (cellPt + fontPt * gap)
      if (row === 0) parts.push(svgText(panel.name, x + cellPt / 2, y0 - fontPt * 0.5, fontPt, { anchor: 'middle', bold: true }))
      parts.push(svgImage(panelPng(grid, panel), 'image/png', x, y0, cellPt, cellHeight))
      parts.push(
        `<rect x="${fixed(x)}" y="${fixed(y0)}" width="${fixed(cellPt)}" height="${fixed(cellHeight)}" fill="none" stroke="#5A6772" stroke-width="1"/>`,
      )
      const isLastRow = g + across >= groups.length
      if (isLastRow) parts.push(colourBar(panel, x, y0 + cellHeight + fontPt * 0.5, cellPt, style))
      if (isLastRow && p === 0 && g % across === 0) parts.push(scaleBar(grid, x, y0, cellPt, cellHeight, style))
    })
  })
  return svgDocument(widthPt, heightPt, parts.join(''))
}

function colourBar(panel: RasterPanel, x: number, y: number, width: number, { fontPt }: FigureStyle): string {
  const steps = panel.palette === 'mask' ? 2 : 48
  const height = fontPt * 0.7
  const parts = Array.from({ length: steps }, (_, i) => {
    const [r, g, b] = rampColour(panel.palette, i / (steps - 1))
    return `<rect x="${fixed(x + (i * width) / steps)}" y="${fixed(y)}" width="${fixed(width / steps + 0.4)}" height="${fixed(height)}" fill="rgb(${r},${g},${b})"/>`
  })
  const baseline = y + height + fontPt * 1.1
  parts.push(`<rect x="${fixed(x)}" y="${fixed(y)}" width="${fixed(width)}" height="${fixed(height)}" fill="none" stroke="#5A6772" stroke-width="1"/>`)
  parts.push(svgText(endLabel(panel.low), x, baseline, fontPt))
  parts.push(svgText(endLabel(panel.high), x + width, baseline, fontPt, { anchor: 'end' }))
  if (panel.unit) parts.push(svgText(panel.unit, x + width / 2, baseline + (panel.unit.length > 8 ? fontPt * 1.15 : 0), fontPt, { anchor: 'middle' }))
  return parts.join('')
}

function endLabel(value: number): string {
  return Number.isInteger(value) ? cell(value) : decimal(value, Math.abs(value) < 1 ? 2 : Math.abs(value) < 10 ? 1 : 0)
}

/** A bar of a round number of metres, about a third of the panel, on a white plate in its lower left corner. */
function scaleBar({ cellMetres, width }: Raster, x: number, y: number, cellPt: number, cellHeight: number, { fontPt }: FigureStyle): string {
  if (!cellMetres) return ''
  const third = (cellMetres * width) / 3
  const power = 10 ** Math.floor(Math.log10(third))
  const metres = [5, 2, 1].map((n) => n * power).find((n) => n <= third) ?? power
  const length = (metres / (cellMetres * width)) * cellPt
  const label = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`
  const [left, bottom] = [x + fontPt * 0.4, y + cellHeight - fontPt * 0.4]
  return [
    `<rect x="${fixed(left - fontPt * 0.2)}" y="${fixed(bottom - fontPt * 1.5)}" width="${fixed(Math.max(length, label.length * fontPt * 0.58) + fontPt * 0.4)}" height="${fixed(fontPt * 1.7)}" fill="#FFFFFF" fill-opacity="0.85"/>`,
    `<rect x="${fixed(left)}" y="${fixed(bottom - fontPt * 0.2)}" width="${fixed(length)}" height="${fixed(fontPt * 0.2)}" fill="#000000"/>`,
    svgText(label, left, bottom - fontPt * 0.4, fontPt),
  ].join('')
}
