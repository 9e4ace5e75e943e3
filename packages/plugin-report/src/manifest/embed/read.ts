/** The copy that travels inside a PPTX or PDF. */
import type { Manifest } from '../model.js'
import { parseManifest } from '../parse.js'
import { attachedTexts } from './pdf.js'
import { embeddedTexts } from './pptx.js'

/** Undefined where the file carries none. `name` is for messages; REPORT_MANIFEST where what it carries cannot be read, REPORT_FILE for a broken archive. */
export async function travelledManifest(bytes: Uint8Array, name: string): Promise<Manifest | undefined> {
  const head = Buffer.from(bytes.subarray(0, 1024))
  const texts = head.includes('%PDF-')
    ? attachedTexts(bytes).filter((text) => text.includes('"builds"'))
    : head.subarray(0, 2).toString() === 'PK'
      ? await embeddedTexts(bytes, name)
      : []
  const last = texts.at(-1)
  return last === undefined ? undefined : parseManifest(last, `the record inside ${name}`)
}
