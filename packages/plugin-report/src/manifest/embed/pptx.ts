/**
 * The copy in a PPTX: a custom XML part, which office programs keep when the file is edited and saved.
 *
 * ECMA-376 part 1, 15.2.5: the data, its properties with an id of their own, and a relationship of the presentation.
 */
import { createHash } from 'node:crypto'
import { PhdError } from '@phd/core'
import JSZip from 'jszip'

const namespace = 'urn:phd:report:build:1'
const relationship = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
const properties = 'application/vnd.openxmlformats-officedocument.customXmlProperties+xml'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const presentationRels = 'ppt/_rels/presentation.xml.rels'
const packedAt = new Date(Date.UTC(1980, 0, 1))
const mostBytes = 64 << 20

/** The parts of custom XML number `item`, and the edits of the parts that have to name them. */
export function embeddedParts(manifest: string, item = 1): Map<string, string> {
  const hex = createHash('sha256').update(manifest).digest('hex').toUpperCase()
  const id = `{${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}}`
  const rels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relationship}customXmlProps" Target="itemProps${item}.xml"/></Relationships>`
  const props = `<ds:datastoreItem ds:itemID="${id}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs><ds:schemaRef ds:uri="${namespace}"/></ds:schemaRefs></ds:datastoreItem>`
  return new Map([
    [`customXml/item${item}.xml`, `${head}<build xmlns="${namespace}">${escaped(manifest)}</build>`],
    [`customXml/itemProps${item}.xml`, head + props],
    [`customXml/_rels/item${item}.xml.rels`, head + rels],
  ])
}

/** A normalised PPTX with the copy inside; its other parts stay the bytes that they are. */
export async function embedInPptx(pptx: Uint8Array, manifest: string): Promise<Uint8Array> {
  const zip = await JSZip.loadAsync(pptx)
  const item = 1 + Object.keys(zip.files).filter(isCustomPart).length
  const types = await text(zip, '[Content_Types].xml')
  const rels = await text(zip, presentationRels)
  const relation = `<Relationship Id="rIdBuild${item}" Type="${relationship}customXml" Target="../customXml/item${item}.xml"/>`
  put(zip, '[Content_Types].xml', types.replace('</Types>', `<Override PartName="/customXml/itemProps${item}.xml" ContentType="${properties}"/></Types>`))
  put(zip, presentationRels, rels.replace('</Relationships>', `${relation}</Relationships>`))
  for (const [name, xml] of embeddedParts(manifest, item)) put(zip, name, xml)
  for (const entry of Object.values(zip.files)) if (entry.name.endsWith('.png')) entry.options.compression = 'STORE'
  return zip.generateAsync({ type: 'uint8array', platform: 'DOS', compression: 'DEFLATE' })
}

/** The copies in a PPTX; REPORT_FILE where it cannot be unpacked. */
export async function embeddedTexts(pptx: Uint8Array, name: string): Promise<string[]> {
  try {
    const zip = await JSZip.loadAsync(pptx)
    const parts = await Promise.all(
      Object.keys(zip.files)
        .filter(isCustomPart)
        .map((part) => bounded(zip, part)),
    )
    return parts.flatMap((xml) => recordIn(xml) ?? [])
  } catch (cause) {
    const received = (cause as Error).message.split(/ : |[(]/)[0]
    throw new PhdError('REPORT_FILE', `${name} is no PPTX file.`, { expected: 'a ZIP archive as PowerPoint writes it', received, cause })
  }
}

export function isCustomPart(name: string): boolean {
  return /^customXml\/item\d+\.xml$/.test(name)
}

/** The copy in a custom XML part, where it is one of ours. */
export function recordIn(xml: string): string | undefined {
  const found = new RegExp(`<(?:\\w+:)?build[^>]*${namespace}[^>]*>([^<]*)<`).exec(xml)
  return found ? unescaped(found[1]) : undefined
}

function put(zip: JSZip, name: string, xml: string): void {
  zip.file(name, xml, { date: packedAt, createFolders: false, compression: 'DEFLATE', compressionOptions: { level: 9 } })
}

async function text(zip: JSZip, name: string): Promise<string> {
  return (await zip.file(name)?.async('string')) ?? ''
}

/** What unpacks to more than a record of a build can be is not unpacked. */
async function bounded(zip: JSZip, name: string): Promise<string> {
  const { uncompressedSize } = (zip.files[name] as unknown as { _data: { uncompressedSize: number } })._data
  return uncompressedSize > mostBytes ? '' : text(zip, name)
}

/** JSON has escaped control characters already; these two no XML may hold. */
function escaped(json: string): string {
  return json
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\ufffe\uffff]/g, '')
}

function unescaped(xml: string): string {
  return xml.replace(/&(lt|gt|quot|apos|amp|#(\d+)|#x([\da-f]+));/gi, (_, name, decimal, hex) => {
    if (decimal || hex) return String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16))
    return { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }[name as string] ?? ''
  })
}
