/** Where the files of a figure go, and in which formats: `--out DIR`, or `--out FILE.pdf`, whose ending is then the only one. */
import { basename, dirname, extname, resolve } from 'node:path'
import { PhdError } from '@phd/core'

export const stillFormats = ['svg', 'pdf', 'png'] as const
export const allFormats = [...stillFormats, 'apng', 'html'] as const

export interface FigureTarget {
  dir: string
  /** Where a file was named. */
  name?: string
  formats: (typeof allFormats)[number][]
}

/** REPORT_FIGURE_FORMAT for a format that is none. */
export function targetOf(out = 'figures', given: string): FigureTarget {
  const extension = extname(out).slice(1).toLowerCase()
  const isFile = (allFormats as readonly string[]).includes(extension)
  const wanted = isFile ? [extension] : given.split(',').map((format) => format.trim().toLowerCase())
  const unknown = wanted.find((format) => !(allFormats as readonly string[]).includes(format))
  if (unknown !== undefined || wanted.length === 0) {
    throw new PhdError('REPORT_FIGURE_FORMAT', `"${unknown}" is no format of a figure.`, { expected: allFormats.join(', '), received: given, usage: true })
  }
  const formats = [...new Set(wanted)] as FigureTarget['formats']
  return isFile ? { dir: resolve(dirname(out)), name: basename(out, extname(out)), formats } : { dir: resolve(out), formats }
}
