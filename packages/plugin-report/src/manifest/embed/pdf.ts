/**
 * The copy in a PDF: an attached file, which PDF/UA-1 allows where it has a description.
 *
 * Reading looks for embedded streams itself: a stream never lies inside an object stream, so its dictionary is plain text.
 */
import { inflateSync } from 'node:zlib'

export const attachedName = 'build.json'

/** A line of Typst for a template: give the copy as input `manifest`; without that input it does nothing. */
export const typstAttachment = `#if "manifest" in sys.inputs { pdf.attach("${attachedName}", bytes(sys.inputs.manifest), relationship: "data", mime-type: "application/json", description: "Where every printed number came from") }`

const mostBytes = 64 << 20

/** The texts of all attached files that are stored plainly or deflated; encrypted ones are none. */
export function attachedTexts(pdf: Uint8Array): string[] {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
  const texts: string[] = []
  for (let at = bytes.indexOf('/EmbeddedFile'); at >= 0; at = bytes.indexOf('/EmbeddedFile', at + 1)) {
    if (/\w/.test(String.fromCharCode(bytes[at + '/EmbeddedFile'.length]))) continue
    const object = bytes.lastIndexOf(' obj', at)
    const stream = bytes.indexOf('stream', at)
    if (object < 0 || stream < 0 || bytes.subarray(object, stream).includes('endobj')) continue
    const start = stream + (bytes[stream + 6] === 13 ? 8 : 7)
    const end = bytes.indexOf('endstream', start)
    const text = decoded(bytes.subarray(start, end < 0 ? undefined : end), bytes.toString('latin1', object, stream))
    if (text !== undefined) texts.push(text)
  }
  return texts
}

function decoded(data: Buffer, dictionary: string): string | undefined {
  if (!dictionary.includes('/Filter')) return data.toString('utf8')
  if (!/\/Filter\s*\[?\s*\/FlateDecode/.test(dictionary)) return undefined
  try {
    return inflateSync(data, { maxOutputLength: mostBytes }).toString('utf8')
  } catch {
    return undefined
  }
}
