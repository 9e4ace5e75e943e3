/**
 * A slope graph of a table: each row a line from its value in one column to its value in another.
 *
 * In: one `table` result with a column of names and two of numbers, at a printed size. Out: SVG with 1 unit = 1 pt.
 * Tufte (1983), The Visual Display of Quantitative Information, p. 158.
 */
import { type FigureSource, figure, PhdError, type Result, type Table } from '@phd/core'
import { z } from 'zod'

const ptPerMm = 72 / 25.4

const params = z.object({
  widthMm: z.number().default(120),
  heightMm: z.number().default(80),
  fontPt: z.number().default(9),
  options: z.object({ from: z.string().optional(), to: z.string().optional() }).default({}).describe('Keys of the two columns.'),
})
type Params = z.infer<typeof params>

/** Rows that have both numbers. */
export function pairs(table: Table, { from, to }: Params['options']) {
  const numeric = table.columns.filter(({ key }) => table.rows.some((row) => typeof row[key] === 'number')).map(({ key }) => key)
  const name = table.columns.find(({ key }) => !numeric.includes(key))?.key
  const [a, b] = [from ?? numeric[0], to ?? numeric[1]]
  if (!name || !numeric.includes(a) || !numeric.includes(b)) {
    throw new PhdError('GROUP_SLOPE_COLUMNS', 'A slope graph needs a column of names and two of numbers.', {
      expected: `from and to among: ${numeric.join(', ') || '(the table has no numbers)'}`,
      received: `from ${a}, to ${b}`,
    })
  }
  const rows = table.rows.flatMap((row) => {
    const [left, right] = [row[a], row[b]]
    return typeof left === 'number' && typeof right === 'number' ? [{ name: String(row[name]), left, right }] : []
  })
  const label = (key: string) => table.columns.find((column) => column.key === key)?.label ?? key
  return { rows, labels: [label(a), label(b)] as const }
}

function draws(result: Result): boolean {
  return result.shape === 'table' && result.columns.filter(({ key }) => result.rows.some((row) => typeof row[key] === 'number')).length >= 2
}

function alt([{ result }]: FigureSource[], { options }: Params): string {
  const { rows, labels } = pairs(result as Table, options ?? {})
  const risen = rows.filter(({ left, right }) => right > left).length
  return `Slope graph from ${labels[0]} to ${labels[1]}: ${risen} of ${rows.length} lines rise.`
}

export default figure({
  about: 'Slopes between two columns of a table',
  params,
  draws,
  alt,
  heights: (_sources, _params, widthMm) => ({ minMm: widthMm * 0.4, idealMm: widthMm * 0.6, maxMm: widthMm }),
  async draw([{ id, result }], given) {
    const { widthMm, heightMm, fontPt, options } = params.parse(given)
    const { rows, labels } = pairs(result as Table, options)
    const [width, height] = [widthMm * ptPerMm, heightMm * ptPerMm]
    const values = rows.flatMap(({ left, right }) => [left, right])
    const [low, high] = [Math.min(...values), Math.max(...values)]
    const y = (value: number) => height - fontPt - ((value - low) / (high - low || 1)) * (height - fontPt * 4)
    const [x1, x2] = [width * 0.12, width * 0.6]
    const text = (words: string, x: number, at: number, anchor = 'start') =>
      `<text x="${x.toFixed(2)}" y="${at.toFixed(2)}" font-family="Arial" font-size="${fontPt}px" fill="#1E2722" text-anchor="${anchor}">${escaped(words)}</text>`
    // Names stand one line apart, in the order of their values.
    let above = Number.NEGATIVE_INFINITY
    const lines = [...rows]
      .sort((a, b) => b.right - a.right)
      .map(({ name, left, right }) => {
        const at = Math.max(y(right) + fontPt * 0.35, above + fontPt * 1.15)
        above = at
        const line = `<path d="M${x1.toFixed(2)} ${y(left).toFixed(2)}L${x2.toFixed(2)} ${y(right).toFixed(2)}" stroke="${right >= left ? '#0072B2' : '#D55E00'}"${right >= left ? '' : ' stroke-dasharray="6 4"'} stroke-width="${(fontPt * 0.18).toFixed(2)}" fill="none"/>`
        return line + text(`${name} ${right.toPrecision(3)}`, x2 + fontPt * 0.5, at)
      })
    const heads = text(labels[0], x1, fontPt, 'middle') + text(labels[1], x2, fontPt, 'middle')
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width.toFixed(2)}" height="${height.toFixed(2)}" viewBox="0 0 ${width.toFixed(2)} ${height.toFixed(2)}">${heads}${lines.join('')}</svg>`
    return { name: `${id}-slope.svg`, data: svg }
  },
})

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
