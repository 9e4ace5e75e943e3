/**
 * The copy in a PPTX: a custom XML part, which office programs keep when the file is edited and saved.
 *
 * ECMA-376 part 1, 15.2.5: the data, its properties with an id of their own, and a relationship of the presentation.
 */
import { createHash } from 'node:crypto'
import { PhdError } from '@phd/core'
import type JSZip from 'jszip'
import { type Parts, packZip, unpackZip } from '../../zip/index.js'

const namespace = 'urn:phd:report:build:1'
const relationship = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
const properties = 'application/vnd.openxmlformats-officedocument.customXmlProperties+xml'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const presentationRels = 'ppt/_rels/presentation.xml.rels'
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

/** The copy among the parts of a PPTX; the others stay as they are. */
export function embedInParts(parts: Parts, manifest: string): void {
  const item = 1 + [...parts.keys()].filter(isCustomPart).length
  const relation = `<Relationship Id="rIdBuild${item}" Type="${relationship}customXml" Target="../customXml/item${item}.xml"/>`
  const override = `<Override PartName="/customXml/itemProps${item}.xml" ContentType="${properties}"/>`
  edit(parts, '[Content_Types].xml', (types) => types.replace('</Types>', `${override}</Types>`))
  edit(parts, presentationRels, (rels) => rels.replace('</Relationships>', `${relation}</Relationships>`))
  for (const [name, xml] of embeddedParts(manifest, item)) parts.set(name, xml)
}

function edit(parts: Parts, name: string, change: (xml: string) => string): void {
  parts.set(name, change(String(parts.get(name) ?? '')))
}

/** A PPTX with the copy inside. */
export function embedInPptx(pptx: Uint8Array, manifest: string): Uint8Array {
  const parts = unpackZip(pptx)
  embedInParts(parts, manifest)
  return packZip(parts)
}

/** The copies in a PPTX; REPORT_FILE where it cannot be unpacked. */
export async function embeddedTexts(pptx: Uint8Array, name: string): Promise<string[]> {
  try {
    const zip = await (await import('jszip')).default.loadAsync(pptx)
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
