import { picturesOf } from '../../../backends/index.js'
import type { Rule } from '../../check.js'
import { categoriesOf, confusedPairs, leastDistance, sameInGrey } from '../../palette.js'
import type { PaintedMark } from '../../read/svg.js'
import { type LaidPage, nameOf } from './input.js'

export const colourDistance: Rule<LaidPage> = {
  id: 'colour-distance',
  severity: 'error',
  about: `Colours that stand for different things are told apart by everybody, colour-blind people too (CIEDE2000 at least ${leastDistance}).`,
  remedy: 'choose colours further apart, for example of Okabe and Ito',
  find({ layout, drawings }) {
    return picturesOf(layout).flatMap((box) => confusedIn(drawings.get(box)?.svg ?? '').map((words) => `${nameOf(box)}: ${words}`))
  },
}

export const greyDistance: Rule<LaidPage> = {
  id: 'grey-distance',
  severity: 'note',
  about: 'What differs in colour alone is told apart in a black and white print too: by dashes, shapes or lightness.',
  remedy: 'give each line its dash and each group its shape, or write the names beside them',
  find({ layout, drawings }) {
    return picturesOf(layout).flatMap((box) => sameGreyIn(drawings.get(box)?.svg ?? '').map((words) => `${nameOf(box)}: ${words}`))
  },
}

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
    .map(([a, b]) => `${a} and ${b} are the same grey, and have the same dash and shape`)
}
