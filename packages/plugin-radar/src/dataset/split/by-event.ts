/** Whole events on one side, at every place that they touch. */
import { PhdError } from '@phd/core'
import { drawSides } from './draw.js'
import type { SplitCandidate, SplitOptions, SplitPlan } from './plan.js'

export function byEvent(candidates: SplitCandidate[], { validate, test, validateShare, testShare, seed }: SplitOptions): SplitPlan {
  const events = [...new Set(candidates.map(({ event }) => event))]
  for (const name of [...(validate ?? []), ...(test ?? [])]) {
    if (events.includes(name)) continue
    throw new PhdError('RADAR_EVENT_UNKNOWN', `There is no event "${name}".`, { expected: `one of: ${events.join(', ')}`, received: name, usage: true })
  }
  const named = validate !== undefined || test !== undefined
  const drawn = drawSides(events.length, seed, 'validation events', validateShare, testShare)
  const sides = new Map(
    events.map((event, i) => [event, named ? (test?.includes(event) ? 'test' : validate?.includes(event) ? 'validate' : 'train') : drawn[i]] as const),
  )
  const of = (split: string) => events.filter((event) => sides.get(event) === split)
  if (of('validate').length === 0 || of('train').length === 0) {
    throw new PhdError('RADAR_SPLIT_EMPTY', `Nothing is left to ${of('validate').length === 0 ? 'validate' : 'train'} on.`, {
      expected: 'at least one event on each side',
      received: `${events.length} event${events.length === 1 ? '' : 's'}: ${events.join(', ')}`,
      remedy: 'more events, or a split in time: --validate-from TIME',
    })
  }
  const tested = of('test').length > 0 ? ` The test holds out ${of('test').join(', ')}.` : ''
  return {
    by: 'event',
    splitOf: (_place, event) => sides.get(event),
    note: `Validation holds out whole events: ${of('validate').join(', ')}${named ? '' : ` (drawn with seed ${seed})`}.${tested}`,
  }
}
