/** May this be shown? Pictures, and whatever a result calls personal, need somebody's yes. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PhdError } from '@phd/core'
import type { FigureSource } from './kind.js'
import type { FigureOptions } from './options.js'

/** Why it may be shown, for the record; REPORT_FIGURE_CONSENT where nothing says so. */
export function requireConsent({ result, runDir }: FigureSource, { consent }: FigureOptions): string | undefined {
  if (typeof consent === 'string' && consent.trim()) return consent.trim()
  if (result.sharing === 'open') return undefined
  const said = saidByRun(runDir)
  if (said && result.sharing !== 'personal') return said
  if (result.sharing !== 'personal' && result.shape !== 'images') return undefined
  throw new PhdError(
    'REPORT_FIGURE_CONSENT',
    `"${result.title}" shows ${result.shape === 'images' ? 'pictures' : 'people or what they wrote'}, and nothing says that it may be shown.`,
    {
      expected: 'a result with sharing open, a run whose parameters or result have a consent or licence, or your reason',
      received: result.sharing ? `sharing ${result.sharing}` : 'none of them',
      remedy: 'phd report figure --consent "CC BY 4.0" …   or consent: in options: of this figure',
    },
  )
}

/** False where drawing it would be refused: what is drafted by itself leaves it out. */
export function mayBeShown(source: FigureSource, options: FigureOptions = {}): boolean {
  try {
    requireConsent(source, options)
    return true
  } catch {
    return false
  }
}

function saidByRun(runDir: string): string | undefined {
  const file = join(runDir, 'run.json')
  if (!runDir || !existsSync(file)) return undefined
  const { params, result } = JSON.parse(readFileSync(file, 'utf8')) as { params?: Record<string, unknown>; result?: Record<string, unknown> }
  for (const said of [result, params]) {
    for (const key of ['consent', 'licence', 'license']) {
      const value = said?.[key]
      if (typeof value === 'string' && value.trim()) return `${key}: ${value.trim()}`
    }
  }
  return undefined
}
