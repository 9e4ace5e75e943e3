/**
 * What pptxgenjs 4.0.1 writes, made into a file that is safe to open and the same bytes every time.
 *
 * It replaces the broken-image previews of SVG pictures, drops content types of parts that do not exist, puts the
 * children of presentation.xml into schema order, makes the title a title placeholder, gives every shape its own id,
 * every table its alternative text and every panel its mark as decoration, stores each picture once, and packs all
 * parts with DEFLATE (PNG, which is compressed, as it is) under one fixed date, without folder entries.
 */
import { createHash } from 'node:crypto'
import JSZip from 'jszip'
import { appProperties, contentTypes, coreProperties, presentationOrder, shapes, withoutEmptyTitle } from './normalise-parts.js'

export interface NormaliseSettings {
  title: string
  authors: string[]
  date: Date
  /** Alternative text by the name of the table's frame. */
  tableAlts: Map<string, string>
  preview(svg: string): Promise<Uint8Array>
}

/** Earlier dates do not exist in a ZIP. */
const packedAt = new Date(Date.UTC(1980, 0, 1))

type Parts = Map<string, string | Uint8Array>

export async function normalisePptx(bytes: Uint8Array, settings: NormaliseSettings): Promise<Uint8Array> {
  const parts = await unpack(bytes)
  await drawPreviews(parts, settings.preview)
  storePicturesOnce(parts)
  edit(parts, /^\[Content_Types\]\.xml$/, (xml) => contentTypes(xml, new Set(parts.keys())))
  edit(parts, /^ppt\/presentation\.xml$/, presentationOrder)
  edit(parts, /^ppt\/(slides|slideLayouts)\/[^/]+\.xml$/, (xml) => shapes(xml, settings.tableAlts))
  edit(parts, /^ppt\/slides\/[^/]+\.xml$/, withoutEmptyTitle)
  edit(parts, /^docProps\/core\.xml$/, () => coreProperties(settings.title, settings.authors, settings.date))
  edit(parts, /^docProps\/app\.xml$/, appProperties)
  return pack(parts)
}

async function unpack(bytes: Uint8Array): Promise<Parts> {
  const zip = await JSZip.loadAsync(bytes)
  const parts: Parts = new Map()
  for (const entry of Object.values(zip.files)) {
    if (entry.dir) continue
    const isText = /\.(xml|rels|svg)$/.test(entry.name)
    parts.set(entry.name, isText ? await entry.async('string') : await entry.async('uint8array'))
  }
  return parts
}

/** Each picture names a PNG and, in an extension, the SVG that the PNG stands in for. */
async function drawPreviews(parts: Parts, preview: NormaliseSettings['preview']): Promise<void> {
  for (const [name, xml] of [...parts]) {
    if (typeof xml !== 'string' || !/^ppt\/slides\/[^/]+\.xml$/.test(name)) continue
    const targets = relationships(parts, name)
    for (const [, png, svg] of xml.matchAll(/<a:blip r:embed="(\w+)">(?:(?!<\/a:blip>).)*?svgBlip[^>]* r:embed="(\w+)"/gs)) {
      const [pngPart, svgPart] = [targets.get(png), targets.get(svg)]
      const source = svgPart && parts.get(svgPart)
      if (pngPart && typeof source === 'string') parts.set(pngPart, await preview(source))
    }
  }
}

/** Relationship id -> part, for a part of ppt/slides. */
function relationships(parts: Parts, part: string): Map<string, string> {
  const rels = String(parts.get(part.replace(/([^/]+)$/, '_rels/$1.rels')) ?? '')
  return new Map([...rels.matchAll(/<Relationship Id="(\w+)"[^>]*Target="\.\.\/([^"]+)"/g)].map(([, id, target]) => [id, `ppt/${target}`]))
}

function storePicturesOnce(parts: Parts): void {
  const firstOf = new Map<string, string>()
  const renamed = new Map<string, string>()
  for (const [name, data] of parts) {
    if (!name.startsWith('ppt/media/')) continue
    const hash = `${createHash('sha256').update(data).digest('hex')}${name.slice(name.lastIndexOf('.'))}`
    const first = firstOf.get(hash)
    if (first) renamed.set(name, first)
    else firstOf.set(hash, name)
  }
  for (const name of renamed.keys()) parts.delete(name)
  edit(parts, /\.rels$/, (xml) =>
    xml.replace(/Target="\.\.\/(media\/[^"]+)"/g, (whole, target) =>
      renamed.has(`ppt/${target}`) ? `Target="../${renamed.get(`ppt/${target}`)?.slice(4)}"` : whole,
    ),
  )
}

function edit(parts: Parts, name: RegExp, change: (xml: string) => string): void {
  for (const [part, xml] of parts) if (typeof xml === 'string' && name.test(part)) parts.set(part, change(xml))
}

function pack(parts: Parts): Promise<Uint8Array> {
  const zip = new JSZip()
  const names = [...parts.keys()].sort((a, b) => Number(b.startsWith('[')) - Number(a.startsWith('[')) || (a < b ? -1 : 1))
  for (const name of names) {
    const packing = name.endsWith('.png') ? { compression: 'STORE' as const } : { compression: 'DEFLATE' as const, compressionOptions: { level: 9 } }
    zip.file(name, parts.get(name) ?? '', { date: packedAt, createFolders: false, ...packing })
  }
  return zip.generateAsync({ type: 'uint8array', platform: 'DOS' })
}
