/** A PPTX as its parts: relationships, slides in order, shapes with their places. */
import { PhdError } from '@phd/core'
import { readZip, type ZipEntry } from '../../zip/index.js'
import { type Element, parseXml, walk } from './xml.js'

export interface Relationship {
  id: string
  type: string
  /** The part that it leads to; as it stands there where `external`. */
  target: string
  external: boolean
}

export interface PptxSlide {
  /** From 1. */
  number: number
  /** Kept where slides are moved; decks written by phd count from 256. */
  id: number
  part: string
  xml: Element
  hidden: boolean
  /** Text of the speaker notes; empty where there are none. */
  notes: string
  relationships: Relationship[]
}

export interface PptxFile {
  name: string
  entries: Map<string, ZipEntry>
  /** Entries that are folders. */
  folders: string[]
  widthEmu: number
  heightEmu: number
  presentation: Element
  slides: PptxSlide[]
  xml(part: string): Element | undefined
  relationshipsOf(part: string): Relationship[]
}

export const emuPerMm = 36_000
const presentationPart = 'ppt/presentation.xml'

/** Errors: REPORT_FILE, REPORT_FILE_REFUSED, REPORT_XML. */
export function readPptx(bytes: Uint8Array, name: string): PptxFile {
  const all = readZip(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), name)
  const folders = all.filter((entry) => entry.name.endsWith('/')).map((entry) => entry.name)
  const entries = new Map(all.filter((entry) => !entry.name.endsWith('/')).map((entry) => [entry.name, entry]))
  const parsed = new Map<string, Element | undefined>()
  const xml = (part: string) => {
    if (!parsed.has(part)) parsed.set(part, entries.has(part) ? parseXml(entries.get(part)!.read().toString('utf8'), `${part} of ${name}`) : undefined)
    return parsed.get(part)
  }
  const relationshipsOf = (part: string) => relationshipsIn(xml(part.replace(/([^/]*)$/, '_rels/$1.rels')), part)
  const presentation = xml(presentationPart)
  if (!presentation) throw new PhdError('REPORT_FILE', `${name} is no PPTX file.`, { expected: presentationPart, received: `${entries.size} parts without it` })
  const size = presentation.children.find((child) => child.name === 'p:sldSz')?.attributes ?? {}
  const relations = new Map(relationshipsOf(presentationPart).map((relation) => [relation.id, relation.target]))
  const parts = children(presentation, 'p:sldIdLst').flatMap(({ attributes }) => {
    const part = relations.get(attributes['r:id'] ?? '')
    return part === undefined ? [] : [{ part, id: Number(attributes.id) }]
  })
  const slides = parts.flatMap(({ part, id }, i): PptxSlide[] => {
    const slide = xml(part)
    if (!slide) return []
    const relationships = relationshipsOf(part)
    const notes = relationships.find(({ type }) => type.endsWith('/notesSlide'))
    return [
      {
        number: i + 1,
        id,
        part,
        xml: slide,
        hidden: /^(0|false)$/.test(slide.attributes.show ?? '1'),
        notes: notesText(notes && xml(notes.target)),
        relationships,
      },
    ]
  })
  return { name, entries, folders, widthEmu: Number(size.cx ?? 0), heightEmu: Number(size.cy ?? 0), presentation, slides, xml, relationshipsOf }
}

/** Direct and indirect shapes of a slide: `p:sp`, `p:pic`, `p:graphicFrame`, `p:cxnSp`. */
export function shapesOf(slide: Element): Element[] {
  const known = shapesKnown.get(slide)
  if (known) return known
  const shapes = walk(slide).filter(({ name }) => /^p:(sp|pic|graphicFrame|cxnSp)$/.test(name))
  shapesKnown.set(slide, shapes)
  return shapes
}

/** Every rule asks for them. */
const shapesKnown = new WeakMap<Element, Element[]>()

/** Name, id and alternative text of a shape. */
export function propertiesOf(shape: Element): { id: string; name: string; alt: string; decorative: boolean; placeholder?: string } {
  const all = walk(shape)
  const { id = '', name = '', descr = '' } = all.find((element) => element.name === 'p:cNvPr')?.attributes ?? {}
  const ph = all.find((element) => element.name === 'p:ph')
  const decorative = all.some((element) => element.name === 'adec:decorative' && element.attributes.val !== '0')
  return { id, name, alt: descr, decorative, placeholder: ph && (ph.attributes.type ?? 'body') }
}

/** Text of a shape, one line a paragraph. */
export function textOf(element: Element): string {
  return walk(element)
    .filter(({ name }) => name === 'a:p')
    .map((paragraph) =>
      walk(paragraph)
        .filter(({ name }) => name === 'a:t')
        .map(({ text }) => text)
        .join(''),
    )
    .join('\n')
    .trim()
}

function children(parent: Element, name: string): Element[] {
  return parent.children.find((child) => child.name === name)?.children ?? []
}

function notesText(notes: Element | undefined): string {
  if (!notes) return ''
  const body = shapesOf(notes).find((shape) => propertiesOf(shape).placeholder === 'body')
  return body ? textOf(body) : ''
}

function relationshipsIn(rels: Element | undefined, part: string): Relationship[] {
  return (rels?.children ?? []).map(({ attributes }) => {
    const external = attributes.TargetMode === 'External'
    const target = attributes.Target ?? ''
    return { id: attributes.Id ?? '', type: attributes.Type ?? '', external, target: external ? target : resolved(part, target) }
  })
}

function resolved(part: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  const steps = part.split('/').slice(0, -1)
  for (const step of target.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.') steps.push(step)
  }
  return steps.join('/')
}
