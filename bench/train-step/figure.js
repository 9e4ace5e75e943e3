// The ratios of bench/results/train-step.csv as bars, a panel a net: docs/results/train-step.svg and .png.
//
//     node bench/train-step/figure.js
//
// Bars longer than the axis are cut and say so by an arrow before their number.
import { writeFileSync } from 'node:fs'
import { svgToPng } from '../../packages/plugin-report/lib/backends/svg-to-png.js'
import { figureStyle } from '../../packages/plugin-report/lib/figures/index.js'
import { renderVegaLite } from '../../packages/plugin-report/lib/figures/render.js'
import { cases, nameOf, reference, variants } from './cases.js'
import { readResults } from './results.js'

const goal = 0.8
const longest = 2
/** Where the numbers stand, right-aligned. */
const edge = 2.9
const colours = { phd: '#0072B2', keras: '#8A8A8A', pytorch: '#D55E00' }
const dpi = 200

/** The figure of rows of the CSV. */
export async function drawRatios(rows) {
  const { svg } = await renderVegaLite(specification(points(rows)), { widthMm: 240, heightMm: 80 }, figureStyle(10))
  return svg
}

function points(rows) {
  return Object.values(cases).flatMap((it) => {
    const own = rows.filter((row) => row.case === nameOf(it))
    const base = own.find(({ variant }) => variant === reference)
    if (!base) return []
    return own.map(({ variant, ratio_to_tf_function: text, precision }) => {
      const ratio = text === '' ? undefined : Number(text)
      return {
        panel: `${it.title}|tf.function: ${Number(base.median_ms).toLocaleString('en', { maximumSignificantDigits: 3 })} ms`,
        variant: shown(variant),
        framework: variants[variant].framework,
        faint: precision === 'bf16',
        ours: variant === 'phd compiled',
        bar: Math.min(ratio ?? 0, longest),
        label: ratio === undefined ? 'did not run' : `${ratio > longest ? '→ ' : ''}${ratio.toFixed(ratio < 10 ? 2 : 1)}`,
      }
    })
  })
}

/** The other precision stands apart by its name too: (bf16). */
const shown = (variant) => variant.replace(' bf16', ' (bf16)').replace('xla', 'XLA').replace('pytorch', 'PyTorch').replace('keras', 'Keras')

function specification(values) {
  const order = Object.keys(variants).map(shown)
  const rule = (x, mark) => ({ data: { values: [{}] }, mark: { type: 'rule', color: '#1A2530', ...mark }, encoding: { x: { datum: x } } })
  const y = { field: 'variant', type: 'nominal', sort: order, title: null, axis: { domain: false, ticks: false } }
  const x = {
    field: 'bar',
    type: 'quantitative',
    scale: { domain: [0, edge], nice: false },
    axis: { title: null, values: [0, 0.5, 1, 1.5, 2], grid: false },
  }
  const bars = {
    mark: { type: 'bar', height: { band: 0.78 } },
    encoding: {
      y,
      x,
      color: { field: 'framework', scale: { domain: Object.keys(colours), range: Object.values(colours) }, legend: null },
      opacity: { field: 'faint', scale: { domain: [false, true], range: [1, 0.45] }, legend: null },
    },
  }
  const label = (weight, test) => ({
    transform: [{ filter: test }],
    mark: { type: 'text', align: 'right', fontWeight: weight },
    encoding: { y, x: { datum: edge }, text: { field: 'label' } },
  })
  return {
    autosize: { type: 'pad' },
    data: { values },
    title: {
      text: "Time of a training step relative to Keras' tf.function: shorter is faster; dashed, the goal of 0.8",
      anchor: 'start',
      fontSize: 11,
      fontWeight: 'normal',
      offset: 8,
    },
    facet: {
      column: {
        field: 'panel',
        sort: [...new Set(values.map(({ panel }) => panel))],
        header: { title: null, labelExpr: "split(datum.label, '|')", labelFontSize: 10 },
      },
    },
    spacing: 20,
    spec: {
      width: 118,
      height: { step: 17 },
      layer: [
        bars,
        rule(1, { strokeWidth: 0.8 }),
        rule(goal, { strokeWidth: 1.4, strokeDash: [4, 3] }),
        label('normal', '!datum.ours'),
        label('bold', 'datum.ours'),
      ],
    },
  }
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const svg = await drawRatios(readResults())
  const folder = new URL('../../docs/results/', import.meta.url)
  const [, widthPt] = /width="([\d.]+)"/.exec(svg)
  writeFileSync(new URL('train-step.svg', folder), svg)
  writeFileSync(new URL('train-step.png', folder), await svgToPng(svg, Math.round((Number(widthPt) / 72) * dpi), '#FFFFFF'))
}
