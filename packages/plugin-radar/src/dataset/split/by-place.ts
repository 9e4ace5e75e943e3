/** Whole places on one side; of parts of an area that overlap, those that touch a held-out part are left out. */
import { PhdError } from '@phd/core'
import { overlaps } from '../leakage.js'
import type { DatasetSplit } from '../metadata.js'
import { drawSides } from './draw.js'
import type { SplitCandidate, SplitOptions, SplitPlan } from './plan.js'

type Part = Pick<SplitCandidate, 'place' | 'part'>

export function byPlace(candidates: SplitCandidate[], options: SplitOptions): SplitPlan {
  const places = [...new Map(candidates.map(({ place, part }) => [place, { place, part }])).values()]
  const { validate, test, seed } = options
  const named = validate !== undefined || test !== undefined
  const sides = named ? chosen(places, validate ?? [], test ?? []) : drawn(places, options)
  const gap = places.filter(({ part }, i) => sides[i] === 'train' && places.some((other, j) => sides[j] !== 'train' && overlaps(part, other.part)))
  const side = new Map<string, DatasetSplit | undefined>(places.map(({ place }, i) => [place, sides[i]]))
  for (const { place } of gap) side.set(place, undefined)
  const of = (split: DatasetSplit) => places.filter(({ place }) => side.get(place) === split).map(({ place }) => place)
  const [training, validating, testing] = [of('train'), of('validate'), of('test')]
  if (validating.length === 0 || training.length === 0) {
    throw new PhdError('RADAR_SPLIT_EMPTY', `Nothing is left to ${validating.length === 0 ? 'validate' : 'train'} on.`, {
      expected: 'at least one place on each side',
      received: `${places.length} place${places.length === 1 ? '' : 's'} (${listed(places.map(({ place }) => place))}), ${validating.length + testing.length} held out`,
      remedy: 'more places, or a split in time: --validate-from MINUTE',
    })
  }
  const how = named ? '' : ` (a ${options.validateShare === undefined ? 'fifth' : 'share'} of ${places.length}, drawn with seed ${seed})`
  const tested = testing.length > 0 ? ` The test holds out ${listed(testing)}.` : ''
  const left = gap.length > 0 ? ` ${gap.length} places that overlap them are left out.` : ''
  return {
    by: 'place',
    splitOf: (place) => side.get(place),
    note: `Validation holds out whole places: ${listed(validating)}${how}.${tested}${left}`,
  }
}

/** By name of the place, or of the area that it is part of. */
function chosen(places: Part[], validate: string[], test: string[]): DatasetSplit[] {
  for (const name of [...validate, ...test]) {
    if (places.some(({ place, part }) => place === name || part?.of === name)) continue
    throw new PhdError('RADAR_PLACE_UNKNOWN', `There is no place "${name}".`, {
      expected: `one of: ${listed(places.map(({ place }) => place))}`,
      received: name,
      usage: true,
    })
  }
  const has = (names: string[], { place, part }: Part) => names.includes(place) || (part !== undefined && names.includes(part.of))
  return places.map((place) => (has(test, place) ? 'test' : has(validate, place) ? 'validate' : 'train'))
}

/** Parts that overlap are drawn as a strip along one edge of their area, so that few have to be left out between the sides. */
function drawn(places: Part[], { seed, validateShare, testShare }: SplitOptions): DatasetSplit[] {
  const inStrips = places.some((a, i) => places.some((b, j) => i !== j && overlaps(a.part, b.part)))
  if (!inStrips) return drawSides(places.length, seed, 'validation places', validateShare, testShare)
  const along = (key: 'row' | 'column') => [...new Set(places.map(({ part }) => part?.[key] ?? 0))].sort((a, b) => a - b)
  const key = along('row').length > along('column').length ? 'row' : 'column'
  const starts = along(key)
  const count = (share: number) => (share > 0 ? Math.max(1, Math.round(starts.length * share)) : 0)
  const [validates, tests] = [count(validateShare ?? 0.2), count(testShare ?? 0)]
  const fromEnd = seed % 2 === 1
  const validating = fromEnd ? starts.slice(-validates) : starts.slice(0, validates)
  const testing = tests === 0 ? [] : fromEnd ? starts.slice(0, tests) : starts.slice(-tests)
  return places.map(({ part }) => (validating.includes(part?.[key] ?? 0) ? 'validate' : testing.includes(part?.[key] ?? 0) ? 'test' : 'train'))
}

function listed(names: string[]): string {
  return names.length <= 12 ? names.join(', ') : `${names.slice(0, 10).join(', ')} and ${names.length - 10} more`
}
