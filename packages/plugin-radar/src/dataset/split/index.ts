/**
 * Who trains, who validates and who tests, decided before anything is read.
 *
 * By place (default): every event of a place is on one side. By time: labels from a time on, or blocks of time drawn by the
 * seed; labels whose span would reach across a border are left out, so that neither rain nor water is shared. By event: every
 * place of an event is on one side. By file: shards drawn at random, as the published system did; neighbours in time then lie
 * on both sides, which the check of leakage refuses unless it is told otherwise.
 *
 * Errors: RADAR_SPLIT_EMPTY, RADAR_LEAKAGE, RADAR_SPLIT_OPTION, RADAR_EVENT_UNKNOWN.
 */
import { PhdError } from '@phd/core'
import type { DatasetMetadata } from '../metadata.js'
import { byEvent } from './by-event.js'
import { byFile } from './by-file.js'
import { byPlace } from './by-place.js'
import { byTime } from './by-time.js'
import type { SplitCandidate, SplitOptions, SplitPlan } from './plan.js'

export type { SplitBy, SplitCandidate, SplitOptions, SplitPlan, TimePoint } from './plan.js'

export function planSplit(candidates: SplitCandidate[], rain: DatasetMetadata['rain'], options: SplitOptions): SplitPlan {
  const { validateFrom, testFrom, blockHours } = options
  const inTime = validateFrom !== undefined || testFrom !== undefined || blockHours !== undefined
  const places = new Set(candidates.map(({ place }) => place)).size
  const by = options.by ?? (inTime ? 'time' : places === 1 && candidates.every(({ startMs }) => startMs !== undefined) ? 'time' : 'place')
  if (inTime && by !== 'time') {
    throw new PhdError('RADAR_SPLIT_OPTION', 'Times part a dataset only in a split by time.', {
      expected: '--split time, or neither --validate-from, --test-from nor --block-hours',
      received: `--split ${by}`,
      usage: true,
    })
  }
  if ((options.validate || options.test) && by !== 'place' && by !== 'event') {
    throw new PhdError('RADAR_SPLIT_OPTION', `A split by ${by} holds out no names.`, {
      expected: '--split place or --split event with --validate and --test',
      received: `--split ${by}`,
      usage: true,
    })
  }
  switch (by) {
    case 'place':
      return byPlace(candidates, options)
    case 'event':
      return byEvent(candidates, options)
    case 'file':
      return byFile(options)
    case 'time':
      return byTime(candidates, rain, options)
  }
}
