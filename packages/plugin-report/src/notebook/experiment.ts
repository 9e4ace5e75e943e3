/** `report/notebook`: the figures of a notebook as a run's `images`, and the notebook without its outputs. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { type Context, experiment, type Images, PhdError, writeAtomic } from '@phd/core'
import { z } from '../bundled/zod.js'
import { figuresOf, type NotebookFigure, type NotebookFigures } from './figures.js'
import { type PrivateFinding, privateOutputs, secretSources } from './private.js'
import { type Notebook, readNotebook } from './read.js'
import { notebookJson, stripNotebook } from './strip.js'

const params = z.object({
  file: z.string().describe('The notebook (.ipynb).'),
  write: z.string().optional().describe('Write the stripped notebook to this file as well.'),
  replace: z.boolean().default(false).describe('Let --write replace a file that is there.'),
  keepOutputs: z.boolean().default(false).describe('Keep the outputs; refused where they seem to hold private data.'),
  accept: z.string().optional().describe('Why the private data or secrets that were found may be passed on; recorded with the run.'),
})

export interface NotebookSummary {
  /** SHA-256 of the notebook as it was read. */
  sha256: string
  /** In the run's folder. */
  notebook: string
  figures: { file: string; alt: string }[]
  outputsTakenAway: number
  /** What was found and, with --keep-outputs, accepted. */
  findings: PrivateFinding[]
  /** Pictures of a kind that is not taken in. */
  left: string[]
}

const drawingWidthPx = 2000

export default experiment({
  about: 'Figures of a Jupyter notebook, and the notebook without its outputs',
  params,
  async check(_phd, given: z.infer<typeof params>) {
    const notebook = readNotebook(given.file)
    figuresOf(notebook)
    refusePrivate(notebook, given)
    if (given.write && existsSync(given.write) && !given.replace) {
      throw new PhdError('REPORT_NOTEBOOK_EXISTS', `${given.write} is there already.`, {
        expected: 'a file that is not there yet',
        remedy: '--replace writes over it',
        usage: true,
      })
    }
  },
  async run(phd, given: z.infer<typeof params>): Promise<NotebookSummary> {
    const notebook = readNotebook(given.file)
    const findings = refusePrivate(notebook, given)
    const { pictures, drawings, specs, left } = figuresOf(notebook)
    const all = [...pictures, ...(await drawn(drawings, phd))]
    for (const { file, data } of all) phd.artifact(file, data)
    for (const { file, spec } of specs) phd.artifact(file, `${JSON.stringify(spec, null, 1)}\n`)
    const title = `Figures of ${basename(given.file)}`
    if (all.length > 0) phd.result('pictures', { shape: 'images', title, images: all.map(imageOf) })
    const { notebook: bare, outputs } = stripNotebook(notebook, given.keepOutputs)
    const name = `${basename(given.file, '.ipynb')}.stripped.ipynb`
    phd.artifact(name, notebookJson(bare))
    if (given.write) writeAtomic(resolve(given.write), notebookJson(bare))
    const sha256 = createHash('sha256').update(readFileSync(given.file)).digest('hex')
    return { sha256, notebook: name, figures: all.map(({ file, alt }) => ({ file, alt })), outputsTakenAway: outputs, findings, left }
  },
})

/** Throws REPORT_NOTEBOOK_PRIVATE or REPORT_NOTEBOOK_SECRET where something would leave that should not. */
function refusePrivate(notebook: Notebook, { keepOutputs, accept, file }: z.infer<typeof params>): PrivateFinding[] {
  const [secrets, personal] = [secretSources(notebook), keepOutputs ? privateOutputs(notebook) : []]
  const shown = (findings: PrivateFinding[]) =>
    findings
      .slice(0, 8)
      .map(({ place, kind, count }) => `${place}: ${kind}${count > 1 ? ` (${count})` : ''}`)
      .join('; ')
  if (accept) return [...secrets, ...personal]
  if (secrets.length > 0) {
    throw new PhdError('REPORT_NOTEBOOK_SECRET', `${file} seems to hold secrets in its cells, which stripping outputs does not take away.`, {
      received: shown(secrets),
      remedy: 'take them out of the cells (os.environ, getpass) and change them, for the file had them; or say why they are none: --accept "…"',
    })
  }
  if (personal.length > 0) {
    throw new PhdError('REPORT_NOTEBOOK_PRIVATE', `The outputs of ${file} seem to hold private data; they are not kept.`, {
      received: shown(personal),
      remedy: 'leave --keep-outputs out, or say why they may be passed on: --accept "…"',
    })
  }
  return []
}

/** Drawings as PNG, because an `images` result holds pictures in pixels; the SVG lies beside it. */
async function drawn(drawings: NotebookFigures['drawings'], phd: Context): Promise<NotebookFigure[]> {
  const pictures: NotebookFigure[] = []
  for (const { file, svg, alt, label } of drawings) {
    const { svgToPng } = await import('../backends/index.js')
    phd.artifact(file, svg)
    pictures.push({ file: file.replace(/\.svg$/, '.png'), data: Buffer.from(await svgToPng(svg, drawingWidthPx, '#FFFFFF')), alt, label })
  }
  return pictures
}

function imageOf({ file, alt, label }: NotebookFigure): Images['images'][number] {
  return { file, alt, ...(label ? { label } : {}) }
}
