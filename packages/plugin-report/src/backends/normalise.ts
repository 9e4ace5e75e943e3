/**
 * What pptxgenjs 4.0.1 writes, made into a file that is safe to open and the same bytes every time.
 *
 * It replaces the broken-image previews of SVG pictures, drops content types of parts that do not exist, puts the
 * children of presentation.xml into schema order, makes the title a title placeholder, gives every shape its own id,
 * every table its alternative text and every panel its mark as decoration, stores each picture once, and puts in the copy of
 * where the numbers came from.
 */
import { createHash } from 'node:crypto'
import { embedInParts } from '../manifest/embed/pptx.js'
import { type Parts, packZip, unpackZip } from '../zip/index.js'
import { appProperties, contentTypes, coreProperties, presentationOrder, shapes, withoutEmptyTitle } from './normalise-parts.js'

export interface NormaliseSettings {
  title: string
  authors: string[]
  date: Date
  /** Alternative text by the name of the table's frame. */
  tableAlts: Map<string, string>
  preview(svg: string): Promise<Uint8Array>
  /** A copy of where the numbers came from. */
  manifest?: string
}

export async function normalisePptx(bytes: Uint8Array, settings: NormaliseSettings): Promise<Uint8Array> {
  const parts = unpackZip(bytes)
  await drawPreviews(parts, settings.preview)
  storePicturesOnce(parts)
  edit(parts, /^\[Content_Types\]\.xml$/, (xml) => contentTypes(xml, new Set(parts.keys())))
  edit(parts, /^ppt\/presentation\.xml$/, presentationOrder)
  edit(parts, /^ppt\/(slides|slideLayouts)\/[^/]+\.xml$/, (xml) => shapes(xml, settings.tableAlts))
  edit(parts, /^ppt\/slides\/[^/]+\.xml$/, withoutEmptyTitle)
  edit(parts, /^docProps\/core\.xml$/, () => coreProperties(settings.title, settings.authors, settings.date))
  edit(parts, /^docProps\/app\.xml$/, appProperties)
  if (settings.manifest !== undefined) embedInParts(parts, settings.manifest)
  return packZip(parts)
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
