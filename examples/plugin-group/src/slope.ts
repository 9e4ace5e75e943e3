/**
 * A slope graph of a table: each row a line from its value in one column to its value in another.
 *
 * In: one `table` result with a column of names and two of numbers, at a printed size. Out: SVG with 1 unit = 1 pt.
 * Tufte (1983), The Visual Display of Quantitative Information, p. 158.
 */
import { type FigureSource, figure, PhdError, type Result, type Table } from '@phd/core'
import { z } from 'zod'

const ptPerMm = 72 / 25.4
/** Arial's letters are this wide, on average and rather too much than too little. */
const letterEm = 0.52

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
    // Names take what they need of the right half; longer ones are cut, so that nothing leaves the picture.
    const longest = Math.max(...rows.map(({ name }) => name.length)) + 7
    const namesPt = Math.min(width * 0.55, longest * fontPt * letterEm)
    const [x1, x2] = [fontPt * 3.2, width - namesPt - fontPt * 0.5]
    const cut = (words: string, roomPt: number) => {
      const letters = Math.max(2, Math.floor(roomPt / (fontPt * letterEm)))
      return words.length > letters ? `${words.slice(0, letters - 1)}…` : words
    }
    const text = (words: string, x: number, at: number, anchor = 'start') =>
      `<text x="${x.toFixed(2)}" y="${at.toFixed(2)}" font-family="Arial" font-size="${fontPt}px" fill="#1E2722" text-anchor="${anchor}">${escaped(words)}</text>`
    // Words stand one line apart, in the order of their values.
    const apart = (side: 'left' | 'right', print: (row: (typeof rows)[number], at: number) => string) => {
      let above = fontPt * 1.2
      return [...rows]
        .sort((a, b) => b[side] - a[side])
        .map((row) => {
          above = Math.max(y(row[side]) + fontPt * 0.35, above + fontPt * 1.15)
          return print(row, above)
        })
    }
    const lines = rows.map(({ left, right }) => {
      const [colour, dash] = right >= left ? ['#0072B2', ''] : ['#D55E00', ` stroke-dasharray="${fontPt * 0.5} ${fontPt * 0.35}"`]
      return `<path d="M${x1.toFixed(2)} ${y(left).toFixed(2)}L${x2.toFixed(2)} ${y(right).toFixed(2)}" stroke="${colour}"${dash} stroke-width="${(fontPt * 0.18).toFixed(2)}" fill="none"/>`
    })
    const left = apart('left', (row, at) => text(row.left.toPrecision(3), x1 - fontPt * 0.4, at, 'end'))
    const right = apart('right', ({ name, right }, at) => {
      const value = right.toPrecision(3)
      return text(`${cut(name, namesPt - fontPt * letterEm * (value.length + 1))} ${value}`, x2 + fontPt * 0.5, at)
    })
    const heads = text(cut(labels[0], x2 - fontPt), 0, fontPt) + text(cut(labels[1], namesPt), x2, fontPt)
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width.toFixed(2)}" height="${height.toFixed(2)}" viewBox="0 0 ${width.toFixed(2)} ${height.toFixed(2)}">${heads}${[...lines, ...left, ...right].join('')}</svg>`
    return { name: `${id}-slope.svg`, data: svg }
  },
})

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
