/**
 * A first version of report.md and report.yaml, from the runs.
 *
 * In: runs with letters. Out: texts whose numbers are references. Each experiment that is known has a drafter of its own;
 * any other is drafted by the shapes of its results. What only the researcher knows is left as `TODO:` paragraphs.
 */
import { withMark } from '../drafted.js'
import type { LoadedRun } from '../runs.js'
import { seedGroups } from '../seeds.js'
import { automatic } from '../settings.js'
import { draftAny } from './any.js'
import { commonSections } from './common-sections.js'
import type { Draft } from './draft.js'
import { toMarkdown } from './markdown.js'
import { mergeSections } from './merge.js'
import { syntheticRain } from './origins.js'
import { draftRadarPredict } from './radar-predict.js'
import { draftRadarTrain } from './radar-train/index.js'
import { settingsToYaml } from './settings-text.js'
import { draftSocialAnalyse } from './social-analyse.js'
import { withPrompts } from './venue-prompts.js'
import { paragraphs } from './words.js'

export interface DraftChoices {
  runsFolder: string
  title?: string
  authors?: string[]
  affiliation?: string
  contact?: string
  size: string
  landscape: boolean
  style: string
  theme: string
  venue?: { id: string; talkMinutes?: number; questionMinutes?: number; mustSay?: string[] }
  /** Figures that stay in report.yaml and off the poster. */
  offPoster: string[]
}

export interface ReportDraft {
  markdown: string
  yaml: string
  bibliography: string
}

const mostNumbers = 5
const [talkMinutes, questionMinutes] = [20, 15]

export function draftReport(runs: LoadedRun[], choices: DraftChoices): ReportDraft {
  const groups = seedGroups(runs)
  const trainings = groups.filter(({ runs: [{ run }] }) => run.experiment === 'radar/train').length
  const drafts = groups.flatMap((group): Draft[] => {
    const { experiment } = group.runs[0].run
    if (experiment === 'radar/train') return [draftRadarTrain(group, trainings === 1)]
    return group.runs.map((loaded) =>
      experiment === 'radar/predict' ? draftRadarPredict(loaded) : experiment === 'social/analyse' ? draftSocialAnalyse(loaded) : draftAny(loaded),
    )
  })
  const { venue } = choices
  const finding = drafts.flatMap((draft) => draft.finding ?? []).sort((a, b) => b.weight - a.weight)[0]
  const figures: Draft['figures'] = Object.assign({}, ...drafts.map((draft) => draft.figures))
  const markdown = toMarkdown({
    finding: finding ?? { sentence: 'TODO: What did you find? One sentence that a visitor remembers, its number as a reference.' },
    abstract: paragraphs([drafts.flatMap(({ abstract }) => abstract ?? []).join(' ')]),
    sections: withPrompts(mergeSections([...drafts, commonSections()]), venue),
    figures,
    offPoster: choices.offPoster,
    talkMinutes: venue?.talkMinutes ?? talkMinutes,
  })
  const yaml = settingsToYaml({
    // a name of a run that looks like a reference is none
    title: choices.title ?? titleOf(runs, drafts).replaceAll('{{', '{ {'),
    authors: choices.authors ?? [],
    affiliation: choices.affiliation ?? '',
    contact: choices.contact ?? '',
    acknowledgements: '',
    links: [],
    logos: [],
    venue: venue?.id ?? '',
    theme: choices.theme,
    runsFolder: choices.runsFolder,
    runs: Object.fromEntries(runs.map(({ letter, run }) => [letter, run.id])),
    numbers: drafts.flatMap(({ numbers }) => numbers).slice(0, mostNumbers),
    stamp: automatic,
    figures: Object.fromEntries(Object.entries(figures).map(([name, { short: _, ...figure }]) => [name, figure])),
    poster: { size: choices.size, landscape: choices.landscape, style: choices.style },
    slides: { talkMinutes: venue?.talkMinutes ?? talkMinutes, questionMinutes: venue?.questionMinutes ?? questionMinutes, wordsPerMinute: 130 },
    paper: { bibliography: 'refs.bib' },
  })
  return { markdown: withMark(markdown, 'markdown'), yaml: withMark(yaml, 'yaml'), bibliography }
}

function titleOf(runs: LoadedRun[], drafts: Draft[]): string {
  const experiments = new Set(runs.map(({ run }) => run.experiment))
  const both = experiments.has('radar/train') && experiments.has('social/analyse')
  const isInvented = runs.some(({ run }) => run.experiment === 'radar/train' && syntheticRain(run.result) === 'all')
  return both ? `Predicting floods from ${isInvented ? 'rain' : 'rainfall radar'} and from what people post` : drafts[0].title
}

const bibliography = `% The works that report.md cites as [@key]: BibTeX, as journals and indexes export it. For example:
%
% @article{key,
%   author  = {Family, Given and Other, Name},
%   title   = {Title in full},
%   journal = {Journal},
%   year    = {2026},
%   doi     = {10.0000/example}
% }
`

export { offPoster, spareOrder } from './spare.js'
