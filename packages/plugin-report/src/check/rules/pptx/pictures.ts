/** Rules about the drawings in a deck: SVG that stands behind a picture. */

import type { Rule } from '../../check.js'
import { type PptxFile, propertiesOf, shapesOf } from '../../read/pptx.js'
import { type Element, parseXml, walk } from '../../read/xml.js'
import { confusedIn, sameGreyIn } from '../colours.js'

export interface DrawnPicture {
  slide: number
  shape: Element
  name: string
  svg: string
}

/** Each drawing once, where it is first shown. */
export function drawingsOf(file: PptxFile): DrawnPicture[] {
  const drawings = known.get(file) ?? readDrawings(file)
  known.set(file, drawings)
  return drawings
}

const known = new WeakMap<PptxFile, DrawnPicture[]>()

function readDrawings({ slides, entries }: PptxFile): DrawnPicture[] {
  const seen = new Set<string>()
  return slides.flatMap(({ number, xml, relationships }) => {
    const targets = new Map(relationships.map(({ id, target }) => [id, target]))
    return shapesOf(xml).flatMap((shape): DrawnPicture[] => {
      const blip = walk(shape).find(({ name }) => name === 'asvg:svgBlip')
      const part = targets.get(blip?.attributes['r:embed'] ?? '')
      const entry = part === undefined || seen.has(part) ? undefined : entries.get(part)
      if (part === undefined || !entry) return []
      seen.add(part)
      const svg = entry.read().toString('utf8')
      return [{ slide: number, shape, name: propertiesOf(shape).name, svg: isReadable(svg) ? svg : '' }]
    })
  })
}

/** What is no SVG that is safe to read is told by external-parts. */
export function isReadable(svg: string): boolean {
  try {
    parseXml(svg)
    return true
  } catch {
    return false
  }
}

const everyDrawing = (find: (svg: string) => string[]) => (file: PptxFile) =>
  drawingsOf(file).flatMap(({ slide, name, svg }) => find(svg).map((words) => `slide ${slide}: ${name}: ${words}`))

export const colourDistance: Rule<PptxFile> = {
  id: 'colour-distance',
  severity: 'error',
  about: 'Colours that stand for different things are told apart by everybody, colour-blind people too.',
  remedy: 'choose colours further apart, for example of Okabe and Ito',
  find: everyDrawing(confusedIn),
}

export const greyDistance: Rule<PptxFile> = {
  id: 'grey-distance',
  severity: 'note',
  about: 'What differs in colour alone is told apart in a black and white print too.',
  remedy: 'give each line its dash and each group its shape, or write the names beside them',
  find: everyDrawing(sameGreyIn),
}
