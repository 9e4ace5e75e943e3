/**
 * Pictures of the run in a grid (PNG or JPEG in the run's folder; anything outside it is refused).
 *
 * Pictures may show people and be others' property: they are drawn where the result is `open`, where the run's parameters
 * or result say `consent` or `licence`, or where the option `consent` says why. REPORT_FIGURE_CONSENT else.
 */
import { readFileSync, realpathSync } from 'node:fs'
import { resolve, sep } from 'node:path'
import { type Images, PhdError } from '@phd/core'
import { requireConsent } from './consent.js'
import type { FigureSource, PictureKind } from './kind.js'
import { counted, listed } from './numbers.js'
import { pictureSize } from './safe-svg/images.js'
import { ptPerMm } from './style.js'
import { svgDocument, svgImage, svgText } from './svg.js'

const mostPictures = 12

export const montage: PictureKind = {
  about: 'pictures in a grid',
  options: {},
  draws: (result) => result.shape === 'images' && result.images.length > 0,
  heights(source, widthMm, { fontPt }) {
    const images = shown(source)
    const { rows, columns } = grid(images.length)
    const labelMm = images.some(({ label }) => label) ? (fontPt * 1.5) / ptPerMm : 0
    const idealMm = rows * ((widthMm / columns) * (0.94 * tallest(source) + 0.06) + labelMm)
    return { minMm: idealMm * 0.6, idealMm, maxMm: idealMm * 1.2 }
  },
  async draw(source, size, { fontPt }, options) {
    requireConsent(source, options)
    const images = shown(source)
    const { rows, columns } = grid(images.length)
    const [widthPt, heightPt] = [size.widthMm * ptPerMm, size.heightMm * ptPerMm]
    const [w, h] = [widthPt / columns, heightPt / rows]
    const parts = images.map(({ file, label }, i) => {
      const [x, y] = [(i % columns) * w, Math.floor(i / columns) * h]
      const { data, mime } = readPicture(source.runDir, file)
      const textHeight = label ? fontPt * 1.5 : 0
      const picture = svgImage(data, mime, x + w * 0.03, y + h * 0.03, w * 0.94, h * 0.94 - textHeight, 'xMidYMid meet')
      return picture + (label ? svgText(label, x + w / 2, y + h * 0.97 - fontPt * 0.3, fontPt, { anchor: 'middle' }) : '')
    })
    return { svg: svgDocument(widthPt, heightPt, parts.join('')) }
  },
  alt: (source) => `${counted(shown(source).length, 'picture')}: ${listed(shown(source).map(({ alt }) => alt))}.`,
}

function shown({ result }: FigureSource): Images['images'] {
  return (result as Images).images.slice(0, mostPictures)
}

/** Height by width of the tallest picture; 1 where they cannot be read. */
function tallest(source: FigureSource): number {
  try {
    return Math.max(
      ...shown(source).map(({ file }) => {
        const size = pictureSize(readPicture(source.runDir, file).data)
        return size ? size.height / size.width : 1
      }),
    )
  } catch {
    return 1
  }
}

function grid(n: number): { rows: number; columns: number } {
  const columns = Math.ceil(Math.sqrt(n * 1.5))
  return { columns, rows: Math.ceil(n / columns) }
}

function readPicture(runDir: string, file: string): { data: Uint8Array; mime: string } {
  const path = resolve(runDir, file)
  const refuse = (message: string, expected: string) => new PhdError('REPORT_PICTURE', message, { expected, received: file })
  let data: Buffer
  try {
    if (!realpathSync(path).startsWith(realpathSync(runDir) + sep)) throw refuse(`The picture ${file} lies outside its run.`, `a file in ${runDir}`)
    data = readFileSync(path)
  } catch (cause) {
    if (cause instanceof PhdError) throw cause
    throw refuse(`The picture ${file} of the run cannot be read.`, `a file in ${runDir}`)
  }
  if (data.subarray(1, 4).toString('latin1') === 'PNG') return { data, mime: 'image/png' }
  if (data[0] === 0xff && data[1] === 0xd8) return { data, mime: 'image/jpeg' }
  throw refuse(`The picture ${file} is neither PNG nor JPEG.`, 'a PNG or JPEG file')
}
