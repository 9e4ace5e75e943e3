/** A confusion matrix: shaded by the share of each true class, with counts. Rows are the truth. */
import type { Confusion } from '@phd/core'
import type { PictureKind } from './kind.js'
import { grouped, percent } from './numbers.js'
import { renderVegaLite } from './render.js'
import { type FigureStyle, ink, ptPerMm } from './style.js'

const mostClassesWithCounts = 6

export const confusion: PictureKind = {
  about: 'a confusion matrix with shares and counts',
  options: {},
  draws: (result) => result.shape === 'confusion',
  heights({ result }, widthMm, { fontPt }) {
    const rows = (result as Confusion).classes.length
    const emMm = fontPt / ptPerMm
    const [labelsMm, minMm] = [emMm * 4, emMm * (4 + 3.2 * rows)]
    return {
      minMm,
      idealMm: Math.max(minMm, labelsMm + Math.min(rows * emMm * 3.6, widthMm)),
      maxMm: Math.max(minMm, labelsMm + Math.min(rows * emMm * 7, widthMm)),
    }
  },
  draw: ({ result }, size, style) => renderVegaLite(confusionSpec(result as Confusion, style), size, style),
  alt: ({ result }) => {
    const { classes, counts } = result as Confusion
    const rows = counts.map((row, truth) => {
      const total = sum(row)
      const cells = row.map((n, predicted) => `${percent(total ? n / total : Number.NaN)} as ${classes[predicted]}`)
      return `of ${grouped(total)} truly ${classes[truth]}, ${cells.join(', ')}`
    })
    return `Confusion matrix: ${rows.join('; ')}.`
  },
}

function confusionSpec({ classes, counts }: Confusion, { fontPt }: FigureStyle): object {
  const values = counts.flatMap((row, truth) =>
    row.map((n, predicted) => {
      const share = sum(row) ? n / sum(row) : 0
      return { truth: classes[truth], predicted: classes[predicted], share, shown: sum(row) ? percent(share) : '–', n: grouped(n) }
    }),
  )
  const axis = { domain: false, ticks: false, labelAngle: 0 }
  const x = { field: 'predicted', type: 'nominal', sort: classes, title: 'predicted', axis: { ...axis, orient: 'top' } }
  const y = { field: 'truth', type: 'nominal', sort: classes, title: 'true', axis }
  const textColour = { condition: { test: 'datum.share > 0.5', value: '#FFFFFF' }, value: ink }
  const layer: object[] = [
    {
      mark: { type: 'rect', stroke: '#FFFFFF', strokeWidth: fontPt * 0.15 },
      encoding: { color: { field: 'share', type: 'quantitative', scale: { domain: [0, 1], range: ['#EAF3FA', '#08519C'] }, legend: null } },
    },
    {
      mark: { type: 'text', fontWeight: 'bold', fontSize: fontPt * 1.3, dy: classes.length <= mostClassesWithCounts ? -fontPt * 0.65 : 0 },
      encoding: { text: { field: 'shown' }, color: textColour },
    },
  ]
  if (classes.length <= mostClassesWithCounts) layer.push({ mark: { type: 'text', dy: fontPt * 0.75 }, encoding: { text: { field: 'n' }, color: textColour } })
  return { data: { values }, encoding: { x, y }, layer }
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
