/**
 * Author kits: how each family writes its first lines, and the sizes and distances by which the preview imitates it.
 *
 * The kits themselves are not shipped: conferences ask that authors take the one of the year. The geometry of the page is the
 * venue's. Numbers here were read in the classes that the profiles name as sources, at their natural size; TeX points (72.27 an inch).
 */
import type { PaperLayout } from '../venues/venue.js'

export type KitFamily = 'aaai' | 'ijcai' | 'acl' | 'acmart' | 'ecai' | 'llncs' | 'article'

/** Size and distance of lines. */
interface Type {
  pt: number
  leadingPt: number
}

/** What stands over both columns. Distances are skips as TeX counts them: between the lines of the one and of the other. */
interface TitleBlock {
  title: Type
  author: Type
  home: Type
  abovePt: number
  /** From title to authors, from authors to affiliation. */
  gapPt: number
  homeGapPt: number
  belowPt: number
  /** Least height; 0 where the block is as high as what stands in it. What is left over goes to the gap and below, in these shares. */
  boxPt: number
  gapShare: number
  belowShare: number
  /** Set flush left instead of centred. */
  left: boolean
  boldAuthors: boolean
}

interface AbstractStyle extends Type {
  /** `centred`: a word above; `section`: a heading like any other; `run-in`: a word in the first line; `none`. */
  heading: 'centred' | 'section' | 'run-in' | 'none'
  headingPt: number
  headingLeadingPt: number
  /** From heading to text, on both sides, and before the first section on top of what that takes. */
  gapPt: number
  indentPt: number
  belowPt: number
}

interface KitStyle {
  titleBlock: TitleBlock
  abstract: AbstractStyle
  heading: Type & { abovePt: number; belowPt: number; centred: boolean; numbered: boolean; capitals: boolean }
  caption: Type
  /** `Fig. 1.`: its words, its end, which part is bold, and the gap before the caption's text. */
  captionLabel: { figure: string; end: string; bold: 'none' | 'label' | 'all'; gapEm: number }
  references: Type
  /** Between the items of a list, more than between lines; before and after it; between references. */
  itemGapPt: number
  listGapPt: number
  referenceGapPt: number
  /** Kept free at the foot of the first column, or of the first page where `footWide`: what the class or the publisher prints there. */
  firstFootPt: number
  footWide: boolean
}

export interface Kit extends KitStyle {
  family: KitFamily
  /** File name in `\\usepackage` or `\\documentclass`; empty for plain article. */
  name: string
  isClass: boolean
  authorYear: boolean
  cite: '\\citep' | '\\cite'
  /** The kit names the bibliography style itself; BibTeX refuses a second one. */
  namesBibliographyStyle: boolean
}

const authorYearStyles = /^(?:aaai|named|plainnat|abbrvnat|apalike|acl_natbib|chicago|agsm|apa)/

export function kitOf(layout: PaperLayout): Kit {
  const { kit, bibliographyStyle } = layout
  const name = kit.replace(/\.(?:sty|cls)$/, '')
  const families: KitFamily[] = ['aaai', 'ijcai', 'acl', 'acmart', 'ecai', 'llncs']
  const family = families.find((prefix) => name.toLowerCase().startsWith(prefix)) ?? 'article'
  return {
    family,
    name: name === 'article' ? '' : name,
    isClass: kit.endsWith('.cls'),
    ...kitStyle(family, layout),
    authorYear: authorYearStyles.test(bibliographyStyle),
    cite: family === 'aaai' || family === 'acl' || family === 'article' ? '\\citep' : '\\cite',
    namesBibliographyStyle: family === 'aaai' || family === 'acl' || family === 'ecai',
  }
}

const type = (pt: number, leadingPt: number): Type => ({ pt, leadingPt })

function kitStyle(family: KitFamily, { columns, fontPt, leadingPt }: PaperLayout): KitStyle {
  const text = type(fontPt, leadingPt)
  const box = { boxPt: 0, gapShare: 1, belowShare: 2, left: false, boldAuthors: family !== 'llncs' && family !== 'acmart' }
  const word = { headingPt: fontPt, headingLeadingPt: leadingPt, gapPt: 0, indentPt: 0, belowPt: 0 }
  const label: KitStyle['captionLabel'] = { figure: 'Figure', end: ':', bold: 'none', gapEm: 0.25 }
  const plain = { centred: false, numbered: true, capitals: false }
  switch (family) {
    case 'aaai':
      return {
        titleBlock: {
          ...{ title: type(14.4, 16), author: type(12, 14), home: text, ...box },
          ...{ boxPt: 162.6, abovePt: 45.2, gapPt: 7.2, homeGapPt: 2, belowPt: 10, gapShare: 0.5, belowShare: 2 },
        },
        abstract: { ...type(9, 10), ...word, heading: 'centred', gapPt: 6.3, indentPt: 10, belowPt: 4 },
        heading: { ...type(12, 14), abovePt: 9, belowPt: 3, ...plain, centred: true, numbered: false },
        captionLabel: label,
        ...{ caption: text, references: text, itemGapPt: 2.5, listGapPt: 4, referenceGapPt: 2.5, firstFootPt: 0, footWide: false },
      }
    case 'ijcai':
      return {
        titleBlock: {
          ...{ title: type(14.4, 16), author: type(12, 14), home: type(12, 14), ...box },
          ...{ boxPt: 162.6, abovePt: 36.1, gapPt: 14.5, homeGapPt: 3.6, belowPt: 21.7 },
        },
        abstract: { ...text, ...word, heading: 'centred', headingPt: 12, headingLeadingPt: 14, gapPt: 6.3, indentPt: 20, belowPt: 4 },
        heading: { ...type(12, 14), abovePt: 10, belowPt: 4, ...plain },
        captionLabel: label,
        ...{ caption: type(9, 10), references: text, itemGapPt: 4, listGapPt: 4, referenceGapPt: 4, firstFootPt: 0, footWide: false },
      }
    case 'acl':
      return {
        titleBlock: {
          ...{ title: type(14.4, 16), author: type(12, 14), home: type(9, 10), ...box },
          ...{ boxPt: 149.6, abovePt: 9, gapPt: 14.5, homeGapPt: 0, belowPt: 21.7 },
        },
        abstract: { ...type(10, 12), ...word, heading: 'centred', headingPt: 12, headingLeadingPt: 14, gapPt: 4, indentPt: 17.1, belowPt: 4 },
        heading: { ...type(12, 14), abovePt: 9.9, belowPt: 7.4, ...plain },
        captionLabel: label,
        ...{ caption: type(10, 12), references: type(10, 11), itemGapPt: 4, listGapPt: 4, referenceGapPt: 4, firstFootPt: 0, footWide: false },
      }
    case 'ecai':
      return {
        titleBlock: {
          ...{ title: type(20, 22), author: type(11, 12), home: type(11, 12), ...box },
          ...{ abovePt: 10, gapPt: 10, homeGapPt: 10, belowPt: 37 },
        },
        abstract: { ...text, ...word, heading: 'run-in' },
        heading: { ...type(11, 11), abovePt: 16.5, belowPt: 5.5, ...plain },
        captionLabel: { ...label, end: '.', bold: 'label', gapEm: 1 },
        ...{ caption: type(8, 9), references: type(8, 9), itemGapPt: 0, listGapPt: 8, referenceGapPt: 0, firstFootPt: 42, footWide: true },
      }
    case 'llncs':
      return {
        titleBlock: {
          ...{ title: type(14.4, 18), author: text, home: type(9, 11), ...box },
          ...{ abovePt: 0, gapPt: 22.8, homeGapPt: 10, belowPt: 30 },
        },
        abstract: { ...type(9, 11), ...word, heading: 'run-in', indentPt: 28.5 },
        heading: { ...type(12, 14), abovePt: 18, belowPt: 12, ...plain },
        captionLabel: { ...label, figure: 'Fig.', end: '.', bold: 'label' },
        ...{ caption: type(9, 11), references: type(9, 11), itemGapPt: 0, listGapPt: 8, referenceGapPt: 0, firstFootPt: 0, footWide: false },
      }
    case 'acmart': {
      const sigconf = columns === 2
      const stretch = leadingPt / 11
      return {
        titleBlock: sigconf
          ? { title: type(17.28, 20), author: type(12, 14), home: type(10, 12), ...box, abovePt: 0, gapPt: 9.4, homeGapPt: 0, belowPt: 6 }
          : {
              title: type(12, 14 * stretch),
              author: type(10.95, 13 * stretch),
              home: text,
              ...box,
              left: true,
              abovePt: 0,
              gapPt: 8,
              homeGapPt: 0,
              belowPt: 8,
            },
        abstract: sigconf ? { ...text, ...word, heading: 'section' } : { ...type(8, 10 * stretch), ...word, heading: 'none', belowPt: 3 },
        heading: { ...(sigconf ? type(10.95, 13) : text), abovePt: 0.75 * leadingPt, belowPt: 0.25 * leadingPt, ...plain, capitals: true },
        ...{
          caption: text,
          captionLabel: { ...label, bold: 'all' },
          references: type(7, 8 * stretch),
          itemGapPt: 0,
          listGapPt: 3,
          referenceGapPt: 0,
          firstFootPt: sigconf ? 165 : 110,
          footWide: false,
        },
      }
    }
    case 'article':
      return {
        titleBlock: {
          ...{ title: type(17, 22), author: type(12, 14), home: text, ...box },
          ...{ abovePt: 22.8, gapPt: 8, homeGapPt: 0.4, belowPt: 22 },
        },
        abstract: { ...text, ...word, heading: 'section' },
        heading: { ...type(14.4, 18), abovePt: 12.5, belowPt: 10.9, ...plain },
        captionLabel: label,
        ...{ caption: text, references: text, itemGapPt: 8, listGapPt: 8, referenceGapPt: 8, firstFootPt: 0, footWide: false },
      }
  }
}
