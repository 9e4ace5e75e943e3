/** Size and resolution of a PNG, from its header (ISO/IEC 15948): nothing is decoded. */
import { PhdError } from '@phd/core'

export interface PngSize {
  widthPx: number
  heightPx: number
  /** Undefined where the file does not say. */
  dpi?: number
}

const metresPerInch = 0.0254

/** REPORT_FILE for what is no PNG. */
export function readPng(bytes: Uint8Array, name: string): PngSize {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.length < 33 || file.toString('latin1', 1, 4) !== 'PNG' || file.toString('latin1', 12, 16) !== 'IHDR') {
    throw new PhdError('REPORT_FILE', `${name} is no PNG.`, { expected: 'a PNG file', received: `${file.length} bytes that begin otherwise` })
  }
  const size = { widthPx: file.readUInt32BE(16), heightPx: file.readUInt32BE(20) }
  for (let at = 33; at + 12 <= file.length; at += 12 + file.readUInt32BE(at)) {
    const type = file.toString('latin1', at + 4, at + 8)
    if (type === 'pHYs' && file[at + 16] === 1) return { ...size, dpi: file.readUInt32BE(at + 8) * metresPerInch }
    if (type === 'IDAT') break
  }
  return size
}
