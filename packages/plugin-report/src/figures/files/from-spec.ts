/**
 * An edited NAME.vl.json drawn again. It may come from anywhere: it is checked, drawn in a thread of its own with bounded
 * memory and time, and its SVG is written anew like a stranger's.
 *
 * Errors: REPORT_FIGURE_SPEC (what it asks for, what Vega says, too long).
 */
import { Worker } from 'node:worker_threads'
import { type ErrorDetail, PhdError } from '@phd/core'
import { z } from '../../bundled/zod.js'
import { codeFile } from '../../code-file.js'
import { media } from '../media.js'
import { safeSvg } from '../safe-svg.js'
import { checkSpec } from '../spec-guard.js'
import { ptPerMm } from '../style.js'
import type { FigureRecord } from './record.js'

const mostSeconds = 30
const mostMegabytes = 1024

const shownText = z.object({ text: z.string().max(2_000), shown: z.boolean() })
const lengthMm = z.number().min(10).max(1_600)
const remembered = z
  .object({
    title: z.string().max(2_000),
    alt: z.string().max(20_000),
    caption: z.string().max(20_000),
    kind: z.string().max(100),
    result: z.string().max(200),
    shape: z.string().max(100),
    options: z.record(z.string(), z.unknown()),
    medium: z.enum(['paper', 'slide', 'poster']),
    widthMm: lengthMm,
    heightMm: lengthMm,
    fontPt: z.number().min(4).max(100),
    dpi: z.number().min(30).max(1200),
    runs: z.array(z.object({ id: z.string(), experiment: z.string(), seed: z.number(), sha256: z.string() })),
    data: z.array(z.object({ file: z.string(), sha256: z.string() })),
    stamp: shownText,
    footer: shownText,
    consent: z.string().optional(),
    sharing: z.string().optional(),
  })
  .partial()

export async function drawnFromSpec(text: string, name: string): Promise<{ picture: { svg: string; spec: object }; record: FigureRecord; floorPt: number }> {
  const { usermeta, description, ...spec } = checkSpec(text) as Record<string, unknown>
  const known = remembered.safeParse((usermeta as { phd?: unknown } | undefined)?.phd ?? {})
  const own = known.success ? known.data : {}
  const svg = safeSvg(await drawInThread(spec), `The drawing of ${name}`)
  const [width, height] = ['width', 'height'].map((side) => Number(new RegExp(`^<svg[^>]*\\s${side}="([\\d.]+)"`).exec(svg)?.[1] ?? 400))
  const medium = media[own.medium ?? 'paper']
  const title = own.title ?? (typeof spec.title === 'string' ? spec.title : name)
  const record: FigureRecord = {
    name,
    title,
    alt: own.alt ?? (typeof description === 'string' ? description : `Chart: ${title}.`),
    caption: own.caption ?? `${title}.`,
    kind: own.kind ?? 'vega-lite',
    result: own.result ?? '',
    shape: own.shape ?? '',
    options: own.options ?? {},
    medium: medium.name,
    widthMm: own.widthMm ?? Math.min(1_600, width / ptPerMm),
    heightMm: own.heightMm ?? Math.min(1_600, height / ptPerMm),
    fontPt: own.fontPt ?? medium.fontPt,
    dpi: own.dpi ?? 300,
    runs: own.runs ?? [],
    data: own.data ?? [],
    stamp: own.stamp ?? { text: '', shown: false },
    footer: own.footer ?? { text: '', shown: false },
    ...(own.consent ? { consent: own.consent } : {}),
    ...(own.sharing ? { sharing: own.sharing } : {}),
    files: [],
  }
  return { picture: { svg, spec }, record, floorPt: medium.floorPt }
}

function drawInThread(spec: object): Promise<string> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(codeFile('figures/files/spec-thread.js'), {
      workerData: spec,
      resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
      env: {},
      stdout: true,
      stderr: true,
    })
    const refuse = (message: string, detail: ErrorDetail = {}) => reject(new PhdError('REPORT_FIGURE_SPEC', message, detail))
    const timer = setTimeout(() => {
      worker.terminate()
      refuse(`The specification was not drawn in ${mostSeconds} s.`, { remedy: 'less data, or fewer steps in its transforms' })
    }, mostSeconds * 1000)
    worker.on('message', ({ svg, error }: { svg?: string; error?: { message: string; expected?: string; received?: string; remedy?: string } }) => {
      clearTimeout(timer)
      if (svg !== undefined) resolve(svg)
      else refuse(error?.message ?? 'The specification cannot be drawn.', { expected: error?.expected, received: error?.received, remedy: error?.remedy })
      worker.terminate()
    })
    worker.on('error', (cause) => {
      clearTimeout(timer)
      refuse('The specification cannot be drawn.', { received: cause.message, cause })
    })
  })
}
