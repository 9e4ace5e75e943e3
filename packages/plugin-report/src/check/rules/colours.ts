/** Colours of one drawing that are not told apart, in words. */
import { categoriesOf, confusedPairs, leastDistance, sameInGrey } from '../palette.js'
import type { PaintedMark } from '../read/svg.js'

export function confusedIn(svg: string): string[] {
  const categories = categoriesOf(svg)
  return confusedPairs([...(categories?.keys() ?? [])]).map(({ a, b, vision, distance }) =>
    `${a} and ${b} look alike to ${vision} eyes (${distance.toFixed(1)} of ${leastDistance})`.replace('everybody eyes', 'everybody'),
  )
}

export function sameGreyIn(svg: string): string[] {
  const categories = categoriesOf(svg) ?? new Map<string, PaintedMark[]>()
  const looks = (colour: string) => new Set(categories.get(colour)?.map(({ dash, symbol }) => `${dash}|${symbol}`))
  return sameInGrey([...categories.keys()])
    .filter(([a, b]) => [...looks(a)].every((look) => looks(b).has(look)) || [...looks(b)].every((look) => looks(a).has(look)))
    .filter(([a, b]) => !beside(categories.get(a), categories.get(b)))
    .map(([a, b]) => `${a} and ${b} are the same grey, and have the same dash and shape`)
}

/** Bars of one colour all left of those of the other; squares of a legend do not count. */
function beside(a: PaintedMark[] = [], b: PaintedMark[] = []): boolean {
  const [left, right] = [a, b].map(extentOf)
  return left !== undefined && right !== undefined && (left[1] <= right[0] + 0.5 || right[1] <= left[0] + 0.5)
}

function extentOf(marks: PaintedMark[]): [number, number] | undefined {
  const drawn = marks.filter(({ symbol }) => symbol === '')
  const spans = drawn.flatMap(({ spanX }) => (spanX ? [spanX] : []))
  if (spans.length === 0 || spans.length < drawn.length) return undefined
  return [Math.min(...spans.map(([from]) => from)), Math.max(...spans.map(([, to]) => to))]
}
