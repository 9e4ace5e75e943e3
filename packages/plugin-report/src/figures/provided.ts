/**
 * Figures of other plugins as kinds beside ours: `draw: snow/profile` in report.yaml, `--kind snow/profile`.
 *
 * A stranger's figure is asked for an SVG of the size that it gets: `{format: 'svg', widthMm, heightMm, fontPt, options}`.
 * What comes back is checked and written anew (safe-svg) and fills its place. Errors: REPORT_FIGURE_SVG,
 * REPORT_FIGURE_PARAMS (it does not take these parameters), REPORT_FIGURE_BROKEN (it threw).
 */
import { basename } from 'node:path'
import { type Figure, isPhdError, PhdError, type Registry, type Result } from '@phd/core'
import { figureKinds } from './index.js'
import type { FigureKind, FigureSource, PictureKind, PrintSize } from './kind.js'
import type { FigureOptions } from './options.js'
import { safeSvg, svgUnits } from './safe-svg.js'
import { ptPerMm } from './style.js'
import { fixed } from './svg.js'

const ownPlugin = '@phd/plugin-report'

/** Ours and those of all other plugins, by name. A figure that cannot be loaded is an error when it is asked for. */
export async function loadFigureKinds(registry: Registry): Promise<Record<string, FigureKind>> {
  const items = (await registry.list('figure')).filter(({ plugin, name }) => plugin !== ownPlugin && !Object.hasOwn(figureKinds, name))
  const loaded = await Promise.all(
    items.map(async ({ name, plugin }): Promise<[string, FigureKind]> => {
      try {
        return [name, adapted(name, await registry.get('figure', name))]
      } catch (cause) {
        return [name, broken(name, plugin, cause)]
      }
    }),
  )
  return { ...figureKinds, ...Object.fromEntries(loaded) }
}

export function adapted(name: string, figure: Figure): PictureKind {
  const sources = ({ result, runDir, id }: FigureSource) => [{ id: id ?? basename(runDir), result }]
  return {
    about: figure.about,
    onlyByName: figure.draws === undefined,
    draws: (result) => safely(() => figure.draws?.(result) ?? true, false),
    alt(source, options) {
      const params = { format: 'svg', options }
      const own = safely(() => figure.alt?.(sources(source), params), undefined)
      return typeof own === 'string' && own.trim() ? own.trim() : `${figure.about}: ${source.result.title}.`
    },
    heights(source, widthMm, { fontPt }, options) {
      const own = safely(() => figure.heights?.(sources(source), { format: 'svg', widthMm, fontPt, options }, widthMm), undefined)
      const isUsable = own && [own.minMm, own.idealMm, own.maxMm].every((mm) => mm > 0 && mm < 2_000) && own.minMm <= own.idealMm && own.idealMm <= own.maxMm
      return isUsable ? own : { minMm: widthMm * 0.4, idealMm: widthMm * 0.6, maxMm: widthMm }
    },
    async draw(source, size, { fontPt }, options) {
      const params = await validated(name, figure, { format: 'svg', ...size, fontPt, options })
      return { svg: fitted(await drawn(name, figure, sources(source), params), size, name) }
    },
  }
}

async function validated(name: string, figure: Figure, given: { options: FigureOptions; [key: string]: unknown }): Promise<unknown> {
  const answer = await figure.params['~standard'].validate(given)
  if (!answer.issues) return answer.value
  const issue = answer.issues[0]
  const where = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.')
  throw new PhdError('REPORT_FIGURE_PARAMS', `The figure "${name}" does not take these options: ${where ? `${where}: ` : ''}${issue.message}`, {
    expected: 'parameters format (svg), widthMm, heightMm, fontPt, and its own under options',
    received: JSON.stringify(given).slice(0, 200),
  })
}

async function drawn(name: string, figure: Figure, sources: { id: string; result: Result }[], params: unknown): Promise<string> {
  try {
    const { data } = await figure.draw(sources, params)
    return typeof data === 'string' ? data : Buffer.from(data).toString('utf8')
  } catch (cause) {
    if (isPhdError(cause)) throw cause
    throw new PhdError('REPORT_FIGURE_BROKEN', `The figure "${name}" failed: ${(cause as Error)?.message ?? cause}`, {
      remedy: 'tell whoever wrote its plugin: phd list',
      cause,
    })
  }
}

/** In points of the print; a drawing of another shape stands in the middle. */
function fitted(svg: string, size: PrintSize, name: string): string {
  const safe = safeSvg(svg, `The figure "${name}"`)
  const [w, h] = [size.widthMm * ptPerMm, size.heightMm * ptPerMm].map((pt) => Math.round(pt))
  const units = svgUnits(safe)
  if (!units) {
    throw new PhdError('REPORT_FIGURE_SVG', `The figure "${name}" does not say how large it is.`, {
      expected: 'a viewBox, or width and height',
      received: safe.slice(0, 80),
    })
  }
  const viewBox = /<svg[^>]*\sviewBox="([^"]+)"/.exec(safe)?.[1] ?? `0 0 ${fixed(units.width)} ${fixed(units.height)}`
  return safe.replace(/<svg[^>]*>/, (open) => {
    const kept = open.replace(/\s(width|height|viewBox|preserveAspectRatio|x|y)="[^"]*"/g, '').replace(/\/?>$/, '')
    return `${kept} width="${w}" height="${h}" viewBox="${viewBox}" preserveAspectRatio="xMidYMid meet">`
  })
}

/** A stranger's small answers must not end a poster. */
function safely<T>(ask: () => T, otherwise: T): T {
  try {
    return ask()
  } catch {
    return otherwise
  }
}

function broken(name: string, plugin: string, cause: unknown): PictureKind {
  const fail = (): never => {
    throw new PhdError('REPORT_FIGURE_BROKEN', `The figure "${name}" of ${plugin} cannot be loaded.`, { remedy: 'phd list', cause })
  }
  return { about: `cannot be loaded (${plugin})`, draws: () => false, alt: fail, heights: fail, draw: async () => fail() }
}
