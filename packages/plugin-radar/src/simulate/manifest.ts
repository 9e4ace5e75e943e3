/** What a store of water says about where it comes from, and how an unfinished one is known again. */
import { createHash } from 'node:crypto'
import { coreVersion } from '@phd/core'
import type { Plan } from './plan.js'
import { iso } from './timeline.js'

export interface WaterManifest extends Record<string, unknown> {
  start: string
  end: string
  fingerprint: string
}

/** One set of inputs and settings gives one manifest. */
export function waterManifest({ spans, outputMinutes, outputs, massTolerance, computing, about }: Plan): WaterManifest {
  const all = {
    command: 'radar simulate',
    versions: { phd: coreVersion },
    start: iso(spans[0].startMs),
    end: iso(spans[spans.length - 1].endMs),
    ...{ outputMinutes, outputs, massTolerance },
    ...(computing ? { computing } : {}),
    ...about,
  }
  return { ...all, fingerprint: createHash('sha256').update(JSON.stringify(all)).digest('hex') }
}
