/**
 * The pictures among a notebook's outputs: PNG and JPEG less their metadata, SVG as a drawing that passed the white list.
 *
 * A picture's alt text is what the cell's metadata say (`alt`), else a sentence that says where it is from, for the
 * researcher to replace. Errors: REPORT_NOTEBOOK_PICTURE (no such picture, too large), REPORT_FIGURE_SVG.
 */
import { PhdError } from '@phd/core'
import { safeSvg } from '../figures/safe-svg.js'
import { bareJpeg, barePng, type Picture } from './metadata.js'
import { type Cell, cellName, type Notebook, type Output } from './read.js'

export interface NotebookFigure {
  /** `figures/cell-03-1.png`, in the run's folder. */
  file: string
  data: Buffer
  alt: string
  /** The heading above the cell. */
  label?: string
}

export interface NotebookDrawing {
  file: string
  svg: string
  alt: string
  label?: string
}

export interface NotebookFigures {
  pictures: NotebookFigure[]
  drawings: NotebookDrawing[]
  /** Vega-Lite specifications beside pictures: `figures/cell-03-1.vl.json`. */
  specs: { file: string; spec: unknown }[]
  /** Outputs that are pictures of a kind that is not taken in. */
  left: string[]
}

const mostPixels = 100_000_000
const mostCharacters = 150_000_000

export function figuresOf({ cells }: Notebook): NotebookFigures {
  const all: NotebookFigures = { pictures: [], drawings: [], specs: [], left: [] }
  let label: string | undefined
  cells.forEach((cell, i) => {
    if (cell.cell_type === 'markdown') label = headingOf(cell.source) ?? label
    ;(cell.outputs ?? []).forEach((output, o) => {
      take(output, { cell, index: i, number: o + 1, label }, all)
    })
  })
  return all
}

interface Where {
  cell: Cell
  index: number
  number: number
  label?: string
}

function take({ data = {} }: Output, { cell, index, number, label }: Where, all: NotebookFigures): void {
  const stem = `figures/cell-${String(index + 1).padStart(2, '0')}-${number}`
  const alt =
    typeof cell.metadata.alt === 'string' && cell.metadata.alt.trim()
      ? cell.metadata.alt.trim()
      : `Picture ${number} of ${cellName(index)}${label ? `, under "${label}"` : ''}.`
  const place = `picture ${number} of ${cellName(index)}`
  const spec = Object.entries(data).find(([mime]) => /^application\/vnd\.vegalite\.v\d+\+json$/.test(mime))
  if (spec) all.specs.push({ file: `${stem}.vl.json`, spec: spec[1] })
  const svg = joined(data['image/svg+xml'])
  if (data['image/png'] !== undefined) all.pictures.push({ file: `${stem}.png`, data: picture(joined(data['image/png']), barePng, 'PNG', place), alt, label })
  else if (data['image/jpeg'] !== undefined)
    all.pictures.push({ file: `${stem}.jpg`, data: picture(joined(data['image/jpeg']), bareJpeg, 'JPEG', place), alt, label })
  else if (svg !== undefined) all.drawings.push({ file: `${stem}.svg`, svg: safeSvg(svg, `The ${place}`), alt, label })
  else for (const mime of Object.keys(data).filter((kind) => kind.startsWith('image/'))) all.left.push(`${place} (${mime})`)
}

function picture(base64: string | undefined, bare: (bytes: Buffer) => Picture | undefined, format: string, place: string): Buffer {
  const refuse = (received: string) =>
    new PhdError('REPORT_NOTEBOOK_PICTURE', `The ${place} cannot be taken in.`, {
      expected: `a ${format} of at most ${mostPixels / 1e6} million pixels`,
      received,
      remedy: 'run the cell again and save the notebook, or take the output out',
    })
  if (base64 === undefined || base64.length > mostCharacters) throw refuse(base64 === undefined ? 'no text' : `${Math.round(base64.length / 1e6)} MB of text`)
  const found = bare(Buffer.from(base64, 'base64'))
  if (!found) throw refuse(`bytes that are no whole ${format}`)
  if (found.widthPx * found.heightPx > mostPixels) throw refuse(`${found.widthPx}x${found.heightPx} pixels`)
  return found.data
}

function joined(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return Array.isArray(value) && value.every((part) => typeof part === 'string') ? value.join('') : undefined
}

function headingOf(markdown: string): string | undefined {
  return /^#{1,6}\s+(.+?)\s*#*$/m.exec(markdown)?.[1].replace(/[*_`]/g, '')
}
