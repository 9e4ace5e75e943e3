/**
 * Colours that stand for different things, and how far apart they look.
 *
 * CIEDE2000 as everybody sees them, and as with protanopia, deuteranopia and tritanopia (Machado et al. 2009, through culori).
 */
import {
  type Color,
  differenceCiede2000,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  filterGrayscale,
  formatHex,
  lch,
  parseHex,
} from 'culori'
import { marksOf, type PaintedMark } from './read/svg.js'

export const leastDistance = 10
const greyBelowChroma = 12
/** More colours than a reader keeps apart by name: a ramp, read at its colour bar. */
const mostCategories = 9

export interface ColourPair {
  a: string
  b: string
  distance: number
  vision: string
}

type Filter = ReturnType<typeof filterGrayscale>
const seenThrough = (filter: Filter) => (colour: string) => formatHex(filter(parseHex(colour) as Color)) ?? colour

const visions: [string, (colour: string) => string][] = [
  ['everybody', (colour) => colour],
  ['red-blind (protan)', seenThrough(filterDeficiencyProt(1))],
  ['green-blind (deutan)', seenThrough(filterDeficiencyDeuter(1))],
  ['blue-blind (tritan)', seenThrough(filterDeficiencyTrit(1))],
]
const difference = differenceCiede2000()

/** The marks of a figure by colour; undefined where it has no colours that stand for categories. */
export function categoriesOf(svg: string): Map<string, PaintedMark[]> | undefined {
  const byColour = new Map<string, PaintedMark[]>()
  for (const mark of marksOf(svg)) if ((lch(mark.colour)?.c ?? 0) >= greyBelowChroma) byColour.set(mark.colour, [...(byColour.get(mark.colour) ?? []), mark])
  return byColour.size > mostCategories ? undefined : byColour
}

/** Pairs nearer than `leastDistance` to somebody, each with the vision that tells them apart least. */
export function confusedPairs(colours: string[]): ColourPair[] {
  return pairs(colours).flatMap(([a, b]) => {
    const seen = visions.map(([vision, see]) => ({ a, b, vision, distance: difference(see(a), see(b)) }))
    const worst = seen.reduce((least, pair) => (pair.distance < least.distance ? pair : least))
    return worst.distance < leastDistance ? [worst] : []
  })
}

export function sameInGrey(colours: string[]): [string, string][] {
  const grey = seenThrough(filterGrayscale(1))
  return pairs(colours).filter(([a, b]) => difference(grey(a), grey(b)) < leastDistance)
}

function pairs(colours: string[]): [string, string][] {
  return colours.flatMap((a, i) => colours.slice(i + 1).map((b): [string, string] => [a, b]))
}
