/** Rules about single figure files: SVG and PNG. */
import { officeFamily, shippedFamily } from '../../text/index.js'
import type { Rule } from '../check.js'
import type { PngSize } from '../read/png.js'
import { activeParts, fontSizesOf, sizePtOf, viewBoxOf } from '../read/svg.js'
import { parseXml, walk } from '../read/xml.js'
import { confusedIn, sameGreyIn } from './colours.js'

export interface PictureUnderTest {
  svg: string
  /** Smallest text in points as printed. */
  leastPt: number
  /** Where it is not printed at its own size. */
  widthMm?: number
}

const mmPerPt = 25.4 / 72

const active: Rule<PictureUnderTest> = {
  id: 'active-content',
  severity: 'error',
  about: 'An SVG holds drawings only: no scripts, nothing that is loaded from elsewhere.',
  remedy: 'export it as a plain SVG, with pictures embedded as PNG',
  find: ({ svg }) => activeParts(svg),
}

const size: Rule<PictureUnderTest> = {
  id: 'figure-size',
  severity: 'error',
  about: 'A figure says how large it is printed.',
  remedy: 'give width and height in mm or pt, and a viewBox',
  find: ({ svg }) => (sizePtOf(svg) || viewBoxOf(svg) ? [] : ['it has neither width and height nor a viewBox']),
}

const text: Rule<PictureUnderTest> = {
  id: 'font-size',
  severity: 'error',
  about: 'Text in a figure can be read at the size that it is printed.',
  remedy: 'draw it at the printed size with larger text: phd report figure --for paper, slide or poster',
  find({ svg, leastPt, widthMm }) {
    const [own, box] = [sizePtOf(svg), viewBoxOf(svg)]
    const units = box?.[0] ?? own?.widthPt
    const printedPt = widthMm === undefined ? own?.widthPt : widthMm / mmPerPt
    const scale = units && printedPt ? printedPt / units : 1
    const smallest = Math.min(...fontSizesOf(svg)) * scale
    return smallest < leastPt - 0.05 ? [`its smallest text is printed at ${smallest.toFixed(1)} pt (at least ${leastPt})`] : []
  },
}

const fonts: Rule<PictureUnderTest> = {
  id: 'fonts',
  severity: 'note',
  about: `Text in an SVG is set in ${officeFamily} or a family that every machine has; others are replaced without a word.`,
  remedy: `set it in ${officeFamily}, or turn the text into outlines`,
  find({ svg }) {
    const named = walk(parseXml(svg)).flatMap(({ attributes }) => {
      const family = attributes['font-family'] ?? /font-family\s*:\s*([^;]+)/.exec(attributes.style ?? '')?.[1]
      return family
        ? [
            family
              .split(',')[0]
              .trim()
              .replace(/^["']|["']$/g, ''),
          ]
        : []
    })
    const known = new Set([officeFamily, shippedFamily, 'Helvetica', 'sans-serif', 'serif', 'monospace', 'Times New Roman', 'Courier New'])
    return [...new Set(named)].filter((family) => !known.has(family)).map((family) => `it names the font ${family}`)
  },
}

const colours: Rule<PictureUnderTest> = {
  id: 'colour-distance',
  severity: 'error',
  about: 'Colours that stand for different things are told apart by everybody, colour-blind people too.',
  remedy: 'choose colours further apart, for example of Okabe and Ito',
  find: ({ svg }) => confusedIn(svg),
}

const grey: Rule<PictureUnderTest> = {
  id: 'grey-distance',
  severity: 'note',
  about: 'What differs in colour alone is told apart in a black and white print too.',
  remedy: 'give each line its dash and each group its shape, or write the names beside them',
  find: ({ svg }) => sameGreyIn(svg),
}

export const svgRules: Rule<PictureUnderTest>[] = [active, size, text, fonts, colours, grey]

export interface PngUnderTest {
  png: PngSize
  /** Printed width; without it the file's own resolution counts. */
  widthMm?: number
}

const leastDpi = 150
/** A PNG that does not say how large it is: as wide as a page of a paper. */
const usualWidthMm = 84

const resolution: Rule<PngUnderTest> = {
  id: 'resolution',
  severity: 'error',
  about: `A PNG has at least ${leastDpi} pixels an inch where it is printed.`,
  remedy: 'use the SVG or PDF, or draw it again with a higher --dpi',
  find({ png: { widthPx, dpi }, widthMm }) {
    const found = widthMm !== undefined ? widthPx / (widthMm / 25.4) : (dpi ?? widthPx / (usualWidthMm / 25.4))
    return found < leastDpi - 0.5
      ? [`${Math.round(found)} pixels an inch${widthMm === undefined && dpi === undefined ? ` at ${usualWidthMm} mm` : ''} (at least ${leastDpi})`]
      : []
  },
}

export const pngRules: Rule<PngUnderTest>[] = [resolution]
