/**
 * A first version of all words, from the runs.
 *
 * Each experiment that is known has a drafter of its own; any other is drafted by the shapes of its results.
 */
import type { LoadedRun } from '../runs.js'
import type { PosterWords } from '../words.js'
import { draftAny } from './any.js'
import { type Draft, type DraftSection, roles } from './draft.js'
import { syntheticRain } from './origins.js'
import { draftRadarPredict } from './radar-predict.js'
import { draftRadarTrain } from './radar-train.js'
import { seedGroups } from './seeds.js'
import { draftSocialAnalyse } from './social-analyse.js'

export interface DraftChoices {
  size: string
  landscape: boolean
  /** Maps span the page where it has two columns, and stand in one where it has more. */
  columns: number
  runsFolder: string
  title?: string
  authors?: string[]
  affiliation?: string
  contact?: string
}

const mostNumbers = 5

export function draftPoster(runs: LoadedRun[], choices: DraftChoices): PosterWords {
  const groups = seedGroups(runs)
  const trainings = groups.filter(({ runs: [{ run }] }) => run.experiment === 'radar/train').length
  const drafts = groups.flatMap((group): Draft[] => {
    const { experiment } = group.runs[0].run
    if (experiment === 'radar/train') return [draftRadarTrain(group, trainings === 1)]
    return group.runs.map((loaded) =>
      experiment === 'radar/predict' ? draftRadarPredict(loaded) : experiment === 'social/analyse' ? draftSocialAnalyse(loaded) : draftAny(loaded),
    )
  })
  const finding = drafts.flatMap((draft) => draft.finding ?? []).sort((a, b) => b.weight - a.weight)[0]
  const provisional = drafts.find((draft) => draft.provisional)?.provisional
  return {
    size: choices.size,
    landscape: choices.landscape,
    runsFolder: choices.runsFolder,
    runs: Object.fromEntries(runs.map(({ letter, run }) => [letter, run.id])),
    title: choices.title ?? titleOf(runs, drafts),
    authors: choices.authors ?? [],
    affiliation: choices.affiliation ?? '',
    contact: choices.contact ?? '',
    stamp: provisional ? `Provisional: ${provisional}` : '',
    finding: finding?.sentence ?? '',
    numbers: drafts.flatMap(({ numbers }) => numbers).slice(0, mostNumbers),
    sections: mergeSections(drafts).map((section) => ({ ...section, wide: section.wide && choices.columns <= 2 })),
    footer: footerOf(runs),
    figures: Object.assign({}, ...drafts.map(({ figures }) => figures)),
  }
}

/** Figures in the order in which they can be spared: the last of each run first, of equals those of later runs. */
export function spareOrder({ figures, sections }: PosterWords): string[] {
  const shown = new Set(sections.flatMap((section) => section.figures))
  const rank = new Map<string, number>()
  const perRun = new Map<string, number>()
  for (const [name, { run }] of Object.entries(figures)) {
    if (!shown.has(name)) continue
    rank.set(name, perRun.get(run) ?? 0)
    perRun.set(run, (perRun.get(run) ?? 0) + 1)
  }
  return [...rank]
    .reverse()
    .sort((a, b) => b[1] - a[1])
    .map(([name]) => name)
}

function titleOf(runs: LoadedRun[], drafts: Draft[]): string {
  const experiments = new Set(runs.map(({ run }) => run.experiment))
  const both = experiments.has('radar/train') && experiments.has('social/analyse')
  const isInvented = runs.some(({ run }) => run.experiment === 'radar/train' && syntheticRain(run.result) === 'all')
  return both ? `Predicting floods from ${isInvented ? 'rain' : 'rainfall radar'} and from what people post` : drafts[0].title
}

/** Sections of one role and heading become one; results of several runs stay apart. */
function mergeSections(drafts: Draft[]): PosterWords['sections'] {
  const all = drafts.flatMap(({ sections }) => sections)
  const merged: DraftSection[] = []
  for (const role of roles) {
    for (const section of all.filter((candidate) => candidate.role === role)) {
      const same = merged.find((other) => other.role === role && other.heading === section.heading && !section.wide)
      if (!same) merged.push({ ...section })
      else {
        const separator = section.text.startsWith('- ') ? '\n' : '\n\n'
        same.text = [...new Set([...same.text.split(separator), ...section.text.split(separator)])].filter(Boolean).join(separator)
        same.figures = [...same.figures, ...section.figures]
      }
    }
  }
  return merged.filter(({ text, figures }) => text || figures.length).map(({ heading, text, figures, wide = false }) => ({ heading, text, figures, wide }))
}

function footerOf(runs: LoadedRun[]): string {
  const lines = runs.map(({ letter, run }) => {
    const code = run.code.commit ? `, code ${run.code.commit.slice(0, 7)}${run.code.dirty ? ' with changes' : ''}` : ''
    return `[${letter}] ${run.experiment} ${run.id}, seed ${run.seed}, ${run.device}${code}`
  })
  const version = runs[0].run.versions.phd
  return `Runs of the numbers: ${lines.join('; ')}.${version ? ` Made with phd ${version}.` : ''}`
}
