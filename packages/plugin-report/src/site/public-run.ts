/**
 * What of a run may be shown to everyone. Its host, process, command line, log, code and folders never are; a parameter
 * that is a path is shown as its last part.
 *
 * A result is left out where it says so (`sharing` is restricted or personal), and, where it says nothing, unless its shape
 * holds sums alone: radar fields have licences, pictures show people, topics and places are made of what people posted.
 */
import { basename } from 'node:path'
import type { Result, Run } from '@phd/core'

/** Shapes of which nothing but counts and scores can be read. */
export const openShapes = ['curves', 'table', 'confusion', 'calibration']

export interface SharingChoices {
  /** Shapes that are shared beyond `openShapes`, by the user's word. */
  share: string[]
  /** Also what says that it is restricted or personal. */
  private: boolean
}

/** Why a result is left out; undefined where it is shown. */
export function leftOut(result: Result, { share, private: all }: SharingChoices): string | undefined {
  const { shape, sharing } = result
  if (all || sharing === 'open') return undefined
  if (sharing !== undefined) return sharing
  return openShapes.includes(shape) || share.includes(shape) ? undefined : `may show data: --share ${shape}`
}

export interface PublicRun {
  id: string
  experiment: string
  status: string
  started: string
  seconds?: number
  seed: number
  device: string
  commit?: string
  dirty: boolean
  versions: Record<string, string>
  params: [string, string][]
}

export function publicRun(run: Run): PublicRun {
  const params = typeof run.params === 'object' && run.params !== null ? Object.entries(run.params) : []
  return {
    id: run.id,
    experiment: run.experiment,
    status: run.status,
    started: run.started,
    seconds: run.seconds,
    seed: run.seed,
    device: run.device,
    commit: run.code.commit?.slice(0, 7),
    dirty: run.code.dirty,
    versions: run.versions,
    params: params.filter(([, value]) => value !== null && value !== undefined).map(([key, value]) => [key, shown(value)]),
  }
}

function shown(value: unknown): string {
  if (typeof value === 'string') return /[/\\]/.test(value) ? `…/${basename(value.replace(/\\/g, '/'))}` : value
  if (Array.isArray(value)) return value.map(shown).join(', ')
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([key, inner]) => `${key}: ${shown(inner)}`)
      .join(', ')
  return String(value)
}
