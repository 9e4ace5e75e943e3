/**
 * Logos of a report and of its theme, made safe to print.
 *
 * SVG is parsed and written anew from what is allowed; a PNG or JPEG is put into an SVG of its size. REPORT_LOGO where a file
 * is not there, lies outside of the report, is too large, or holds more than a drawing.
 */
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname, resolve, sep } from 'node:path'
import { isPhdError, PhdError } from '@phd/core'
import type { PosterLogo } from '../document/poster-document.js'
import { pictureSize } from '../figures/safe-svg/images.js'
import { safeSvg, svgUnits } from '../figures/safe-svg.js'
import type { ReportSource } from '../source/model.js'
import type { Theme } from '../themes/index.js'

const mostBytes = 5_000_000
const mostPixels = 20_000_000
/** Width by height; a strip thinner than that cannot be read. */
const widest = 12

export function logosOf({ file, settings }: Pick<ReportSource, 'file' | 'settings'>, theme: Theme): PosterLogo[] {
  const dir = dirname(resolve(file))
  const own = settings.logos.map(({ file: name, alt }) => ({ ...drawn(readLogo(dir, name), name), alt: alt || `Logo ${name}`, plate: '#FFFFFF' }))
  if (!theme.logo) return own
  const { svg, alt } = theme.logo
  return [...own, { ...drawn(Buffer.from(svg), 'of the theme'), alt, plate: theme.colours.band }]
}

/** Links that lead out of the report's folder are no logos. */
function readLogo(dir: string, name: string): Buffer {
  const path = resolve(dir, name)
  if (!existsSync(path) || !statSync(path).isFile()) throw wrong(name, `no file ${path}`)
  if (!realpathSync(path).startsWith(realpathSync(dir) + sep)) throw wrong(name, 'a file outside of the folder of report.yaml')
  const { size } = statSync(path)
  if (size > mostBytes) throw wrong(name, `${(size / 1e6).toFixed(1)} MB`)
  return readFileSync(path)
}

function drawn(bytes: Buffer, name: string): { svg: string; aspect: number } {
  const picture = pictureSize(bytes)
  const { svg, width, height } = picture ? framed(bytes, picture, name) : vector(bytes, name)
  const aspect = width / height
  if (!(aspect <= widest && aspect >= 1 / widest)) throw wrong(name, `${width} x ${height}: one side more than ${widest} times the other`)
  return { svg, aspect }
}

function framed(bytes: Buffer, { width, height }: { width: number; height: number }, name: string) {
  if (width * height > mostPixels || width * height === 0) throw wrong(name, `a picture of ${width} x ${height} pixels`)
  const mime = bytes[0] === 0x89 ? 'png' : 'jpeg'
  const image = `<image width="${width}" height="${height}" xlink:href="data:image/${mime};base64,${bytes.toString('base64')}"/>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${image}</svg>`
  return { svg, width, height }
}

function vector(bytes: Buffer, name: string) {
  try {
    const svg = safeSvg(bytes.toString('utf8'), `The logo ${name}`, mostBytes)
    const size = svgUnits(svg)
    if (!size) throw wrong(name, 'an SVG without viewBox, width and height')
    return { svg, ...size }
  } catch (error) {
    if (!isPhdError(error) || error.code === 'REPORT_LOGO') throw error
    throw wrong(name, error.received ?? error.message, error)
  }
}

function wrong(name: string, received: string, cause?: unknown): PhdError {
  return new PhdError('REPORT_LOGO', `The logo ${name} cannot be printed.`, {
    expected: `an SVG of shapes and text, or a PNG or JPEG of at most ${mostPixels / 1e6} million pixels, at most ${mostBytes / 1e6} MB, beside report.yaml`,
    received,
    remedy: 'save it anew as plain SVG or as PNG, or take it out of logos: in report.yaml',
    cause,
  })
}
