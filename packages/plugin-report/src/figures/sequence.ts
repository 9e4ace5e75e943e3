/**
 * A raster as frames in time: one a group, all on the same colours and at the same place.
 *
 * Out: an animated PNG (APNG: any browser, Keynote, no sound, first frame where it is not animated) or one HTML file with
 * buttons and arrow keys, which loads nothing. Both are the same bytes every time.
 */
import { PhdError, type Raster, type Result } from '@phd/core'
import { withShippedFont } from '../backends/svg-to-png.js'
import { escapeMarkup, fontFiles, loadFontMetrics, shippedFamily } from '../text/index.js'
import { animatedPng } from './apng.js'
import type { FigureSource, PrintSize } from './kind.js'
import type { FigureOptions } from './options.js'
import { raster } from './raster.js'
import { shownGroups } from './raster-panels.js'
import type { FigureStyle } from './style.js'

export interface Frame {
  name: string
  svg: string
}

const mostFrames = 240

/** As tall as one group needs at this width, at most `heightMm`; all frames are of one size, which is answered too. */
export async function drawFrames(
  source: FigureSource,
  { widthMm, heightMm }: PrintSize,
  style: FigureStyle,
  options: FigureOptions,
): Promise<{ frames: Frame[]; size: PrintSize }> {
  const grid = grouped(source.result)
  const groups = shownGroups(grid, { ...options, samples: mostFrames })
  if (groups.length < 2) {
    throw new PhdError('REPORT_FIGURE_FORMAT', 'An animation needs two samples or panels of one kind at least.', {
      expected: 'a raster with several groups, or several panels with one palette',
      received: `${grid.panels.length} panels in ${groups.length} group`,
      remedy: '--format svg,pdf,png',
      usage: true,
    })
  }
  const shared = sharedRange(grid)
  const parts = groups.map(({ name, panels }) => ({
    name,
    source: {
      ...source,
      result: onlyPanels(
        shared,
        panels.map(({ index }) => index),
      ),
    },
  }))
  const metrics = await loadFontMetrics()
  const own = { panels: options.panels }
  const idealMm = Math.max(...parts.map((part) => raster.heights(part.source, widthMm, style, own, metrics).idealMm))
  const size = { widthMm, heightMm: Math.min(heightMm, idealMm) }
  const frames: Frame[] = []
  for (const part of parts) frames.push({ name: part.name, svg: (await raster.draw(part.source, size, style, own)).svg })
  return { frames, size }
}

/** Panels without a group are frames of their own where they have one palette. */
function grouped(result: Result): Raster {
  const grid = result as Raster
  if (grid.panels.some(({ group }) => group !== undefined) || new Set(grid.panels.map(({ palette }) => palette)).size > 1) return grid
  return { ...grid, panels: grid.panels.map((panel) => ({ ...panel, group: panel.name, name: panel.unit ?? grid.title, unit: undefined })) }
}

/** Every panel says its range, so that one colour is one value in all frames. */
function sharedRange(grid: Raster): Raster {
  const ranges = new Map(
    shownGroups(grid, { samples: mostFrames }).flatMap(({ panels }) => panels.map(({ name, low, high }) => [name, { low, high }] as const)),
  )
  return { ...grid, panels: grid.panels.map((panel) => ({ ...panel, ...ranges.get(panel.name) })) }
}

function onlyPanels(grid: Raster, indices: number[]): Raster {
  const cells = grid.width * grid.height
  const data = new Float32Array(indices.length * cells)
  indices.forEach((index, i) => {
    data.set(grid.data.subarray(index * cells, (index + 1) * cells), i * cells)
  })
  return { ...grid, panels: indices.map((index) => grid.panels[index]), data }
}

export async function framesToApng(frames: Frame[], widthPx: number, frameMs: number, dpi: number): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js')
  const font = { loadSystemFonts: false, fontFiles: Object.values(fontFiles()), defaultFontFamily: shippedFamily, sansSerifFamily: shippedFamily }
  const images = frames.map(({ svg }) => {
    const { pixels, width, height } = new Resvg(withShippedFont(svg), { background: '#FFFFFF', fitTo: { mode: 'width', value: widthPx }, font }).render()
    return { rgba: new Uint8Array(pixels), width, height }
  })
  return animatedPng(images, frameMs, dpi)
}

/** `pngs` are the frames as PNG. */
export function framesToHtml(
  frames: Frame[],
  pngs: Uint8Array[],
  frameMs: number,
  { title, alt, caption }: { title: string; alt: string; caption: string },
): string {
  const images = pngs.map((png, i) => {
    const name = escapeMarkup(frames[i].name)
    return `<img src="data:image/png;base64,${Buffer.from(png).toString('base64')}" alt="${name}"${i ? ' hidden' : ''}>`
  })
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${escapeMarkup(title)}</title>
<style>
body { margin: 1rem; font: 1rem/1.4 Arial, sans-serif; color: #1A2530; background: #fff }
figure { margin: 0 auto; max-width: 1200px }
img { width: 100%; height: auto }
img[hidden] { display: none }
.bar { display: flex; gap: .75rem; align-items: center; margin: .5rem 0 }
input { flex: 1 }
button { font: inherit; padding: .3rem .8rem }
output { min-width: 12ch; font-variant-numeric: tabular-nums }
</style>
</head>
<body>
<figure role="group" aria-label="${escapeMarkup(alt)}">
<div id="frames">${images.join('\n')}</div>
<div class="bar"><button id="play" type="button">Play</button><input id="at" type="range" min="0" max="${frames.length - 1}" value="0" aria-label="Frame"><output id="name">${escapeMarkup(frames[0].name)}</output></div>
<figcaption>${escapeMarkup(caption)}</figcaption>
</figure>
<script>
const all = [...document.querySelectorAll('#frames img')], at = document.getElementById('at'), name = document.getElementById('name'), play = document.getElementById('play')
let timer
const show = (i) => { const n = (i + all.length) % all.length; all.forEach((image, j) => { image.hidden = j !== n }); at.value = n; name.textContent = all[n].alt }
const stop = () => { clearInterval(timer); timer = undefined; play.textContent = 'Play' }
at.oninput = () => { stop(); show(Number(at.value)) }
play.onclick = () => { if (timer) return stop(); play.textContent = 'Pause'; timer = setInterval(() => show(Number(at.value) + 1), ${frameMs}) }
document.onkeydown = (event) => { if (event.target === at) return; if (event.key === 'ArrowRight') { stop(); show(Number(at.value) + 1) } if (event.key === 'ArrowLeft') { stop(); show(Number(at.value) - 1) } }
</script>
</body>
</html>
`
}
