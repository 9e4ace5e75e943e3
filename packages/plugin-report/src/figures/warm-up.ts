/** A chart that nobody sees, with all that our charts are made of: drawn first, while its thread waits, it halves the time of those that follow. */
import { renderVegaLite } from './render.js'
import { figureStyle, okabeIto } from './style.js'

export async function warmUp(): Promise<void> {
  const style = figureStyle(11)
  const values = ['a', 'b'].flatMap((line, i) => Array.from({ length: 20 }, (_, x) => ({ line, x, y: x * (i + 1), low: x, high: x + 1, text: String(x) })))
  const axis = { tickCount: 5, grid: false }
  const x = { field: 'x', type: 'quantitative', title: 'x', scale: { zero: false, nice: false }, axis }
  const y = { field: 'y', type: 'quantitative', title: 'y', scale: { zero: true, nice: true }, axis }
  const legend = { title: null, columns: 2, symbolType: 'stroke', symbolSize: 100, clipHeight: 14 }
  const colour = { field: 'line', type: 'nominal', scale: { domain: ['a', 'b'], range: okabeIto.slice(0, 2) }, legend }
  const dashed = {
    ...colour,
    scale: {
      domain: ['a', 'b'],
      range: [
        [1, 0],
        [4, 2],
      ],
    },
  }
  const lines = {
    layer: [
      {
        transform: [{ filter: { and: [{ field: 'line', equal: 'a' }, 'isValid(datum.low) && isValid(datum.high)'] } }],
        mark: { type: 'area', opacity: 0.2 },
        encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
      },
      { mark: 'line', encoding: { x, y, color: colour, strokeDash: dashed } },
      { mark: { type: 'point', filled: true, shape: 'diamond' }, encoding: { x, y } },
      { data: { values: [{ y: 3, line: 'a' }] }, mark: 'rule', encoding: { y, color: colour, strokeDash: dashed } },
    ],
  }
  const named = { field: 'text', type: 'nominal', sort: null, title: null, axis: { domain: false, ticks: false } }
  const cells = {
    encoding: { x: { field: 'line', type: 'nominal', axis: { orient: 'top', labelAngle: 0 } }, y: named },
    layer: [
      { mark: 'rect', encoding: { color: { field: 'y', type: 'quantitative', scale: { domain: [0, 40], range: ['#EAF3FA', '#08519C'] }, legend: null } } },
      {
        mark: { type: 'text', fontWeight: 'bold' },
        encoding: { text: { field: 'text' }, color: { condition: { test: 'datum.y > 5', value: '#FFFFFF' }, value: '#000000' } },
      },
    ],
  }
  const bars = { mark: { type: 'bar', tooltip: null }, encoding: { x, y: named, yOffset: { field: 'line' }, color: colour } }
  const sizes = { width: 300, height: 200 }
  await renderVegaLite({ data: { values }, hconcat: [lines, cells, bars].map((view) => ({ ...sizes, ...view })) }, { widthMm: 100, heightMm: 60 }, style)
}
