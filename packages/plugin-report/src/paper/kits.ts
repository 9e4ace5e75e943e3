/**
 * Author kits: how each family writes its first lines, and how the preview imitates it.
 *
 * The kits themselves are not shipped: conferences ask that authors take the one of the year. Sizes of title and headings are
 * those of the kits' styles as far as known; only the page geometry is the venue's.
 */
import type { PaperLayout } from '../venues/venue.js'

export type KitFamily = 'aaai' | 'ijcai' | 'acl' | 'acmart' | 'ecai' | 'llncs' | 'article'

export interface Kit {
  family: KitFamily
  /** File name in `\\usepackage` or `\\documentclass`; empty for plain article. */
  name: string
  isClass: boolean
  titlePt: number
  authorPt: number
  headingPt: number
  headingAbovePt: number
  headingBelowPt: number
  centredHeadings: boolean
  numberedHeadings: boolean
  /** The abstract narrower and smaller, as in LaTeX's `quote`, under a centred word. */
  quotedAbstract: boolean
  /** Between the text area's upper edge and the title. */
  titleAboveMm: number
  referencesPt: number
  captionPt: number
  /** Between the items of a list, more than between lines; before and after it; between references. */
  itemGapPt: number
  listGapPt: number
  referenceGapPt: number
  authorYear: boolean
  cite: '\\citep' | '\\cite'
}

const authorYearStyles = /^(?:aaai|named|plainnat|abbrvnat|apalike|acl_natbib|chicago|agsm|apa)/

export function kitOf({ kit, bibliographyStyle, fontPt }: PaperLayout): Kit {
  const name = kit.replace(/\.(?:sty|cls)$/, '')
  const families: KitFamily[] = ['aaai', 'ijcai', 'acl', 'acmart', 'ecai', 'llncs']
  const family = families.find((prefix) => name.toLowerCase().startsWith(prefix)) ?? 'article'
  const aaai = family === 'aaai'
  const sizes =
    family === 'article'
      ? { titlePt: 17, authorPt: 12, headingPt: 14.4, headingAbovePt: 17, headingBelowPt: 12 }
      : { titlePt: 14.4, authorPt: aaai ? 12 : 11, headingPt: 12, headingAbovePt: 12, headingBelowPt: 6 }
  return {
    family,
    name: name === 'article' ? '' : name,
    isClass: kit.endsWith('.cls'),
    ...sizes,
    centredHeadings: aaai,
    numberedHeadings: !aaai,
    quotedAbstract: family === 'aaai' || family === 'acl',
    titleAboveMm: family === 'article' ? 8 : 10,
    referencesPt: aaai ? fontPt - 1 : fontPt,
    captionPt: aaai || family === 'article' ? fontPt : fontPt - 1,
    ...(family === 'article' ? { itemGapPt: 8, listGapPt: 8, referenceGapPt: 8 } : { itemGapPt: 1, listGapPt: 3, referenceGapPt: 2 }),
    authorYear: authorYearStyles.test(bibliographyStyle),
    cite: family === 'aaai' || family === 'acl' || family === 'article' ? '\\citep' : '\\cite',
  }
}
