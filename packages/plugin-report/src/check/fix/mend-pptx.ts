/**
 * A PPTX whose package is wrong, mended: nothing that is on a slide is changed or lost.
 *
 * Folder entries go, content types follow the parts, presentation.xml gets its order, a shape that shares an id gets one of
 * its own, and previews of SVG pictures are drawn from the SVG. Answers what was done; nothing where all was well.
 */
import { svgToPng } from '../../backends/index.js'
import { packZip } from '../../zip/index.js'
import type { Check } from '../check.js'
import { judge } from '../check.js'
import { type PptxFile, readPptx } from '../read/pptx.js'
import { pptxRules } from '../rules/pptx/index.js'
import { presentationOrder } from '../rules/pptx/package.js'

const previewPx = 1600
const types: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
  xml: 'application/xml',
  rels: 'application/vnd.openxmlformats-package.relationships+xml',
}
export async function mendPptx(bytes: Uint8Array, name: string): Promise<{ bytes: Uint8Array; done: string[] }> {
  const file = readPptx(bytes, name)
  const broken = new Set((await judge(pptxRules, file)).filter(({ ok }) => !ok).map(({ rule }: Check) => rule))
  const parts = new Map([...file.entries].map(([part, entry]) => [part, entry.read() as Buffer]))
  const done: string[] = []
  if (broken.has('zip-folders')) done.push(`took ${file.folders.length} folder entries out`)
  if (broken.has('content-types'))
    done.push(edit(parts, '[Content_Types].xml', (xml) => contentTypes(xml, parts)) ? 'made the content types follow the parts' : '')
  if (broken.has('element-order')) done.push(edit(parts, 'ppt/presentation.xml', ordered) ? 'put presentation.xml into order' : '')
  if (broken.has('duplicate-ids'))
    for (const { part, number } of file.slides) if (edit(parts, part, ownIds)) done.push(`gave shapes of slide ${number} ids of their own`)
  if (broken.has('slide-title')) {
    const layouts = [...parts.keys()].filter((part) => /^ppt\/(slides|slideLayouts)\/[^/]+\.xml$/.test(part))
    const changed = layouts.filter((part) => edit(parts, part, plainTitles))
    if (changed.length) done.push('made titles findable')
  }
  if (broken.has('broken-preview')) done.push(...(await drawPreviews(file, parts)))
  const told = done.filter(Boolean)
  return { bytes: told.length ? packZip(parts) : bytes, done: told }
}

function edit(parts: Map<string, Buffer>, part: string, change: (xml: string) => string): boolean {
  const xml = parts.get(part)?.toString('utf8') ?? ''
  const changed = change(xml)
  parts.set(part, Buffer.from(changed))
  return changed !== xml
}

function contentTypes(xml: string, parts: Map<string, Buffer>): string {
  const kept = xml.replace(/<Override\s[^>]*PartName="\/([^"]+)"[^>]*\/>/g, (whole, part) => (parts.has(part) ? whole : ''))
  const typed = new Set([...kept.matchAll(/<Default\s[^>]*Extension="([^"]+)"/g)].map(([, extension]) => extension.toLowerCase()))
  const missing = new Set(
    [...parts.keys()].map((part) => part.slice(part.lastIndexOf('.') + 1).toLowerCase()).filter((extension) => !typed.has(extension) && types[extension]),
  )
  return kept.replace(
    /(<Types[^>]*>)/,
    `$1${[...missing].map((extension) => `<Default Extension="${extension}" ContentType="${types[extension]}"/>`).join('')}`,
  )
}

/** Children of `p:presentation` are moved as they stand, with all that is in them. */
function ordered(xml: string): string {
  const [whole, open, body] = /(<p:presentation\b[^>]*>)([\s\S]*)<\/p:presentation>/.exec(xml) ?? []
  if (whole === undefined) return xml
  const children = [...body.matchAll(/<p:(\w+)\b(?:[^>]*\/>|[\s\S]*?<\/p:\1>)/g)]
  if (children.map(([text]) => text).join('').length !== body.replace(/>\s+</g, '><').trim().length) return xml
  const sorted = children.map(([text, name], i) => ({ text, at: presentationOrder.indexOf(name), i })).sort((a, b) => a.at - b.at || a.i - b.i)
  return xml.replace(whole, () => `${open}${sorted.map(({ text }) => text).join('')}</p:presentation>`)
}

/** The first shape of an id keeps it: animations and connectors mean that one. */
function ownIds(xml: string): string {
  const ids = [...xml.matchAll(/<p:cNvPr\s[^>]*?\bid="(\d+)"/g)].map(([, id]) => Number(id))
  let next = Math.max(0, ...ids)
  const seen = new Set<string>()
  return xml.replace(/(<p:cNvPr\s[^>]*?\bid=")(\d+)(")/g, (whole, before, id, after) => {
    if (!seen.has(id)) {
      seen.add(id)
      return whole
    }
    return `${before}${++next}${after}`
  })
}

/** A title is the one placeholder without a number; slide and layout have to agree. */
function plainTitles(xml: string): string {
  return xml.replace(/<p:ph\s[^>]*type="title"[^>]*\/>/g, '<p:ph type="title"/>')
}

async function drawPreviews(file: PptxFile, parts: Map<string, Buffer>): Promise<string[]> {
  const done: string[] = []
  for (const { number, xml: _, part, relationships } of file.slides) {
    const targets = new Map(relationships.map(({ id, target }) => [id, target]))
    const source = parts.get(part)?.toString('utf8') ?? ''
    for (const [, png, svg] of source.matchAll(/<a:blip\s[^>]*r:embed="([^"]+)"[^>]*>(?:(?!<\/a:blip>)[\s\S])*?svgBlip[^>]*r:embed="([^"]+)"/g)) {
      const [preview, drawing] = [targets.get(png), targets.get(svg)]
      const text = drawing === undefined ? undefined : parts.get(drawing)
      if (preview === undefined || text === undefined) continue
      parts.set(preview, Buffer.from(await svgToPng(text.toString('utf8'), previewPx)))
      done.push(`drew the preview of a picture of slide ${number}`)
    }
  }
  return done
}
