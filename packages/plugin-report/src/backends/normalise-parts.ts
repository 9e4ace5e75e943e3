/** The edits of single XML parts; see normalise.ts. ECMA-376 part 1 gives the order of elements. */
import { escapeMarkup } from '../text/index.js'

const notesWidth = 6858000
const notesHeight = 9144000

/** No types of parts that do not exist; the registered name of JPEG. */
export function contentTypes(xml: string, parts: Set<string>): string {
  return xml
    .replace(/\s*<Override PartName="\/([^"]+)"[^>]*\/>/g, (whole, part) => (parts.has(part) ? whole.trim() : ''))
    .replace('ContentType="image/jpg"', 'ContentType="image/jpeg"')
}

/** sldMasterIdLst, notesMasterIdLst, sldIdLst, sldSz, notesSz; notes on portrait paper of ordinary size. */
export function presentationOrder(xml: string): string {
  const notes = /<p:notesMasterIdLst>.*?<\/p:notesMasterIdLst>/s.exec(xml)?.[0] ?? ''
  return xml
    .replace(notes, '')
    .replace('</p:sldMasterIdLst>', `</p:sldMasterIdLst>${notes}`)
    .replace(/<p:notesSz [^>]*\/>/, `<p:notesSz cx="${notesWidth}" cy="${notesHeight}"/>`)
}

/** Properties of a paragraph once, title placeholder, ids, alternative texts of tables, decoration. */
export function shapes(xml: string, tableAlts: Map<string, string>): string {
  let id = 0
  return xml
    .replace(/(<\/a:r>)<a:pPr\b(?:[^>]*\/>|(?:(?!<\/a:pPr>).)*<\/a:pPr>)/gs, '$1')
    .replace(/<p:ph\s[^>]*type="title"[^>]*\/>/g, '<p:ph type="title"/>')
    .replace(
      /(<p:cNvPr id="\d+" name="title[\d -]*"\s*(?:\/>|>\s*<\/p:cNvPr>)\s*<p:cNvSpPr\b[^>]*\/>)\s*<p:nvPr>\s*<\/p:nvPr>/g,
      '$1<p:nvPr><p:ph type="title"/></p:nvPr>',
    )
    .replace(/(<p:cNvPr id=")\d+(")/g, (_, before, after) => `${before}${++id}${after}`)
    .replace(
      /<p:cNvPr id="(\d+)" name="(table [\d-]+)"\/>/g,
      (_, shape, name) => `<p:cNvPr id="${shape}" name="${name}" descr="${escapeMarkup(tableAlts.get(name) ?? '')}"/>`,
    )
    .replace(/(<p:cNvPr id="\d+" name="panel [\d-]+")\s*(?:\/>|>\s*<\/p:cNvPr>)/g, `$1>${decorative}</p:cNvPr>`)
}

/** pptxgenjs adds the layout's title to a slide once more, empty. */
export function withoutEmptyTitle(slide: string): string {
  return slide.replace(/<p:sp>(?:(?!<\/p:sp>).)*<\/p:sp>/gs, (shape) => (shape.includes('<p:ph type="title"/>') && !shape.includes('<a:r>') ? '' : shape))
}

const decorative =
  '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'

export function coreProperties(title: string, authors: string[], date: Date): string {
  const stamp = date.toISOString().replace(/\.\d+Z$/, 'Z')
  const when = (name: string) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${stamp}</dcterms:${name}>`
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:title>${escapeMarkup(title)}</dc:title><dc:creator>${escapeMarkup(authors.join(', ') || 'phd')}</dc:creator><cp:lastModifiedBy>phd</cp:lastModifiedBy><cp:revision>1</cp:revision>${when('created')}${when('modified')}`,
    '</cp:coreProperties>',
  ].join('')
}

export function appProperties(xml: string): string {
  return xml.replace(/<Company>[^<]*<\/Company>\s*/, '').replace(/<PresentationFormat>[^<]*</, '<PresentationFormat>Custom<')
}
