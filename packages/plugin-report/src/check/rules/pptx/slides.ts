/** Rules about what is on the slides. */
import { createHash } from 'node:crypto'
import { officeFamily } from '../../../text/index.js'
import type { Rule } from '../../check.js'
import { emuPerMm, type PptxFile, type PptxSlide, propertiesOf, shapesOf, textOf } from '../../read/pptx.js'
import { fontSizesOf, viewBoxOf } from '../../read/svg.js'
import { type Element, walk } from '../../read/xml.js'
import { drawingsOf } from './pictures.js'

/** The red cross that pptxgenjs 4.0.1 puts in where a picture's preview is due. */
const brokenPreview256 = '0db2447fffb75ae48f57c711c26783f619591d48b1713f997a7bc34626c95ff1'
const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47])
const emuPerPt = 12_700
/** Slides up to this width are shown; wider ones are posters and hang. */
export const widestSlideMm = 400

export const brokenPreview: Rule<PptxFile> = {
  id: 'broken-preview',
  severity: 'error',
  about: 'Every picture has a preview for programs that do not draw SVG.',
  remedy: 'build it again, or mend it with --fix',
  find({ slides, entries }) {
    return slides.flatMap(({ number, relationships }) =>
      relationships.flatMap(({ target }) => {
        const entry = target.endsWith('.png') ? entries.get(target) : undefined
        if (!entry) return []
        const bytes = entry.read()
        const file = target.slice(target.lastIndexOf('/') + 1)
        if (!bytes.subarray(0, 4).equals(pngSignature)) return [`slide ${number}: ${file} is no PNG`]
        return createHash('sha256').update(bytes).digest('hex') === brokenPreview256 ? [`slide ${number}: ${file} is the picture of a broken picture`] : []
      }),
    )
  },
}

export const duplicateIds: Rule<PptxFile> = {
  id: 'duplicate-ids',
  severity: 'error',
  about: 'Every shape of a slide has an id of its own.',
  remedy: 'build it again, or mend it with --fix',
  find: ({ slides }) =>
    slides.flatMap(({ number, xml }) => {
      const ids = walk(xml).flatMap(({ name, attributes }) => (name === 'p:cNvPr' ? [attributes.id ?? ''] : []))
      return [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))].map((id) => `slide ${number}: several shapes have id ${id}`)
    }),
}

export const offSlide: Rule<PptxFile> = {
  id: 'off-page',
  severity: 'error',
  about: 'Everything stands on the slide.',
  remedy: 'move it onto the slide, or take it out',
  find({ slides, widthEmu, heightEmu }) {
    const hair = emuPerMm / 10
    return eachShape(slides, (shape) => {
      const place = placeOf(shape)
      if (!place) return undefined
      const { x, y, width, height } = place
      return x < -hair || y < -hair || x + width > widthEmu + hair || y + height > heightEmu + hair ? 'leaves the slide' : undefined
    })
  },
}

export const smallRuns: Rule<PptxFile> = {
  id: 'font-size',
  severity: 'error',
  about: 'Text can be read from where people sit or stand.',
  remedy: 'say less, so that it can be larger',
  find: (file) => {
    const { leastPt, leastFooterPt } = floorsOf(file)
    return eachShape(file.slides, (shape) => {
      const { name, placeholder } = propertiesOf(shape)
      const least = /^(sldNum|ftr|dt)$/.test(placeholder ?? '') || /footer|number|source/i.test(name) ? leastFooterPt : leastPt
      const smallest = Math.min(...walk(shape).flatMap((run) => (run.name === 'a:r' && wordsOf(run) ? sizeOf(run) : [])))
      return smallest < least ? `has text of ${smallest} pt (at least ${least})` : undefined
    })
  },
}

export const figureText: Rule<PptxFile> = {
  id: 'figure-text',
  severity: 'note',
  about: 'Text inside drawings can be read from the last row.',
  remedy: 'show less in the figure, or give it the whole slide',
  find: (file) => {
    const { leastPt } = floorsOf(file)
    return drawingsOf(file).flatMap(({ slide, shape, name, svg }) => {
      const smallest = printedPt(svg, placeOf(shape)?.width ?? 0)
      return smallest < leastPt - 0.1 ? [`slide ${slide}: ${name} has text of ${smallest.toFixed(1)} pt (at least ${leastPt})`] : []
    })
  },
}

/** A poster's as on paper of its size. */
function floorsOf({ widthEmu, heightEmu }: PptxFile): { leastPt: number; leastFooterPt: number } {
  const [wideMm, tallMm] = [widthEmu / emuPerMm, heightEmu / emuPerMm]
  if (Math.max(wideMm, tallMm) <= widestSlideMm) return { leastPt: 14, leastFooterPt: 9 }
  const leastPt = Math.max(10, Math.min(24, Math.round((24 * Math.min(wideMm, tallMm)) / 841)))
  return { leastPt, leastFooterPt: Math.round(leastPt * 0.7) }
}

export const pictureAlt: Rule<PptxFile> = {
  id: 'alt-text',
  severity: 'error',
  about: 'Every picture and table has an alternative text, or is marked as decoration.',
  remedy: 'in PowerPoint: right click, View Alt Text; or build it again',
  find: ({ slides }) =>
    eachShape(slides, (shape) => {
      if (shape.name !== 'p:pic' && shape.name !== 'p:graphicFrame') return undefined
      const { alt, decorative } = propertiesOf(shape)
      return alt.trim() === '' && !decorative ? 'has no alt text' : undefined
    }),
}

export const slideTitle: Rule<PptxFile> = {
  id: 'slide-title',
  severity: 'error',
  about: 'Every slide has a title in a title placeholder: screen readers and overviews list slides by it.',
  remedy: 'give the slide a title; in PowerPoint: Accessibility, Slide Title',
  find: ({ slides }) =>
    slides.flatMap(({ number, xml }) => {
      if (titleOf(xml) === '') return [`slide ${number} has no title`]
      return walk(xml).some(({ name, attributes }) => name === 'p:ph' && attributes.type === 'title' && Number(attributes.idx ?? 0) > 0)
        ? [`slide ${number}: its title has a number, and is found by no reader`]
        : []
    }),
}

export const slideNotes: Rule<PptxFile> = {
  id: 'slide-notes',
  severity: 'note',
  about: 'Every slide that is shown has speaker notes.',
  remedy: 'write down what is said: :::notes in the slide',
  find: ({ slides }) => slides.filter(({ hidden, notes }) => !hidden && notes === '').map(({ number }) => `slide ${number} has no notes`),
}

export const emptySlide: Rule<PptxFile> = {
  id: 'empty-slide',
  severity: 'note',
  about: 'Every slide that is shown has more than a title: one that was forgotten is noticed by everybody else.',
  remedy: 'fill it or take it out',
  find: ({ slides }) =>
    slides
      .filter(({ xml, hidden }) => !hidden && shapesOf(xml).every(saysNothing))
      .map(({ number, xml }) => `slide ${number} ${titleOf(xml) ? 'has nothing but a title' : 'is empty'}`),
}

/** Titles, page numbers and lines; text boxes without text. */
function saysNothing(shape: Element): boolean {
  if (shape.name === 'p:cxnSp') return true
  return shape.name === 'p:sp' && (textOf(shape) === '' || /^(title|ctrTitle|sldNum|ftr|dt)$/.test(propertiesOf(shape).placeholder ?? ''))
}

const known = new Set([officeFamily, 'Symbol', 'Wingdings', 'Courier New', 'Consolas', 'Cambria Math'])

export const fontNames: Rule<PptxFile> = {
  id: 'fonts',
  severity: 'note',
  about: `Text is set in ${officeFamily} or in the font of the theme: others may be missing where the file is opened, and lines then break elsewhere.`,
  remedy: `set it in ${officeFamily}, or show the PDF`,
  find({ slides, xml, entries }) {
    const theme = [...entries.keys()]
      .filter((name) => /^ppt\/theme\/theme\d+\.xml$/.test(name))
      .flatMap((name) => walk(xml(name) ?? { name: '', attributes: {}, children: [], text: '' }))
    const ours = new Set([...known, ...theme.flatMap(({ name, attributes }) => (name === 'a:latin' ? [attributes.typeface ?? ''] : []))])
    return slides.flatMap(({ number, xml: slide }) => {
      const named = walk(slide).flatMap(({ name, attributes }) => (name === 'a:latin' ? [attributes.typeface ?? ''] : []))
      return [...new Set(named)].filter((font) => font && !font.startsWith('+') && !ours.has(font)).map((font) => `slide ${number} names the font ${font}`)
    })
  },
}

function eachShape(slides: PptxSlide[], find: (shape: Element) => string | undefined): string[] {
  return slides.flatMap(({ number, xml }) =>
    shapesOf(xml).flatMap((shape) => {
      const wrong = find(shape)
      return wrong ? [`slide ${number}: ${propertiesOf(shape).name || 'a shape'} ${wrong}`] : []
    }),
  )
}

function titleOf(slide: Element): string {
  const title = shapesOf(slide).find((shape) => /^(title|ctrTitle)$/.test(propertiesOf(shape).placeholder ?? ''))
  return title ? textOf(title) : ''
}

function placeOf(shape: Element): { x: number; y: number; width: number; height: number } | undefined {
  const frame = walk(shape).find(({ name }) => name === 'a:xfrm' || name === 'p:xfrm')
  const [off, ext] = ['a:off', 'a:ext'].map((name) => frame?.children.find((child) => child.name === name)?.attributes)
  return off && ext ? { x: Number(off.x), y: Number(off.y), width: Number(ext.cx), height: Number(ext.cy) } : undefined
}

function wordsOf(run: Element): string {
  return walk(run)
    .filter(({ name }) => name === 'a:t')
    .map(({ text }) => text)
    .join('')
    .trim()
}

/** Size of the smallest text of a drawing that is shown at this width. */
function printedPt(svg: string, widthEmu: number): number {
  const units = viewBoxOf(svg)?.[0]
  return units ? (Math.min(...fontSizesOf(svg)) * (widthEmu / emuPerPt)) / units : Number.POSITIVE_INFINITY
}

function sizeOf(run: Element): number[] {
  const size = run.children.find(({ name }) => name === 'a:rPr')?.attributes.sz
  return size ? [Number(size) / 100] : []
}
