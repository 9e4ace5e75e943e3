/** rehearsal.json beside report.md: how fast this speaker speaks, from rehearsals of this talk. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PhdError, writeAtomic } from '@phd/core'

const rehearsalFile = 'rehearsal.json'
/** Nobody speaks slower or faster for a whole talk. */
const [slowest, fastest] = [40, 300]

export interface Rehearsal {
  /** Undefined where no rehearsal had enough words to tell. */
  wordsPerMinute?: number
  /** Of the last rehearsal: slide id to seconds. */
  seconds: Record<string, number>
}

/** Undefined where nothing was rehearsed; REPORT_REHEARSAL_FILE where the file is not what rehearse writes. */
function readRehearsal(dir: string): Rehearsal | undefined {
  const path = join(dir, rehearsalFile)
  if (!existsSync(path)) return undefined
  const read = parsed(path)
  const { wordsPerMinute, seconds } = (read ?? {}) as Partial<Rehearsal>
  const isPace = wordsPerMinute === undefined || (typeof wordsPerMinute === 'number' && wordsPerMinute >= slowest && wordsPerMinute <= fastest)
  if (isPace && typeof seconds === 'object' && seconds !== null) return { wordsPerMinute, seconds }
  throw new PhdError('REPORT_REHEARSAL_FILE', `${path} does not hold a rehearsal.`, {
    expected: `wordsPerMinute from ${slowest} to ${fastest}, and seconds by slide`,
    received: JSON.stringify(wordsPerMinute) ?? 'no wordsPerMinute',
    remedy: 'delete it, or rehearse again: phd report rehearse',
  })
}

export function learnedPace(dir: string): number | undefined {
  return readRehearsal(dir)?.wordsPerMinute
}

/** A pace that was learned before stays where this rehearsal could not tell. Answers where the file is. */
export function writeRehearsal(dir: string, { wordsPerMinute, seconds }: Rehearsal): string {
  const path = join(dir, rehearsalFile)
  writeAtomic(path, `${JSON.stringify({ wordsPerMinute: wordsPerMinute ?? learnedPace(dir), seconds }, null, 1)}\n`)
  return path
}

/** Words a minute of the slides that have notes, within what a person can do; undefined where too little was said. */
export function paceOfRehearsal(slides: { words: number; seconds: number }[]): number | undefined {
  const spoken = slides.filter(({ words, seconds }) => words > 0 && seconds > 0)
  const [words, seconds] = [spoken.reduce((sum, slide) => sum + slide.words, 0), spoken.reduce((sum, slide) => sum + slide.seconds, 0)]
  if (words < 30 || seconds < 10) return undefined
  return Math.round(Math.min(fastest, Math.max(slowest, (words / seconds) * 60)))
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}
