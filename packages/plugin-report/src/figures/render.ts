/**
 * A Vega-Lite specification to SVG, at a physical size, with true text widths and the same bytes every time.
 *
 * Vega guesses text widths where there is no canvas (up to 188 % off); `textMetrics.width` is replaced by ours.
 */
import type { FontMetrics } from '../text/index.js'
import { loadFontMetrics, officeFamily } from '../text/index.js'
import { drawBeside } from './charts.js'
import type { Drawing, PrintSize } from './kind.js'
import { checkExpressions, closedLoader } from './spec-guard.js'
import { type FigureStyle, gridColour, ink, ptPerMm } from './style.js'
import { loadVega } from './vega.js'

/** `limit` is the width at which Vega cuts a text off. */
interface MeasuredItem {
  fontSize?: number
  fontWeight?: string | number
  limit?: number
}

/** `spec` is a single or layered view, or views with sizes of their own beside and below each other; fonts and colours of axes are set here. */
export async function renderVegaLite(spec: object, size: PrintSize, style: FigureStyle): Promise<Drawing> {
  const full = completeSpec(spec, size, style)
  return { svg: await drawComplete(full), spec: full }
}

export function completeSpec(spec: object, size: PrintSize, style: FigureStyle): object {
  const isConcat = 'hconcat' in spec || 'vconcat' in spec
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    ...(isConcat ? {} : { width: Math.round(size.widthMm * ptPerMm), height: Math.round(size.heightMm * ptPerMm) }),
    autosize: { type: isConcat ? 'pad' : 'fit', contains: 'padding' },
    background: 'transparent',
    ...spec,
    config: { ...vegaConfig(style), ...('config' in spec ? (spec.config as object) : {}) },
  }
}

export function drawComplete(full: object): Promise<string> {
  return drawBeside(full) ?? drawSpec(full)
}

/** Draws a complete specification. Whatever it says, nothing is read or fetched: REPORT_FIGURE_SPEC where it asks for that. */
export async function drawSpec(full: object): Promise<string> {
  const [{ vega, vegaLite }, metrics] = await Promise.all([loadVega(), loadFontMetrics()])
  useTrueWidths(vega, metrics)
  const compiled = vegaLite.compile({ ...full, background: null } as unknown as Parameters<typeof vegaLite.compile>[0], { logger: silentLogger() })
  const runtime = vega.parse(compiled.spec, {}, { ast: true })
  checkExpressions(runtime)
  const view = new vega.View(runtime, { renderer: 'none', loader: closedLoader, logger: silentLogger() })
  try {
    return stableIds(await view.toSVG())
  } finally {
    view.finalize()
  }
}

function useTrueWidths(vega: object, metrics: FontMetrics): void {
  const { textMetrics } = vega as { textMetrics: { width: (item: MeasuredItem, text: unknown) => number } }
  textMetrics.width = (item, text) => {
    const bold = item.fontWeight === 'bold' || Number(item.fontWeight) >= 600
    const widthPt = metrics.widthEm(String(text ?? ''), bold ? 'bold' : 'regular') * (item.fontSize ?? 11)
    return item.limit && item.limit > 0 ? Math.min(widthPt, item.limit) : widthPt
  }
}

function vegaConfig({ fontPt, linePt }: FigureStyle): object {
  const text = { labelFont: officeFamily, titleFont: officeFamily, labelFontSize: fontPt, titleFontSize: fontPt, labelColor: ink, titleColor: ink }
  return {
    font: officeFamily,
    padding: fontPt * 0.2,
    axis: {
      ...text,
      titleFontWeight: 'normal',
      titlePadding: fontPt * 0.6,
      labelPadding: fontPt * 0.3,
      labelLimit: 0,
      gridColor: gridColour,
      gridWidth: linePt * 0.4,
      domainColor: ink,
      domainWidth: linePt * 0.5,
      tickColor: ink,
      tickWidth: linePt * 0.5,
      tickSize: fontPt * 0.3,
    },
    legend: {
      ...text,
      labelLimit: 0,
      titleFontWeight: 'normal',
      orient: 'top',
      direction: 'horizontal',
      columnPadding: fontPt,
      rowPadding: fontPt * 0.25,
      labelOffset: fontPt * 0.4,
      offset: fontPt * 0.6,
      symbolStrokeWidth: linePt,
      padding: 0,
    },
    line: { strokeWidth: linePt },
    rule: { strokeWidth: linePt * 0.8 },
    text: { font: officeFamily, fontSize: fontPt, fill: ink },
    view: { stroke: null },
  }
}

/** How many entries of a legend fit beside each other. */
export function legendColumns(labels: string[], metrics: FontMetrics, { fontPt }: FigureStyle, widthPt: number, symbolPt = fontPt * 2): number {
  const widest = Math.max(...labels.map((label) => metrics.widthEm(label))) * fontPt + symbolPt + fontPt * 1.5
  return Math.max(1, Math.min(labels.length, Math.floor((widthPt * 0.94) / widest)))
}

/** Vega numbers its clip paths by process; number them by figure instead. */
function stableIds(svg: string): string {
  const seen = new Map<string, string>()
  const renamed = (id: string) => {
    if (!seen.has(id)) seen.set(id, `p${seen.size}`)
    return seen.get(id)
  }
  return svg.replace(/\bid="([^"]+)"/g, (_, id) => `id="${renamed(id)}"`).replace(/url\(#([^)]+)\)/g, (_, id) => `url(#${renamed(id)})`)
}

function silentLogger() {
  const quiet = { level: () => quiet, error: () => quiet, warn: () => quiet, info: () => quiet, debug: () => quiet }
  return quiet as never
}
