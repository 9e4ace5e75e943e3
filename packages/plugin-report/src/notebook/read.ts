/**
 * A Jupyter notebook (nbformat 4) as plain data; whatever else it holds is kept as it is.
 *
 * Errors: REPORT_NOTEBOOK (no file, no JSON, no notebook, an older format, too large).
 */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { PhdError } from '@phd/core'
import { z } from '../bundled/zod.js'

const mostBytes = 200_000_000
const text = z.union([z.string(), z.array(z.string())]).transform((lines) => (Array.isArray(lines) ? lines.join('') : lines))

const output = z.looseObject({
  output_type: z.string(),
  text: text.optional(),
  data: z.record(z.string(), z.unknown()).optional(),
  traceback: z.array(z.string()).optional(),
})

const cell = z.looseObject({
  cell_type: z.enum(['code', 'markdown', 'raw']),
  source: text,
  metadata: z.record(z.string(), z.unknown()).default({}),
  outputs: z.array(output).optional(),
  attachments: z.record(z.string(), z.unknown()).optional(),
})

const notebook = z.looseObject({
  nbformat: z.literal(4),
  nbformat_minor: z.number().int().min(0).default(0),
  metadata: z.record(z.string(), z.unknown()).default({}),
  cells: z.array(cell),
})

export type Notebook = z.infer<typeof notebook>
export type Cell = Notebook['cells'][number]
export type Output = NonNullable<Cell['outputs']>[number]

export function readNotebook(file: string): Notebook {
  const refuse = (message: string, received: string, remedy: string) =>
    new PhdError('REPORT_NOTEBOOK', message, { expected: 'a Jupyter notebook of format 4 (.ipynb)', received, remedy, usage: true })
  if (!existsSync(file) || !statSync(file).isFile()) throw refuse(`There is no ${file}.`, 'no such file', 'give the path of the notebook')
  const { size } = statSync(file)
  if (size > mostBytes)
    throw refuse(`${file} is too large.`, `${Math.round(size / 1e6)} MB`, 'clear the large outputs in Jupyter, or save the pictures as files')
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw refuse(`${file} is no JSON.`, (cause as Error).message, 'open and save it in Jupyter')
  }
  const format = typeof value === 'object' && value !== null ? (value as Record<string, unknown>).nbformat : undefined
  if (format !== 4) {
    const older = typeof format === 'number' && format < 4
    const remedy = older ? `jupyter nbconvert --to notebook --nbformat 4 ${file}` : 'open and save it in Jupyter'
    throw refuse(`${file} is no notebook of format 4.`, `nbformat ${JSON.stringify(format) ?? 'is missing'}`, remedy)
  }
  const outcome = notebook.safeParse(value)
  if (outcome.success) return outcome.data
  const places = outcome.error.issues.slice(0, 5).map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw refuse(`${file} is no whole notebook.`, places.join('; '), 'open and save it in Jupyter')
}

/** `cell 3`: code cells and text cells counted together from 1, as a reader scrolls. */
export function cellName(index: number): string {
  return `cell ${index + 1}`
}
