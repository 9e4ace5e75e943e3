/** From runs or files to figures to draw: which results, joined how, with which words. Pure; nothing is drawn here. */
import { PhdError, type Result, type Run } from '@phd/core'
import { combine, groupBySeed, type RunResult } from '../combine.js'
import { requireConsent } from '../consent.js'
import type { FigureSource } from '../kind.js'
import { listed } from '../numbers.js'
import type { FigureOptions } from '../options.js'
import type { FigureRecord } from './record.js'

/** One result of one run, or of one file (no run). */
export interface OneResult {
  name: string
  result: Result
  run?: Run
  runDir: string
  /** Of the run, or of the file. */
  sha256: string
  file?: string
}

export interface FigurePlan {
  name: string
  resultName: string
  source: FigureSource
  options: FigureOptions
  about: string[]
  runs: FigureRecord['runs']
  data: FigureRecord['data']
  stamp: string
}

/** Experiments of ours that draw nothing by chance. */
const withoutChance = new Set(['social/analyse'])
const joinable = new Set(['curves', 'table', 'confusion'])

/** All runs' results of one name: one figure where they can be joined, else one for each run. */
export function planFigures(resultName: string, all: OneResult[], labels: string[]): FigurePlan[] {
  const withRun = all.filter((one): one is OneResult & { run: Run } => one.run !== undefined)
  if (withRun.length < all.length) return all.map((one) => planOf(one.name, [one], one.result, [], {}, ''))
  const shapes = new Set(all.map(({ result }) => result.shape))
  if (all.length > 1 && shapes.size === 1 && joinable.has(all[0].result.shape)) {
    const groups = all[0].result.shape === 'confusion' ? groupBySeed(withRun).map(({ members }) => members) : [withRun]
    return groups.map((members) => joinedPlan(resultName, members as (OneResult & { run: Run })[], groups.length > 1, groups.length > 1 ? [] : labels))
  }
  return withRun.map((one) => joinedPlan(resultName, [one], withRun.length > 1, withRun.length > 1 ? [] : labels))
}

function joinedPlan(resultName: string, members: (OneResult & { run: Run })[], isOneOfMany: boolean, labels: string[]): FigurePlan {
  const sources: RunResult[] = members.map(({ run, result }) => ({ run, result }))
  const { result, about, seeds, fewestSeeds } = combine(sources, Math.max(members.length, labels.length) > 1 ? labels : [])
  const isByChance = result.shape !== 'images' && members.some(({ run }) => !withoutChance.has(run.experiment) && ownSeeds(run) < 2)
  const stamp = isByChance && fewestSeeds < 2 ? 'Provisional: one seed' : ''
  const name = isOneOfMany ? `${resultName}-${members[0].run.id.split('-').at(-1)}` : resultName
  return planOf(name, members, result, about, Object.keys(seeds).length ? { seeds } : {}, stamp, resultName)
}

/** A run may be of several seeds itself: `result.seeds`. */
function ownSeeds({ result }: Run): number {
  const seeds = (result as { seeds?: unknown } | undefined)?.seeds
  return Array.isArray(seeds) ? seeds.length : typeof seeds === 'number' ? seeds : 1
}

function planOf(name: string, members: OneResult[], result: Result, about: string[], options: FigureOptions, stamp: string, resultName = name): FigurePlan {
  const [first] = members
  return {
    name,
    resultName,
    source: { result, runDir: first.runDir, ...(first.run ? { id: first.run.id } : {}) },
    options,
    about,
    runs: members.flatMap(({ run, sha256 }) => (run ? [{ id: run.id, experiment: run.experiment, seed: run.seed, sha256 }] : [])),
    data: members.flatMap(({ file, sha256 }) => (file ? [{ file, sha256 }] : [])),
    stamp,
  }
}

/** Title, what the result says of itself, how runs were joined. */
export function draftCaption({ source, about, runs }: FigurePlan, alt: string): string {
  const { title, about: own } = source.result
  const seeds = [...new Set(runs.map(({ seed }) => seed))]
  const one = runs.length === 1 ? [`One run, seed ${seeds[0]}.`] : []
  const sentences = [title, own, ...about, ...(own && /seed/i.test(own) ? [] : one)].filter((text): text is string => Boolean(text?.trim()))
  const caption = sentences.map((text) => (/[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`)).join(' ')
  return caption === alt ? `${caption} (${runs.length ? listed(runs.map(({ id }) => id)) : 'data of a file'})` : caption
}

export function checkSharing(source: FigureSource, options: FigureOptions): Pick<FigureRecord, 'consent' | 'sharing'> {
  const consent = requireConsent(source, options)
  const { sharing } = source.result
  return { ...(consent ? { consent } : {}), ...(sharing ? { sharing } : {}) }
}

/** The names that all or some of the runs have, in order. */
export function chosenResults(known: string[], wanted: string | undefined, all: boolean): string[] {
  if (wanted !== undefined) {
    if (known.includes(wanted)) return [wanted]
    throw new PhdError('REPORT_FIGURE_RESULT', `There is no result "${wanted}".`, { expected: `one of: ${known.join(', ')}`, received: wanted, usage: true })
  }
  if (all || known.length === 1) return known
  throw new PhdError('REPORT_FIGURE_RESULT', 'Which result is to be drawn?', {
    expected: `--result NAME, one of: ${known.join(', ')}; or --all`,
    remedy: '--list shows what each is and how it can be drawn',
    usage: true,
  })
}
